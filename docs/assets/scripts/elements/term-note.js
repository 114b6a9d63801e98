// <term-note>: what a term means, beside a mention of it on another page.
const files = new Map()
const site = new URL("../../../", import.meta.url)
const ROOM = 8 // pixels to the edge of the screen

async function meaningOf(key) {
  const name = `glossary/${key[0]}.json`
  if (!files.has(name)) files.set(name, fetch(new URL(name, site)).then(answer => answer.json()))
  return (await files.get(name))[key]
}

let wanted

// Show the note of a link to the glossary; one note shows at a time.
export async function showNote(link) {
  if (wanted === link) return
  hideNote()
  wanted = link
  const [name, sentence, home] = await meaningOf(link.hash.slice(1))
  if (wanted !== link) return // another term, or none, meanwhile
  const note = Object.assign(document.createElement("term-note"), { id: "term-note", role: "tooltip" })
  const title = Object.assign(document.createElement("strong"), { textContent: name })
  const where = Object.assign(document.createElement("a"), { href: new URL(home, site), textContent: "Read more" })
  note.append(title, ` ${sentence} `, where)
  link.setAttribute("aria-describedby", note.id)
  link.after(note)
  place(note, link)
}

// Below its term, or above it where the screen ends.
function place(note, link) {
  const { left, right, top, bottom } = note.getBoundingClientRect()
  const edge = document.documentElement.clientWidth - ROOM
  const above = link.getBoundingClientRect().top - ROOM / 2 - bottom
  const lifted = bottom > innerHeight - ROOM && top + above > ROOM
  note.style.setProperty("--shift", `${Math.min(0, edge - right) + Math.max(0, ROOM - left)}px`)
  note.style.setProperty("--lift", `${lifted ? above : 0}px`)
}

function hideNote() {
  wanted?.removeAttribute("aria-describedby")
  wanted = undefined
  document.querySelector("term-note")?.remove()
}

const isAway = ({ target }) => wanted && target !== wanted && !target.closest?.("term-note")
for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, event => isAway(event) && hideNote())
document.addEventListener("keydown", ({ key }) => key === "Escape" && hideNote())
let away
document.addEventListener("pointerover", event => {
  clearTimeout(away)
  if (event.pointerType === "mouse" && isAway(event)) away = setTimeout(hideNote, 400)
})
