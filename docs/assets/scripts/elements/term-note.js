// <term-note>: what a term means, beside its first mention on a page; by pointer, touch or keyboard.
const notes = new Map()
const site = new URL("../../../", import.meta.url)

async function noteOf(key) {
  if (!notes.has(key[0])) notes.set(key[0], fetch(new URL(`glossary/${key[0]}.json`, site)).then(answer => answer.json()))
  return (await notes.get(key[0]))[key]
}

class TermNote extends HTMLElement {
  async show(link) {
    this.link = link
    const [name, sentence, home] = await noteOf(link.hash.slice(1))
    if (this.link !== link) return // another term, or none, meanwhile
    const title = Object.assign(document.createElement("strong"), { textContent: name })
    const where = Object.assign(document.createElement("a"), { href: new URL(home, site), textContent: "Read more" })
    this.replaceChildren(title, ` ${sentence} `, where)
    this.id = "term-note"
    this.setAttribute("role", "tooltip")
    link.setAttribute("aria-describedby", this.id)
    link.after(this)
    this.style.setProperty("--shift", "0px")
    const { left, right } = this.getBoundingClientRect()
    const edge = document.documentElement.clientWidth - 8
    this.style.setProperty("--shift", `${Math.min(0, edge - right) + Math.max(0, 8 - left)}px`)
  }

  hide() {
    this.link?.removeAttribute("aria-describedby")
    this.link = undefined
    this.remove()
  }
}

customElements.define("term-note", TermNote)
