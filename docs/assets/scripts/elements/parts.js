// What the tools of the site are built of: a base class, a few controls, and a table with bars.
import { dayName } from "../learning/days.js"
import { ROOT, theLibrary } from "../learning/library.js"
import { settingsOf, TRIBES } from "../learning/settings.js"
import { theLog } from "../learning/the-log.js"

export { dayName, TRIBES }
const SHELVES = { "both-tribes": "Both tribes", ...TRIBES, "non-negotiable": "Non-negotiable", "nice-to-have": "Nice to have" }

/** The name of a shelf, such as `both-tribes/non-negotiable`, for people. */
export const shelfName = shelf => shelf.split("/").map(part => SHELVES[part]).join(" · ")

/** An element that needs the log and the cards; what stands in it stays until both are there. */
export class Tool extends HTMLElement {
  #settings = null
  #heard = ({ detail: events }) => {
    if (!events.length || events.some(({ kind }) => kind === "setting")) this.#settings = null
    this.changed(events)
  }

  async connectedCallback() {
    addStyle()
    try {
      [this.log, this.library] = await Promise.all([theLog(), theLibrary()])
    } catch {
      this.prepend(made("p", { className: "trouble", textContent: "The cards could not be loaded. When you are online, load this page again." }))
      return
    }
    if (!this.isConnected) return
    this.#settings = null
    this.log.addEventListener("change", this.#heard)
    this.spoken = made("p", { role: "status", className: "spoken" })
    this.trouble = made("p", { role: "alert", className: "trouble" })
    this.stage = made("div")
    this.replaceChildren(this.spoken, this.trouble, this.stage)
    this.#warn()
    this.begin()
  }

  disconnectedCallback() {
    this.log?.removeEventListener("change", this.#heard)
  }

  /** Told of the events that were added, here or in another tab; an empty list says that anything may have changed. */
  changed() {
    this.#warn()
  }

  get settings() {
    return this.#settings ??= settingsOf(this.log.events)
  }

  /** Keep a setting, unless it is as it was. */
  async set(name, value) {
    if (JSON.stringify(this.settings[name]) !== JSON.stringify(value)) await this.log.append("setting", { name, value })
  }

  #warn() {
    this.trouble.textContent = this.log.trouble
    this.trouble.hidden = !this.log.trouble
  }
}

/** The style of the tools, which a page that holds one has, unless an instant click brought it. */
export function addStyle() {
  const href = `${ROOT}assets/style/tools.css`
  if (![...document.styleSheets].some(sheet => sheet.href === href)) document.head.append(made("link", { rel: "stylesheet", href }))
}

export const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

/** A button; in place of `text` it may hold `children`. */
export const button = (text, onclick, properties = {}, ...children) =>
  made("button", { type: "button", onclick, className: "tool-button", ...properties }, text, ...children)

export const link = (path, text, properties = {}) => made("a", { href: ROOT + path, textContent: text, ...properties })

export const field = (label, control) => made("label", { className: "field" }, made("span", { textContent: label }), control)

export const check = (name, label, checked) =>
  made("label", { className: "check" }, made("input", { type: "checkbox", name, checked: Boolean(checked) }), label)

export const input = (name, type, value, properties = {}) => made("input", { name, type, ...properties, value })

/** A list to choose from: texts by value, or groups of such, by name. */
export function select(name, options, value = "") {
  const option = ([key, text]) => typeof text === "object"
    ? made("optgroup", { label: key }, ...Object.entries(text).map(option))
    : made("option", { value: key, textContent: text })
  const list = made("select", { name }, ...Object.entries(options).map(option))
  list.value = value
  if (list.selectedIndex < 0) list.selectedIndex = 0
  return list
}

/**
 * A table of figures, each row with a bar that shows them.
 * @param {string} caption
 * @param {[string, string]} heads  of the first column and the last
 * @param {{name: string | Node, parts: number[], says: string, mark?: number}[]} rows  `parts` of the bar and the place
 *   of a mark run from 0 to 1
 */
export function barTable(caption, [first, last], rows) {
  const head = made("tr", {}, ...[first, "", last].map(textContent => made(textContent ? "th" : "td", { textContent })))
  const body = rows.map(({ name, parts, says, mark }) =>
    made("tr", {}, made("td", {}, name), made("td", {}, bar(parts, mark)), made("td", { textContent: says })))
  return made("table", { className: "bars" }, made("caption", { textContent: caption }), made("thead", {}, head), made("tbody", {}, ...body))
}

function bar(parts, mark) {
  const picture = drawn("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" })
  parts.forEach((part, at) => picture.append(drawn("rect", { x: 0, width: 100 * part, height: 10, "fill-opacity": at === parts.length - 1 ? 1 : 0.35 })))
  if (mark) picture.append(drawn("rect", { class: "mark", x: 100 * mark - 1, width: 2, height: 10 }))
  return picture
}

function drawn(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}

/** Give a text to the learner as a file. */
export function save(text, name, type) {
  const href = URL.createObjectURL(new Blob([text], { type }))
  made("a", { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}

/** A number for people, such as "1,093"; the browser's own way loads a language first, which a slow phone feels. */
export const figure = number => String(number).replace(/\B(?=(\d{3})+$)/g, ",")

/** A number of things in words, such as "1 card", "2 cards". */
export const many = (number, thing) => `${figure(number)} ${thing}${number === 1 ? "" : "s"}`
