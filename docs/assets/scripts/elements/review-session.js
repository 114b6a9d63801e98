// <review-session>: choose cards, review them, and see what was hard. All rules are in learning/.
import { answeredOn, byGain, isDue, newOnes, putBack, RETENTION, reviewed, session, statesOf } from "../learning/deck.js"
import { dayOf } from "../learning/days.js"
import { chosen } from "../learning/library.js"
import { cardsInOrder, inOrder, REVIEW } from "../learning/plan.js"
import { topicsRead } from "../learning/reading.js"
import { button, dayName, figure, link, made, many, Tool, TRIBES } from "./parts.js"
import { answerOf, blanksOf, inWords } from "./review-card.js"
import { choiceForm, choiceIn } from "./review-choice.js"
import { reminder, summaryOf } from "./review-summary.js"

const RATINGS = ["Again", "Hard", "Good", "Easy"]
const AGAIN = 1, GOOD = 3
/** Seconds after which nobody thinks about a card any more. */
const LONGEST = 60
/** New cards of a session, as long as nothing else was chosen. */
const NEW_CARDS = 20

/** The session that the learner left for another page of the guide, to go on with it. */
let left = null

class ReviewSession extends Tool {
  #states = new Map()
  #queue = []
  #done = []
  #answerShown = false
  #busy = false
  #others = new Set()
  #keys = event => this.#onKey(event)

