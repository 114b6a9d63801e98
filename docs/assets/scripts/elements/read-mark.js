// <read-mark topic="…">: says whether a topic is read; on the topic itself it is a button, beside a way to review its
// cards; in a list it is a word.
import { dayName } from "../learning/days.js"
import { ROOT } from "../learning/library.js"
import { theLog } from "../learning/the-log.js"
import { topicsRead } from "../learning/reading.js"

class ReadMark extends HTMLElement {
  #log
  #show = () => this.#render()

  async connectedCallback() {
    this.#log ??= await theLog()
    if (!this.isConnected) return
    this.#log.addEventListener("change", this.#show)
    this.#render()
  }

  disconnectedCallback() {
    this.#log?.removeEventListener("change", this.#show)
  }

  get #topic() {
    return this.getAttribute("topic")
  }

  #render() {
    const day = topicsRead(this.#log.events).get(this.#topic)
    if (this.hasAttribute("listed")) this.textContent = day ? "✓ read" : ""
    else this.#button(day)
  }

  #button(day) {
    const button = this.querySelector("button") ?? this.#controls()
    button.ariaPressed = String(Boolean(day))
    button.textContent = day ? `✓ Read on ${dayName(day)}` : "Mark as read"
    this.title = this.#log.trouble
  }

  #controls() {
    const button = Object.assign(document.createElement("button"), {
      type: "button",
      onclick: () => this.#log.append("read", { topic: this.#topic, undone: button.ariaPressed === "true" }),
    })
    const review = Object.assign(document.createElement("a"), {
      href: `${ROOT}practice/review/?topic=${this.#topic}`,
      textContent: "Review this topic",
    })
    this.append(button, review)
    return button
  }
}

customElements.define("read-mark", ReadMark)
