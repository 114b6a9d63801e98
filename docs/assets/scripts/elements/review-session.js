// <review-session>: choose cards, review them, and see what was hard. All rules are in learning/.
import { isDue, newOnes, RETENTION, reviewed, session, standing, statesOf } from "../learning/deck.js"
import { dayOf } from "../learning/days.js"
import { chosen, ROOT, theLibrary } from "../learning/library.js"
import { settingsOf } from "../learning/settings.js"
import { theLog } from "../learning/the-log.js"

const RATINGS = ["Again", "Hard", "Good", "Easy"]
const TRIBES = { "": "Both tribes", "applied-researcher": "Applied researcher", "infrastructure-builder": "Infrastructure builder" }
const KINDS = ["concept", "decision", "trade-off", "failure", "number"]
/** How many cards later one that was answered "again" returns in the same session. */
const SOON = 6

class ReviewSession extends HTMLElement {
  #log
  #library
  #queue = []
  #done = []
  #answerShown = false
  #keys = event => this.#onKey(event)

  async connectedCallback() {
    try {
      [this.#log, this.#library] = await Promise.all([theLog(), theLibrary()])
    } catch {
      this.prepend(made("p", { className: "trouble", textContent: "The cards could not be loaded. Are you offline? Try again on this page when you are not." }))
      return
    }
    if (!this.isConnected) return
    addEventListener("keydown", this.#keys)
    this.#choose()
  }

  disconnectedCallback() {
    removeEventListener("keydown", this.#keys)
  }

  get #settings() {
    return settingsOf(this.#log.events)
  }

  get #retention() {
    return this.#settings.retention ?? RETENTION
  }

  /** Ask what to review; what was chosen last is chosen again, and an address such as `?topic=x` chooses too. */
  #choose() {
    const wanted = Object.fromEntries(new URLSearchParams(location.search))
    const choice = wanted.topic ? { topic: wanted.topic } : this.#settings.review ?? {}
    const topics = this.#library.topics.filter(topic => !topic.drill)
    const form = made("form", { className: "review-choice" },
      field("Tribe", select("tribe", TRIBES, choice.tribe)),
      field("Topic", select("topic", { "": "All topics", ...Object.fromEntries(topics.map(({ id, title }) => [id, title])) }, choice.topic)),
      field("Kind", select("kind", { "": "All kinds", ...Object.fromEntries(KINDS.map(kind => [kind, kind])) }, choice.kind)),
      field("New cards today", made("input", { name: "fresh", type: "number", min: 0, max: 500, value: choice.fresh ?? 20, inputMode: "numeric" })),
      check("priority", "Non-negotiable only", choice.priority),
      check("startHere", "Start here only", choice.startHere),
      made("p", { className: "review-count", role: "status" }),
      made("button", { className: "review-go", textContent: "Review" }))
    const count = () => this.#count(form)
    form.oninput = count
    form.onsubmit = event => this.#begin(event, form)
    this.replaceChildren(this.#trouble(), form)
    count()
  }

  #trouble() {
    return made("p", { className: "trouble", hidden: !this.#log.trouble, textContent: this.#log.trouble })
  }

  #count(form) {
    const states = statesOf(this.#log.events, this.#retention), today = dayOf(Date.now())
    const cards = chosen(this.#library.cards, choiceOf(form))
    const due = cards.filter(card => isDue(states.get(card.id), today) && !states.get(card.id).suspended).length
    form.querySelector(".review-count").textContent = `${due} due, ${newOnes(cards, states).length} new of ${cards.length} cards.`
    form.querySelector(".review-go").disabled = !this.#next(form).length
  }

  #next(form) {
    const choice = choiceOf(form)
    const options = { today: dayOf(Date.now()), date: this.#settings.date, fresh: choice.fresh }
    return session(chosen(this.#library.cards, choice), statesOf(this.#log.events, this.#retention), options)
  }

  async #begin(event, form) {
    event.preventDefault()
    await this.#log.append("setting", { name: "review", value: choiceOf(form) })
    navigator.storage?.persist?.()
    this.#queue = this.#next(form)
    this.#done = []
    this.#ask()
  }

  #ask() {
    if (!this.#queue.length) return this.#end()
    const card = this.#queue[0]
    this.#answerShown = false
    const question = made("h2", { tabIndex: -1, className: "review-question" })
    question.innerHTML = card.question
    const box = made("section", { className: "flashcard review-card" }, question, this.#blanks(card))
    this.replaceChildren(this.#trouble(), this.#bar(card), box, made("div", { className: "review-buttons" },
      button("Show answer", () => this.#show(), "review-show")))
    question.focus({ preventScroll: true })
    box.scrollIntoView({ block: "nearest" })
  }

  #blanks(card) {
    const blanks = made("div", { className: "blanks", hidden: card.note_type !== "cloze" })
    if (card.note_type === "cloze") blanks.innerHTML = this.#html(card)
    for (const mark of blanks.querySelectorAll("mark")) mark.replaceWith(made("span", { className: "blank", textContent: "[…]" }))
    return blanks
  }

  /** A card's answer, its pictures and links leading to where they are, which the file names from the site's root. */
  #html(card) {
    return card.answer.replace(/(src|href)="(?![a-z]+:|#)/g, `$1="${ROOT}`)
  }

  #bar(card) {
    const topic = this.#library.topics.find(({ id }) => id === card.topic)
    const left = new Set(this.#queue.map(({ id }) => id)).size
    return made("div", { className: "review-bar" },
      made("span", { textContent: `${this.#done.length} done, ${left} left` }),
      made("a", { href: new URL(card.address, ROOT).href, textContent: topic?.title ?? card.topic, className: "review-place" }),
      button("Undo", () => this.#undo(), "review-undo", { disabled: !this.#done.length }),
      button("Suspend", () => this.#suspend()),
      made("a", { href: this.#report(card), textContent: "Report", rel: "noopener", title: "Needs a GitHub account" }))
  }

  #report(card) {
    return `${this.getAttribute("report")}&title=${encodeURIComponent(`Wrong card: ${card.id}`)}&card=${card.id}`
  }

  #show() {
    if (this.#answerShown) return
    this.#answerShown = true
    const card = this.#queue[0]
    const answer = made("div", { className: "review-answer", tabIndex: -1, ariaLabel: "Answer", role: "group" })
    answer.innerHTML = this.#html(card)
    this.querySelector(".review-card").append(answer)
    this.querySelector(".review-buttons").replaceChildren(...RATINGS.map((name, at) =>
      button("", () => this.#rate(at + 1), `review-rating rating-${at + 1}`, {}, made("b", { textContent: name }), this.#interval(card, at + 1))))
    answer.focus({ preventScroll: true })
    answer.scrollIntoView({ block: "nearest" })
  }

  #interval(card, rating) {
    const state = statesOf(this.#log.events, this.#retention).get(card.id) ?? { memory: null, answers: 0, lapses: 0, last: "" }
    const event = { id: "preview", card: card.id, day: dayOf(Date.now()), rating }
    const days = rating === 1 ? 0 : reviewed(state, event, this.#retention).days
    return made("span", { textContent: days === 0 ? "soon" : inWords(days) })
  }

  async #rate(rating) {
    const [card] = this.#queue.splice(0, 1)
    const event = await this.#log.append("review", { card: card.id, rating })
    if (rating === 1) this.#queue.splice(Math.min(SOON, this.#queue.length), 0, card)
    this.#done.push({ card, event, rating })
    this.#ask()
  }

  async #undo() {
    const last = this.#done.pop()
    if (!last) return
    await this.#log.append("undo", { of: last.event.id })
    if (last.rating === 1) this.#queue.splice(this.#queue.indexOf(last.card), 1)
    this.#queue.unshift(last.card)
    this.#ask()
  }

  async #suspend() {
    const [card] = this.#queue.splice(0, 1)
    this.#queue = this.#queue.filter(({ id }) => id !== card.id)
    const event = await this.#log.append("suspend", { card: card.id })
    this.#done.push({ card, event, rating: 0 })
    this.#ask()
  }

  #end() {
    const kept = new Set(standing(this.#log.events).map(({ id }) => id))
    const answers = this.#done.filter(({ event, rating }) => rating && kept.has(event.id))
    const hard = [...new Set(answers.filter(({ rating }) => rating === 1).map(({ card }) => card))]
    const title = made("h2", { tabIndex: -1, textContent: "Done for now" })
    const list = made("ul", {}, ...hard.map(card => {
      const link = made("a", { href: new URL(card.address, ROOT).href })
      link.innerHTML = card.question
      return made("li", {}, link)
    }))
    this.replaceChildren(this.#trouble(), title,
      made("p", { textContent: `${answers.length} answers, ${answers.filter(({ rating }) => rating > 1).length} of them right.` }),
      ...hard.length ? [made("h3", { textContent: "These were hard" }), list] : [],
      button("Choose more", () => this.#choose(), "review-go"), button("Undo the last answer", () => this.#undo(), "", { disabled: !this.#done.length }))
    title.focus()
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return
    if (!this.querySelector(".review-card")) return
    const act = { " ": () => this.#answerShown ? this.#rate(3) : this.#show(), u: () => this.#undo(), e: () => location.assign(this.querySelector(".review-place").href) }[event.key] ??
      (this.#answerShown && /^[1-4]$/.test(event.key) ? () => this.#rate(Number(event.key)) : null)
    if (!act || event.key === " " && event.target.closest("a, button:not(.review-show)")) return
    event.preventDefault()
    act()
  }
}

const choiceOf = form => {
  const { tribe, topic, kind, fresh, priority, startHere } = form.elements
  return { tribe: tribe.value, topic: topic.value, kind: kind.value, fresh: Number(fresh.value), priority: priority.checked ? "non-negotiable" : "", startHere: startHere.checked }
}

const inWords = days => days < 60 ? `${days} d` : days < 700 ? `${Math.round(days / 30)} months` : `${(days / 365).toFixed(1)} years`

const made = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}

const button = (text, onclick, className = "", properties = {}, ...children) =>
  made("button", { type: "button", onclick, className, ...properties, ...text && { textContent: text } }, ...children)

const field = (label, control) => made("label", {}, made("span", { textContent: label }), control)
const check = (name, label, checked) => made("label", { className: "review-check" }, made("input", { type: "checkbox", name, checked: Boolean(checked) }), label)

const select = (name, options, value = "") => {
  const list = made("select", { name }, ...Object.entries(options).map(([key, text]) => made("option", { value: key, textContent: text })))
  list.value = value in options ? value : ""
  return list
}

customElements.define("review-session", ReviewSession)
