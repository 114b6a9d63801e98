// <learning-progress>: what is read and known, what comes back, and the log as a file, out and in.
import { RETENTION, statesOf } from "../learning/deck.js"
import { dayAfter, dayOf } from "../learning/days.js"
import { byShelf, dueOn, forAnki, practised, retention, searchFor } from "../learning/progress.js"
import { topicsRead } from "../learning/reading.js"
import { barTable, button, dayName, field, figure, input, link, made, many, save, shelfName, Tool } from "./parts.js"

/** Days ahead of which the due cards are shown, one by one and then by week; weeks back. */
const AHEAD = 7, WEEKS_AHEAD = 4, WEEKS_BACK = 8

class LearningProgress extends Tool {
  #beginning = false

  begin() {
    this.figures = made("div")
    this.data = made("div")
    this.said = made("p", { role: "status", className: "said" })
    this.stage.replaceChildren(this.figures, made("h2", { id: "your-data", textContent: "Your data" }), this.data, this.said)
    this.#show()
  }

  changed(events) {
    super.changed(events)
    if (this.figures) this.#show()
  }

  /** The log's way out comes first: it must be there whatever the log holds. */
  async #show() {
    this.#files()
    try {
      await this.#draw()
    } catch (error) {
      this.figures.replaceChildren(made("p", { className: "trouble", textContent: `Your figures cannot be drawn (${error.message}). Your data is below: export it, and tell us.` }))
    }
  }

  /** Draw part by part at first, so that a tap is heard in between, and later all at once, so that nothing moves. */
  async #draw() {
    const { events } = this.log, today = dayOf(Date.now())
    const states = statesOf(events, this.settings.retention ?? RETENTION)
    const parts = [() => this.#known(states, today), () => this.#due(states, today), () => this.#memory(events),
      () => this.#days(events, today), () => this.#suspended(states), () => this.#anki(states, today)]
    if (this.figures.hasChildNodes()) {
      this.#beginning = false
      return this.figures.replaceChildren(...parts.flatMap(part => part()))
    }
    this.#beginning = true
    for (const part of parts) {
      if (!this.#beginning) return
      this.figures.append(...part())
      await new Promise(go => setTimeout(go))
    }
  }

  #known(states, today) {
    const shelves = byShelf(this.library, states, topicsRead(this.log.events), today)
    const rows = shelves.map(({ shelf, topics }) => rowOf(shelfName(shelf), topics))
    const details = shelves.map(({ shelf, topics }) => opened(shelfName(shelf), () => barTable(`Cards known by topic: ${shelfName(shelf)}`,
      ["Topic", "Known"], topics.map(row => rowOf(link(row.topic.url, row.topic.title), [row])))))
    return [made("h2", { textContent: "What you know" }),
      barTable("Cards known and pages read by shelf", ["Shelf", "Known"], rows), ...details]
  }

  #due(states, today) {
    const due = dueOn(this.library.cards, states, today, 7 * WEEKS_AHEAD), most = Math.max(...due, 1)
    const days = due.slice(0, AHEAD).map((number, at) => ({ name: at ? dayName(dayAfter(today, at)) : "Today", number }))
    const weeks = Array.from({ length: WEEKS_AHEAD - 1 }, (_, week) => {
      const part = due.slice(7 * (week + 1), 7 * (week + 2)).reduce((sum, number) => sum + number, 0)
      return { name: `Week from ${dayName(dayAfter(today, 7 * (week + 1)))}`, number: part }
    })
    const rows = [...days, ...weeks], top = Math.max(most, ...rows.map(({ number }) => number))
    return [made("h2", { textContent: "What comes back" }),
      barTable("Cards due in the next four weeks", ["Day", "Cards"], rows.map(({ name, number }) => ({ name, parts: [number / top], says: figure(number) })))]
  }

  #memory(events) {
    const found = retention(events)
    const rows = found.map(({ from, to, answers, predicted, measured }) =>
      ({ name: `${percent(from)} to ${percent(to)}`, parts: [measured], mark: predicted, says: `${percent(measured)} of ${answers}, expected ${percent(predicted)}` }))
    const none = made("p", { textContent: "As soon as cards come back on a later day, this shows whether you remember as many as the scheduler expects." })
    return [made("h2", { textContent: "How well you remember" }),
      ...rows.length ? [barTable("Answers that were right, by the chance that was expected; the mark is what was expected", ["Expected", "Right"], rows)] : [none], this.#wish()]
  }

  #wish() {
    const value = Math.round(100 * (this.settings.retention ?? RETENTION))
    const number = input("retention", "number", value, { min: 70, max: 97, required: true })
    number.onchange = () => number.reportValidity() && this.set("retention", Number(number.value) / 100)
    return made("div", { className: "tool-form" }, field("Per cent to remember when a card comes back", number))
  }

  #days(events, today) {
    const weeks = practised(events, today, WEEKS_BACK)
    const rows = weeks.map(({ from, days, answers }, at) =>
      ({ name: at ? `7 days from ${dayName(from)}` : "The last 7 days", parts: [days / 7], says: `${many(days, "day")}, ${many(answers, "answer")}` }))
    return [made("h2", { textContent: "Days practised" }), barTable("Days with an answer or a page read, in the last eight weeks", ["Week", "Days"], rows)]
  }

  #suspended(states) {
    const cards = this.library.cards.filter(({ id }) => states.get(id)?.suspended)
    const rows = cards.map(card => made("li", {}, made("span", { innerHTML: card.question }), " ",
      button("Bring back", () => this.log.append("suspend", { card: card.id, undone: true }))))
    return cards.length ? [made("h2", { textContent: "Suspended cards" }), made("ul", {}, ...rows)] : []
  }

  #anki(states, today) {
    const rows = forAnki(this.library.cards, states, today), all = this.library.cards.filter(({ id }) => states.get(id)?.suspended)
    const steps = rows.map(({ search, days, cards }) => made("tr", {}, made("td", { textContent: days }), made("td", { textContent: many(cards, "card") }),
      made("td", {}, button("Copy the search", () => this.#copy(search)))))
    const table = made("table", { className: "bars" }, made("caption", { textContent: "Searches for Anki, and what to enter under Set Due Date" }),
      made("thead", {}, made("tr", {}, ...["Days", "Cards", "Search"].map(textContent => made("th", { textContent })))), made("tbody", {}, ...steps))
    return [made("h2", { textContent: "What I know, for Anki" }),
      ...rows.length ? [made("p", { textContent: "You go on in Anki where you are here: for each line, copy the search, paste it into the field at the top of Anki's Browse window, select all cards found (Ctrl+A), choose Cards, Set Due Date (Ctrl+Shift+D), and enter what stands under Days, with its exclamation mark, which sets the interval too." }), table]
        : [made("p", { textContent: "When you know cards here, this gives you a search that finds them in Anki, and how to set when they are due there." })],
      ...all.length ? [made("p", {}, "Cards that you suspended here: ", button("Copy the search", () => this.#copy(searchFor(all))), " then Cards, Toggle Suspend.")] : []]
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      this.#say("Copied.")
    } catch {
      prompt("Copy this:", text) // over plain http there is no clipboard
    }
  }

  #files() {
    const { length } = this.log.events, file = input("file", "file", "", { accept: ".json,application/json", onchange: () => this.#import(file) })
    const saved = this.settings.exported
    this.data.replaceChildren(
      made("p", { textContent: `${many(length, "event")} in this browser; ${saved ? `last export on ${dayName(saved)}` : "never exported"}. They are nowhere else: a browser that clears its data takes them along, and Safari does so after seven days of use without a visit here.` }),
      made("div", { className: "tool-row" }, button("Export to a file", () => this.#export(), { disabled: !length }), field("Import a file", file),
        button("Delete everything", () => this.#question(), { disabled: !length })))
  }

  async #export() {
    const today = dayOf(Date.now())
    await this.set("exported", today)
    save(this.log.exported(), `two-tribes-${today}.json`, "application/json")
    this.#say("Exported. Import the file on your other device; nothing is doubled.")
  }

  async #import(file) {
    const [chosen] = file.files
    if (!chosen) return
    try {
      const fresh = await this.log.import(await chosen.text())
      this.#say(fresh ? `${many(fresh, "event")} imported.` : "Nothing new in this file.")
    } catch (error) {
      this.#say(error.message)
    }
  }

  #question() {
    const keep = button("Keep it", () => this.#files(), { className: "tool-button go-on" })
    this.data.replaceChildren(made("p", { textContent: `Delete all ${many(this.log.events.length, "event")} of this browser? Only an exported file brings them back.` }),
      made("div", { className: "tool-row" }, keep, button("Delete everything", () => this.#delete())))
    keep.focus()
  }

  async #delete() {
    await this.log.empty()
    this.#say("Deleted.")
  }

  #say(text) {
    this.said.textContent = text
  }
}

/** A text that no line breaks. */
const whole = text => text.replaceAll(" ", "\u00a0")

const percent = number => `${Math.round(100 * number)}%`

/** Details whose content is drawn when they are opened first: six long tables cost a phone half a second. */
function opened(title, content) {
  const details = made("details", {}, made("summary", { textContent: title }))
  details.addEventListener("toggle", () => details.append(content()), { once: true })
  return details
}

/** A row of the table of known cards: a topic, or a whole shelf. */
function rowOf(name, topics) {
  const sum = key => topics.reduce((sum, topic) => sum + topic[key], 0)
  const read = topics.filter(topic => topic.read).length, cards = sum("cards")
  const pages = topics.length > 1 ? `; ${whole(`${read} of ${many(topics.length, "page")} read`)}` : read ? "; read" : ""
  return { name, parts: cards ? [sum("seen") / cards, sum("known") / cards] : [0], says: whole(`${figure(sum("known"))} of ${figure(cards)}`) + pages }
}

customElements.define("learning-progress", LearningProgress)