  begin() {
    addEventListener("keydown", this.#keys)
    this.#states = statesOf(this.log.events, this.#retention)
    const asked = new URLSearchParams(location.search).get("topic") ?? this.getAttribute("of")
    if (left && !asked) [this.#queue, this.#done] = left
    left = null
    if (this.#queue.length) this.#ask()
    else this.#choose(asked)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    removeEventListener("keydown", this.#keys)
    if (this.#queue.length) left = [this.#queue, this.#done]
  }

  changed(events) {
    super.changed()
    for (const { id } of events.length ? events : [{ id: "" }]) this.#others.add(id)
    if (this.stage.querySelector("form")) this.#count()
    if (this.stage.querySelector(".review-card") && !this.#busy) this.#moveOn()
  }

  /** Leave the card at hand where another tab has answered it. */
  #moveOn() {
    const [card] = this.#queue
    this.#refresh()
    if (this.#queue[0] === card) return
    this.spoken.textContent = "This card was answered in another tab."
    this.#ask()
  }

  get #retention() {
    return this.settings.retention ?? RETENTION
  }

  get #today() {
    return dayOf(Date.now())
  }

  /** The day of the interview, if it lies ahead. */
  get #date() {
    const { date } = this.settings
    return date >= this.#today ? date : ""
  }

  /** Which number of cards is asked for: with a date of all cards, without one of new ones. */
  get #number() {
    return this.#date ? "most" : "fresh"
  }

  /** Ask what to review; what was chosen last is chosen again. */
  #choose(from = "") {
    const { settings } = this, tribe = settings.review?.tribe === "" ? "" : settings.tribe
    const number = this.#date ? Math.round((settings.minutes ?? 30) / 2 / REVIEW) : NEW_CARDS
    const choice = { [this.#number]: number, ...settings.review, tribe, ...this.#planned(), ...from && { from, kind: "", startHere: false } }
    const handlers = { oninput: () => this.#count(), onsubmit: event => this.#start(event) }
    this.stage.replaceChildren(...this.#dated(), choiceForm(this.library.topics, choice, this.#number, handlers))
    setTimeout(() => this.stage.querySelector("form") && this.#count())
  }

  /** The number of cards that the plan has for today, in the address, without those that are done. */
  #planned() {
    const cards = Number(new URLSearchParams(location.search).get("cards"))
    return cards > 0 ? { [this.#number]: Math.max(cards - answeredOn(this.#states, this.#today), 0) } : {}
  }

  #dated() {
    if (!this.#date) return []
    const said = `Your interview is on ${dayName(this.#date)}: cards come by what answering them now adds to what you know then, so some that are due wait. `
    return [made("p", {}, said, link("practice/plan/", "Change the date"))]
  }

  #choice() {
    return { ...this.settings.review, ...choiceIn(this.stage.querySelector("form"), this.#number) }
  }

  #count() {
    this.#refresh()
    const cards = chosen(this.library, this.#choice())
    const standing = cards.filter(({ id }) => !this.#states.get(id)?.suspended)
    const due = standing.filter(({ id }) => isDue(this.#states.get(id), this.#today)).length
    const now = this.#next(this.#choice()).length
    this.stage.querySelector(".review-count").textContent =
      `${figure(due)} due, ${figure(newOnes(standing, this.#states).length)} new of ${many(cards.length, "card")}. ${now ? `This session has ${figure(now)}.` : "Nothing to review now."}`
    this.stage.querySelector(".go-on").disabled = !now
  }

  #next({ most = Infinity, fresh, ...choice }) {
    const cards = chosen(this.library, choice), options = { today: this.#today, date: this.#date, fresh }
    if (!this.#date) return session(cards, this.#states, options)
    const { tribe = Object.keys(TRIBES)[0], first } = this.settings, read = topicsRead(this.log.events)
    const topics = inOrder(this.library.topics, { tribe: choice.tribe || tribe, first })
    const ordered = cardsInOrder(cards, topics, read)
    const best = byGain(ordered.filter(({ id }) => !this.#states.get(id)?.suspended), this.#states, this.#today, this.#date)
    return session(best.slice(0, most), this.#states, options)
  }

  async #start(event) {
    event.preventDefault()
    this.#queue = this.#next(this.#choice())
    this.#done = []
    navigator.storage?.persist?.()
    const choice = this.#choice()
    await this.set("review", choice)
    if (choice.tribe) await this.set("tribe", choice.tribe)
    this.#others.clear()
    this.#ask()
  }

  /** Take up what another tab has done, or an import. */
  #refresh() {
    if (!this.#others.size) return
    this.#others.clear()
    this.#states = statesOf(this.log.events, this.#retention)
    this.#queue = this.#queue.filter(card => this.#isOpen(card))
  }

  #isOpen({ id }) {
    const state = this.#states.get(id)
    return !state?.suspended && (state?.last !== this.#today || state.again)
  }

  /** Show the first card of the queue, which may have been drawn before. */
  #ask(ready = null) {
    this.#refresh()
    if (!this.#queue.length) return this.#end()
    const [card] = this.#queue
    const { question, parts } = ready?.card === card ? ready : this.#drawn(card)
    this.#answerShown = false
    this.asked = performance.now()
    this.stage.replaceChildren(...parts)
    this.#face(question)
  }

  #drawn(card) {
    const question = made("h2", { tabIndex: -1, className: "review-question", innerHTML: card.question })
    const box = made("section", { className: "flashcard review-card", ariaLabel: "Card" }, question, ...blanksOf(card))
    const buttons = made("div", { className: "review-buttons" }, button("Show answer", () => this.#show(), { className: "tool-button go-on" }))
    return { card, question, parts: [this.#bar(card), box, buttons] }
  }

  /** Let screen readers begin with an element, and show it whole, below the site's header. */
  #face(element) {
    element.focus({ preventScroll: true })
    const header = parseFloat(getComputedStyle(this.stage).scrollMarginTop)
    if (this.stage.getBoundingClientRect().top < header || element.getBoundingClientRect().bottom > innerHeight) this.stage.scrollIntoView()
  }

  #bar(card) {
    const topic = this.library.topics.find(({ id }) => id === card.topic)
    return made("div", { className: "review-bar" },
      made("span", { textContent: `${this.#done.length} done, ${this.#queue.length} left` }),
      button("Undo", () => this.#undo(), { disabled: !this.#done.length }),
      button("Suspend", () => this.#suspend()),
      ...this.#report(card),
      link(card.address, topic?.title ?? card.topic, { className: "review-place", title: "Open the page (e)" }))
  }

  #report({ id }) {
    const form = this.getAttribute("report")
    const href = `${form}&title=${encodeURIComponent(`Wrong card: ${id}`)}&card=${id}`
    return form ? [made("a", { href, target: "_blank", rel: "noopener", textContent: "Report", title: "Opens GitHub, which asks for an account" })] : []
  }

  #show() {
    if (this.#answerShown) return
    this.#answerShown = true
    const card = this.#queue[0]
    this.next = this.log.newId()
    const answer = Object.assign(answerOf(card, "review-answer"), { tabIndex: -1, role: "group", ariaLabel: "Answer" })
    this.stage.querySelector(".review-card").append(answer)
    this.stage.querySelector(".review-buttons").replaceChildren(...RATINGS.map((name, at) =>
      button(made("b", { textContent: name }), () => this.#rate(at + 1), { className: "tool-button rating", title: String(at + 1) }, made("span", { textContent: this.#interval(card, at + 1) }))))
    this.#face(answer)
  }

  #interval(card, rating) {
    if (rating === AGAIN) return "soon"
    return inWords(this.#after(card, { id: this.next, card: card.id, day: this.#today, rating }).days)
  }

  #after(card, event) {
    return reviewed(this.#states.get(card.id), event, this.#retention)
  }

  async #rate(rating) {
    const [card, ...rest] = this.#queue
    const seconds = Math.min(Math.round((performance.now() - this.asked) / 1000), LONGEST)
    await this.#write("review", card, { id: this.next, rating, seconds }, event => {
      this.#states.set(card.id, this.#after(card, event))
      this.#queue = rating === AGAIN ? putBack(rest, card) : rest
      return `${RATINGS[rating - 1]}. ${many(this.#queue.length, "card")} left.`
    })
  }

  async #suspend() {
    const [card] = this.#queue
    await this.#write("suspend", card, { id: this.log.newId() }, () => {
      this.#states.set(card.id, { ...this.#states.get(card.id), suspended: true })
      this.#queue = this.#queue.filter(({ id }) => id !== card.id)
      return "Suspended: this card comes no more. Your progress page can bring it back."
    })
  }

  /**
   * Keep an event, and only then show what it leads to: that is drawn while the browser writes, and no other answer is
   * taken. What was before is there for undo.
   */
  async #write(kind, card, facts, then) {
    if (this.#busy) return
    this.#busy = true
    const before = { card, queue: this.#queue, state: this.#states.get(card.id) }
    const kept = this.log.append(kind, { card: card.id, ...facts })
    const event = { card: card.id, ...facts, kind, day: this.#today }
    const said = then(event)
    this.#done.push({ ...before, event })
    const ready = this.#queue.length ? this.#drawn(this.#queue[0]) : null
    await kept
    this.#others.delete(event.id)
    this.spoken.textContent = said
    this.#busy = false
    this.#ask(ready)
  }

  async #undo() {
    if (this.#busy || !this.#done.length) return
    this.#busy = true
    const { card, queue, state, event } = this.#done.pop()
    const undo = await this.log.append("undo", { of: event.id })
    this.#others.delete(undo.id)
    if (state) this.#states.set(card.id, state)
    else this.#states.delete(card.id)
    this.#queue = queue.filter(card => this.#isOpen(card))
    this.spoken.textContent = "Undone."
    this.#busy = false
    this.#ask()
  }

  #end() {
    const answers = this.#done.filter(({ event }) => event.kind === "review")
    const title = made("h2", { tabIndex: -1, textContent: "Done for now" })
    this.stage.replaceChildren(title, ...summaryOf(answers, this.library.topics), ...reminder(this.log.events, this.settings.exported ?? "", this.#today),
      made("div", { className: "tool-row" }, button("Review more", () => this.#choose(), { className: "tool-button go-on" }),
        button("Undo the last answer", () => this.#undo(), { disabled: !this.#done.length }), link("practice/progress/", "Your progress")))
    this.#face(title)
  }

  #onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return
    const act = this.#actOf(event.key)
    if (!act || event.key === " " && event.target.closest("a, summary, button:not(.go-on)")) return
    event.preventDefault()
    act()
  }

  #actOf(key) {
    if (key === "u" && this.#done.length) return () => this.#undo()
    if (!this.stage.querySelector(".review-card")) return null
    if (key === "e") return () => this.stage.querySelector(".review-place").click()
    if (!this.#answerShown) return key === " " ? () => this.#show() : null
    const rating = key === " " ? GOOD : Number(key)
    return RATINGS[rating - 1] && key !== "" ? () => this.#rate(rating) : null
  }
}

customElements.define("review-session", ReviewSession)
