// <study-plan>: ask for tribe, date, minutes and background, and show the days until the interview.
import { calendar } from "../learning/calendar.js"
import { answeredOn, RETENTION, statesOf } from "../learning/deck.js"
import { dayAfter, dayOf, daysBetween } from "../learning/days.js"
import { ROOT } from "../learning/library.js"
import { DRILL, NEW_CARD, planned, REVIEW, spentOn } from "../learning/plan.js"
import { topicsRead } from "../learning/reading.js"
import { BACKGROUNDS } from "../learning/settings.js"
import { button, dayName, field, input, link, made, many, save, select, Tool, TRIBES } from "./parts.js"

/** Days and minutes of a learner who has not said otherwise; no plan is longer than a half year. */
const USUAL = { days: 14, minutes: 60 }
const LONGEST = 180

class StudyPlan extends Tool {
  async begin() {
    this.form = this.#form()
    this.days = made("div", { className: "plan-days" })
    this.stage.replaceChildren(this.form, this.days)
    await this.#takeOver()
    if (this.settings.date) this.#show()
  }

  changed(events) {
    super.changed(events)
    if (this.days?.hasChildNodes()) this.#show()
  }

  /** What the finder says in the address: `#tribe=…&topics=slug,slug`; it is taken over once. */
  async #takeOver() {
    const said = new URLSearchParams(location.hash.slice(1)), tribe = said.get("tribe")
    if (!(tribe in TRIBES)) return
    const known = new Set(this.library.topics.map(({ id }) => id))
    this.form.elements.tribe.value = tribe
    await this.set("tribe", tribe)
    await this.set("first", (said.get("topics") ?? "").split(",").filter(id => known.has(id)))
    history.replaceState(history.state, "", location.pathname + location.search)
  }

  get #today() {
    return dayOf(Date.now())
  }

  #form() {
    const { tribe, date, minutes, background } = this.settings, today = this.#today
    const day = date > today ? date : dayAfter(today, USUAL.days)
    return made("form", { className: "tool-form", onsubmit: event => this.#keep(event) },
      field("Tribe", select("tribe", TRIBES, tribe)),
      field("Day of the interview", input("date", "date", day, { min: dayAfter(today, 1), max: dayAfter(today, LONGEST), required: true })),
      field("Minutes a day", input("minutes", "number", minutes ?? USUAL.minutes, { min: 10, max: 600, required: true })),
      field("You come from", select("background", BACKGROUNDS, background)),
      button("Make the plan", null, { type: "submit", className: "tool-button go-on" }))
  }

  async #keep(event) {
    event.preventDefault()
    const { tribe, date, minutes, background } = this.form.elements
    const wishes = { tribe: tribe.value, date: date.value, minutes: Number(minutes.value), background: background.value }
    for (const [name, value] of Object.entries(wishes)) await this.set(name, value)
    this.#show()
    this.spoken.textContent = "The plan is made."
    this.days.querySelector("h2").focus()
  }

  #show() {
    const { tribe, date, minutes = USUAL.minutes, background, first } = this.settings, today = this.#today
    if (!(date > today && date <= dayAfter(today, LONGEST))) return this.days.replaceChildren(...this.#over())
    const { events } = this.log, read = topicsRead(events)
    const wishes = { tribe: tribe ?? Object.keys(TRIBES)[0], date, minutes, today, first, background: this.library.backgrounds[background], spent: spentOn(events, this.library.topics, today) }
    const states = statesOf(events, this.settings.retention ?? RETENTION)
    const plan = planned(this.library, states, read, wishes)
    const title = made("h2", { tabIndex: -1, textContent: `${TRIBES[wishes.tribe]}: ${many(daysBetween(today, date), "day")} to ${dayName(date)}` })
    this.days.replaceChildren(title, this.#sum(plan), made("div", { className: "tool-row" },
      link(`practice/review/?cards=${ofToday(plan, states, today)}`, "Review today's cards", { className: "tool-button go-on" }),
      button("Print", () => print()), button("Take it into a calendar (.ics)", () => this.#save(plan))),
      ...this.#named(), made("ol", { className: "plan-list" }, ...plan.days.map((day, at) => this.#day(day, at, wishes.spent))), ...this.#uncovered(plan))
  }

  /** Say that topics of a posting come first, whichever tribe's they are; they can be let go of. */
  #named() {
    const topics = this.library.topics.filter(({ id }) => this.settings.first?.includes(id))
    return topics.length ? [made("p", {}, `${many(topics.length, "topic")} of your posting come first, the other tribe's too. `,
      button("Leave the posting out", () => this.set("first", [])))] : []
  }

  #over() {
    const { date } = this.settings, over = date > this.#today ? `is more than ${LONGEST} days away` : "is here or has passed"
    const text = date ? `The day of your interview, ${dayName(date)}, ${over}. Choose another day for the next one.` : ""
    return [made("p", { textContent: text })]
  }

  #sum({ days, cards, unseen, share }) {
    const answers = Math.round(days.reduce((sum, day) => sum + day.fresh + day.reviews, 0) / days.length)
    const minutes = Math.round(days.reduce((sum, day) => sum + day.fresh * NEW_CARD + day.reviews * REVIEW, 0) / days.length)
    const pages = days.reduce((sum, day) => sum + day.read.length, 0)
    return made("p", { className: "plan-sum" }, `${many(pages, "page")} to read; about ${many(answers, "card")} a day, ${many(minutes, "minute")} of it. ` +
      "On the day you are expected to remember about ", made("strong", { textContent: `${Math.round(share * cards)} of ${many(cards, "card")} (${Math.round(100 * share)}%)` }),
      unseen.length ? `; ${unseen.length} of them never come.` : "; each of them comes at least once.")
  }

  #day({ day, read, drill, fresh, reviews, minutes, rest }, number, spent) {
    const lines = [
      ...read.map(({ id, title, url, minutes }) => made("li", {}, "Read ", link(url, title), ` (${minutes} min)`, this.#first(id))),
      ...drill ? [made("li", {}, "Drill: answer aloud from ", link(drill.url, drill.title), ` (${DRILL} min)`)] : [],
      ...fresh || reviews ? [made("li", { textContent: [fresh && many(fresh, "new card"), reviews && `about ${many(reviews, "card")} from before`].filter(Boolean).join(", ") })] : [],
      ...rest ? [made("li", {}, "Nothing new; the evening is yours. For the morning: ", link("start-here/", "the first cards of each topic"))] : [],
      ...lone(read, drill, fresh, reviews, rest, number, spent),
    ]
    const name = number ? dayName(day) : `Today, ${dayName(day)}`
    return made("li", {}, made("h3", { textContent: name }), made("p", { className: "minutes", textContent: many(minutes, "minute") }), made("ul", {}, ...lines))
  }

  #first(id) {
    return this.settings.first?.includes(id) ? made("em", { textContent: " named by the posting" }) : ""
  }

  #uncovered({ left, unseen }) {
    if (!left.length && !unseen.length) return []
    const topics = left.map(({ url, title }) => made("li", {}, link(url, title)))
    const text = left.length ? `The time does not suffice for ${many(left.length, "topic")} that your tribe takes for granted, named here in the order in which more minutes a day would bring them:`
      : `${many(unseen.length, "card")} will not come: they are last in the order.`
    return [made("h2", { textContent: "What this plan does not cover" }), made("p", { textContent: text }), made("ul", {}, ...topics)]
  }

  #save({ days }) {
    save(calendar(days, ROOT, this.settings.date), "two-tribes-plan.ics", "text/calendar")
  }
}

/** The cards of today: those to come, and those done already. */
function ofToday({ days: [{ fresh, reviews }] }, states, today) {
  return fresh + reviews + answeredOn(states, today)
}

/** A word for a day on which nothing is left to do. */
function lone(read, drill, fresh, reviews, rest, number, spent) {
  if (read.length || drill || fresh || reviews || rest) return []
  return [made("li", { textContent: number === 0 && spent ? "Done for today" : "Nothing: repeat what you like" })]
}

customElements.define("study-plan", StudyPlan)
