// <keep-offline>: keeps the whole guide on the device, a few files at a time, and lets go of it again.
import { addStyle, button, made } from "./parts.js"

const AT_ONCE = 8
const AWAY = "There is no connection, or the site does not answer. What has come so far is kept; go on when you are connected."
const MOVED_ON = "A new edition of the guide has come out meanwhile. Load it, when it is offered, then go on here."
const ALL_BUT = "These files are not kept, since the site does not give them as this edition knows them:"
const NO_ROOM = "This browser has no room left for the rest. Free some, then go on."
const NOWHERE = "This browser keeps no pages here, as in a private window or over http. The decks for Anki work without a connection, too."

/** Bytes in words, such as "14.2 MB". */
const size = bytes => bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`

class KeepOffline extends HTMLElement {
  #ask
  #registered
  #differ = new Set() // files that the server gives, but not as this edition knows them
  #going = false

  async connectedCallback() {
    addStyle()
    try {
      if (!document.querySelector("meta[name=edition]")?.content) throw new Error("a preview has no edition")
      const { ask, registered } = await import("../edition.js")
      this.#ask = ask
      this.#registered = registered
      this.says = made("p", { role: "status" })
      this.row = made("div", { className: "tool-row" })
      this.bar = made("progress", { hidden: true, ariaLabel: "Kept so far" })
      this.replaceChildren(this.says, this.bar, this.row)
      this.#show(await this.#ask("count"))
    } catch {
      this.replaceChildren(made("p", { className: "trouble", textContent: NOWHERE }))
    }
  }

  disconnectedCallback() {
    this.#going = false
  }

  #show({ bytes, left, files, missing, everything }, trouble = "") {
    const whole = `${size(bytes)}: ${files} files, which are all pages, pictures, tools and decks`
    const some = `${size(bytes - left)} of ${size(bytes)} are kept on this device`
    this.says.textContent = trouble || (missing.length ? everything ? `${some}.` : `The whole guide is ${whole}. ${some}.` : `Everything is kept on this device, ${whole}.`)
    this.bar.hidden = true
    this.row.replaceChildren(
      ...missing.length ? [button(everything ? "Go on" : "Keep everything offline", () => this.#keep(), { className: "tool-button go-on" })] : [],
      ...everything ? [button("Remove it", () => this.#remove())] : [])
  }

  /** Ask for what is missing until nothing is; each time anew, since another edition may have taken over. */
  async #keep() {
    this.#going = true
    this.row.replaceChildren(button("Stop", () => this.#going = false))
    let trouble = ""
    try {
      await this.#ask("everything", true)
      navigator.storage?.persist?.()
      this.#differ.clear()
      while (this.#going && await this.#step()) continue
      if (this.#differ.size) trouble = `${ALL_BUT} ${[...this.#differ].join(", ")}`
    } catch (error) {
      trouble = /Quota/.test(error.message) ? NO_ROOM : error.message.startsWith("Differs") ? MOVED_ON : AWAY
    }
    this.#show(await this.#ask("count"), trouble)
  }

  async #step() {
    const { bytes, left, missing } = await this.#ask("count")
    this.says.textContent = `${size(bytes - left)} of ${size(bytes)} …`
    Object.assign(this.bar, { hidden: false, max: bytes, value: bytes - left })
    const next = missing.filter(file => !this.#differ.has(file)).slice(0, AT_ONCE)
    if (next.length) await this.#ask("keep", next).catch(error => this.#passBy(next, error))
    return next.length
  }

  /** Go on without files that the server gives otherwise, unless it has a new edition, whose worker differs. */
  async #passBy(files, error) {
    if (!error.message.startsWith("Differs")) throw error
    const registration = await this.#registered
    await registration.update()
    if (registration.installing || registration.waiting) throw error
    const { missing } = await this.#ask("count")
    for (const file of files) if (missing.includes(file)) this.#differ.add(file)
  }

  async #remove() {
    await this.#ask("forget")
    this.#show(await this.#ask("count"))
  }
}

customElements.define("keep-offline", KeepOffline)
