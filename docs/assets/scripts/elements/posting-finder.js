// <posting-finder>: paste a posting, and see which tribe asks, why, and what to learn first. All rules are in learning/.
import { theLibrary } from "../learning/library.js"
import { MOST } from "../learning/posting.js"
import { postingsOf } from "../learning/postings.js"
import { BETWEEN, firstTopics, read, TRIBES } from "../learning/signals.js"
import { theSignals } from "../learning/the-signals.js"
import { theLog } from "../learning/the-log.js"
import { addStyle, button, link, made } from "./parts.js"

const NAMES = {
  "applied-researcher": "the applied researcher", "infrastructure-builder": "the infrastructure builder",
  "both-tribes": "both, in earnest", "other-job": "another job", "too-little": "Too little to tell",
}
const MEANS = {
  "applied-researcher": "The duties are about what a model says: prepare for evaluation, retrieval and prompts, and one project in depth.",
  "infrastructure-builder": "The duties are about a system that runs: prepare for system design, load, reliability and its cost.",
  "both-tribes": "Both sides are substantial, so expect rounds of both kinds. Begin with what both tribes ask.",
  "other-job": "The duties are another trade than the AI engineer's, whatever the title says. This guide would help you only in part.",
}
const SIDES = { "applied-researcher": "Applied researcher", "infrastructure-builder": "Infrastructure builder", "both-tribes": "Both tribes", "other-job": "Another job" }
/** Milliseconds of quiet after which a text that is being typed is read. */
const QUIET = 150
/** Where the text stands while the tab is open; never in the log. */
const DRAFT = "posting"

const REMOVED = "Removing a posting takes it off this list. The log only grows: the text stays in it, in this browser and in what you export, until "

class PostingFinder extends HTMLElement {
  #waiting
  #reading
  #cut = false

  connectedCallback() {
    addStyle()
    this.text = made("textarea", {
      rows: this.#small ? 3 : 10, spellcheck: false, id: "posting", maxLength: MOST,
      oninput: () => this.#later(), onfocus: () => this.#load(), onpaste: event => this.#paste(event),
    })
    this.result = made("div", { className: "finder-result" })
    this.told = made("p", { className: "finder-told", role: "status" })
    this.kept = made("div", { className: "finder-kept" })
    this.replaceChildren(
      made("label", { htmlFor: "posting", textContent: this.#small ? "Paste the posting or a recruiter's mail" : "Paste the posting, a recruiter's mail or the description of a round" }), this.text,
      made("p", { className: "finder-private", textContent: this.#small ? "It is read here, and nothing of it leaves your browser." : "It is read here, on this page. Nothing of it leaves your browser. It stays in the box while this tab is open, and is kept for longer only if you ask." }),
      this.told, this.result, this.kept)
    if (!this.#small) this.#showKept()
    this.text.value = draft()
    if (this.text.value) this.show()
  }

  /** What was not read yet when the page went is read when it is back. */
  disconnectedCallback() {
    clearTimeout(this.#waiting)
    keepDraft(this.text.value)
  }

  get #small() {
    return this.getAttribute("of") === "small"
  }

  /** Fetch what is needed, at the first sign that somebody will paste. */
  async #load() {
    try {
      [this.table, this.library] = await Promise.all([theSignals(), theLibrary()])
    } catch {
      this.told.textContent = "The finder could not be loaded. When you are online, load this page again."
    }
    return Boolean(this.library)
  }

  /** Cut what is pasted, and make many empty lines one, before the box lays it out: a megabyte of lines would hang the page. */
  #paste(event) {
    const whole = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n"), pasted = whole.replace(/\n{3,}/g, "\n\n")
    const { selectionStart: from, selectionEnd: to, value } = this.text, room = MOST - value.length + to - from
    this.#cut = pasted.length > room
    if (pasted === whole && !this.#cut) return
    event.preventDefault()
    this.text.setRangeText(pasted.slice(0, room), from, to, "end")
    this.#later()
  }

  #later() {
    if (this.text.value.length < MOST) this.#cut = false
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.show(), QUIET)
  }

  /** Read the text that stands there, and show what it says. */
  async show() {
    if (!await this.#load()) return
    const text = this.text.value
    keepDraft(text)
    this.#reading = text.trim() ? read(text, this.table) : null
    Object.assign(this.dataset, { verdict: this.#reading?.verdict ?? "", certainty: this.#reading?.certainty ?? "", lean: this.#reading?.lean ?? "" })
    this.told.textContent = this.#reading ? headline(this.#reading) : ""
    this.result.replaceChildren(...this.#reading ? this.#parts(text, this.#reading) : [])
  }

  #parts(text, reading) {
    const { verdict, why } = reading, cut = reading.cut || this.#cut
    const notes = [cut && "The text is longer than any posting: only its beginning, 60,000 characters, was taken and read.", why || MEANS[verdict]].filter(Boolean)
    const told = notes.map(textContent => made("p", { textContent }))
    if (verdict === "too-little") return text.trim() ? [...told, questions(reading)] : told
    const whole = [this.#reasons(text, reading), this.#markedText(text, reading), traps(reading), questions(reading), this.#keeper()]
    if (!this.#small) return [leanBar(reading), ...told, this.#topics(reading), ...whole]
    return [leanBar(reading), ...told, this.#topics(reading), made("details", {}, made("summary", { textContent: "Why, and what to ask" }), ...whole)]
  }

  #topics(reading) {
    const topics = firstTopics(reading, this.library.topics)
    const tribe = TRIBES.includes(reading.verdict) ? reading.verdict : TRIBES[reading.lean < 0 ? 1 : 0]
    const plan = `practice/plan/#tribe=${tribe}&topics=${topics.map(({ id }) => id).join(",")}`
    if (reading.verdict === "other-job") return made("p", {}, "If you are asked to an interview all the same, begin with ", link("both-tribes/", "what both tribes ask"), ".")
    return made("section", { className: "finder-topics" }, heading("Learn these first"),
      made("ol", {}, ...topics.map(({ title, url }) => made("li", {}, link(url, title)))),
      made("p", {}, link(plan, "Make a plan of them", { className: "tool-button go-on" })))
  }

  #reasons(text, { highlights }) {
    const titles = new Map(this.library.topics.map(topic => [topic.id, topic]))
    const said = ({ start, end, signal }) => {
      const topic = signal.side === "other-job" ? null : titles.get(signal.topic)
      return made("li", { className: signal.side }, made("q", { textContent: text.slice(start, end) }), ` – ${signal.reason}`, ...topic ? [" → ", link(topic.url, topic.title)] : [])
    }
    const groups = Object.entries(SIDES).map(([side, name]) => [name, highlights.filter(({ signal }) => signal.side === side)])
    return made("section", {}, heading("What decided it"), ...groups.filter(([, hits]) => hits.length).flatMap(([name, hits]) =>
      [made("h4", { textContent: name }), made("ul", { className: "finder-reasons" }, ...hits.map(said))]))
  }

  /** The pasted text with what decided it marked in it. */
  #markedText(text, { highlights }) {
    const box = made("div", { className: "finder-text", tabIndex: 0, role: "group", ariaLabel: "Your text, with what decided it marked" })
    let from = 0
    for (const { start, end, signal } of highlights) {
      box.append(text.slice(from, start), made("mark", { className: signal.side, textContent: text.slice(start, end), title: `${SIDES[signal.side]}: ${signal.reason}` }))
      from = end
    }
    box.append(text.slice(from, from + 20_000))
    return made("details", { open: !this.#small }, made("summary", { textContent: "In your text" }), box)
  }

  #keeper() {
    const name = made("input", { name: "name", required: true, maxLength: 80, autocomplete: "off" })
    return made("form", { className: "finder-keep", onsubmit: event => this.#keep(event, name.value.trim()) },
      made("label", {}, "Keep it in your log, as ", name), button("Keep", null, { type: "submit" }))
  }

  async #keep(event, name) {
    event.preventDefault()
    if (!name) return
    const log = await theLog()
    await log.append("posting", { name, text: this.text.value.slice(0, MOST) })
    this.told.textContent = log.trouble || `Kept as “${name}”.`
    await this.#showKept()
  }

  async #showKept() {
    const log = await theLog(), postings = [...postingsOf(log.events)]
    if (!this.isConnected) return
    const row = ([name, text]) => made("li", {},
      button(name, () => this.#open(text)), " ",
      button("Remove", async () => {
        await log.append("posting", { name, text: "" })
        await this.#showKept()
      }, { ariaLabel: `Remove ${name}` }))
    this.kept.replaceChildren(...postings.length ? [heading("Postings that you kept"), made("ul", {}, ...postings.map(row)), made("p", {}, REMOVED, link("practice/progress/", "Delete everything"), " takes it away.")] : [])
  }

  #open(text) {
    this.text.value = text
    this.show()
    this.text.focus()
  }
}

const headline = ({ verdict, certainty }) => certainty ? `${certainty[0].toUpperCase()}${certainty.slice(1)} ${NAMES[verdict]}.` : `${NAMES[verdict]}.`

function leanBar({ lean, verdict }) {
  const side = lean > 0 ? "applied researcher" : "infrastructure builder"
  const words = Math.abs(lean) < BETWEEN ? "Between the two tribes" : verdict === "both-tribes" ? `Both tribes, nearer to the ${side}` : `Leans to the ${side}`
  const dot = made("span", { className: "finder-dot" })
  dot.style.left = `${50 - 50 * lean}%`
  return made("div", { className: "finder-lean", hidden: verdict === "other-job", role: "img", ariaLabel: words },
    made("span", { textContent: "Applied" }), made("span", { className: "finder-track" }, dot), made("span", { textContent: "Infrastructure" }))
}

function traps({ traps }) {
  if (!traps.length) return ""
  return made("section", {}, heading("Looks like a signal, and is not"), made("ul", {}, ...traps.map(({ words, reason }) => made("li", {}, ...between(words.map(word => made("b", { textContent: word }))), ` – ${reason}`))))
}

function questions({ questions }) {
  if (!questions.length) return ""
  return made("section", {}, heading("What it does not say: ask the recruiter"), made("ul", {}, ...questions.map(textContent => made("li", { textContent }))))
}

/** Storage can be forbidden or full: the text is then lost with the page, and nothing else is. */
function draft() {
  try {
    return sessionStorage.getItem(DRAFT) ?? ""
  } catch {
    return ""
  }
}

function keepDraft(text) {
  try {
    sessionStorage.setItem(DRAFT, text)
  } catch {}
}

const between = parts => parts.flatMap((part, at) => at ? [", ", part] : [part])
const heading = textContent => made("h3", { textContent })

customElements.define("posting-finder", PostingFinder)
