// What a learner has read, knows and has practised, as figures. Pure functions.
import { recallOn, standing, statesOf } from "./deck.js"
import { dayAfter, daysBetween } from "./days.js"

/** A card is known when its last answer was right and it is still recalled with this chance. */
export const KNOWN = 0.7

const isKnown = (state, today) => Boolean(state) && !state.again && recallOn(state, today) >= KNOWN

/**
 * Pages read and cards known, for every shelf and its topics.
 * @param {import("./library.js").Library} library
 * @param {Map<string, import("./deck.js").State>} states
 * @param {Map<string, string>} read
 * @param {string} today
 * @returns {{shelf: string, topics: {topic: import("./plan.js").Topic, read: string, known: number, seen: number, cards: number}[]}[]}
 */
export function byShelf({ topics, cards }, states, read, today) {
  const of = Map.groupBy(cards, card => card.topic)
  const rows = topics.map(topic => {
    const own = (of.get(topic.id) ?? []).map(card => states.get(card.id))
    const known = own.filter(state => isKnown(state, today)).length
    return { topic, read: read.get(topic.id) ?? "", known, seen: own.filter(state => state?.memory).length, cards: own.length }
  })
  return [...Map.groupBy(rows, ({ topic }) => topic.shelf)].map(([shelf, topics]) => ({ shelf, topics }))
}

/**
 * How many cards come back on each of the next days; today's number holds what is overdue.
 * @param {import("./deck.js").Card[]} cards
 * @param {Map<string, import("./deck.js").State>} states
 * @param {string} today
 * @param {number} days
 * @returns {number[]}
 */
export function dueOn(cards, states, today, days) {
  const found = Array.from({ length: days }, () => 0)
  for (const { id } of cards) {
    const state = states.get(id)
    const wait = state?.due && !state.suspended ? Math.max(daysBetween(today, state.due), 0) : days
    if (wait < days) found[wait]++
  }
  return found
}

/** Where the ranges of predicted recall begin. */
const RANGES = [0, 0.7, 0.8, 0.9, 0.95]

/**
 * Recall measured beside recall predicted, by range of the prediction; answers on the day of the last one are left out.
 * @param {import("./log.js").Event[]} events
 * @returns {{from: number, to: number, answers: number, predicted: number, measured: number}[]} ranges with answers
 */
export function retention(events) {
  const sums = RANGES.map((from, at) => ({ from, to: RANGES[at + 1] ?? 1, answers: 0, predicted: 0, right: 0 }))
  statesOf(events, undefined, (before, { day, rating }) => {
    if (!before.memory || day <= before.last) return
    const chance = recallOn(before, day)
    const range = sums.findLast(({ from }) => chance >= from)
    range.answers++
    range.predicted += chance
    range.right += rating > 1 ? 1 : 0
  })
  return sums.filter(({ answers }) => answers).map(({ from, to, answers, predicted, right }) =>
    ({ from, to, answers, predicted: predicted / answers, measured: right / answers }))
}

/**
 * Days practised and answers given in each of the last weeks, this one first.
 * @param {import("./log.js").Event[]} events
 * @param {string} today
 * @param {number} weeks
 * @returns {{from: string, days: number, answers: number}[]}
 */
export function practised(events, today, weeks) {
  const done = Array.from({ length: weeks }, (_, week) => ({ from: dayAfter(today, -7 * week - 6), days: new Set(), answers: 0 }))
  for (const { kind, day, undone } of standing(events)) {
    const week = done[Math.floor(daysBetween(day, today) / 7)]
    if (!week || undone || kind !== "review" && kind !== "read") continue
    week.days.add(day)
    if (kind === "review") week.answers++
  }
  return done.map(({ from, days, answers }) => ({ from, days: days.size, answers }))
}

/** From how many days on the ranges of waiting begin that Anki is told together. */
const WAITS = [0, 1, 2, 3, 4, 6, 8, 11, 15, 22, 31, 46, 61, 91, 181]
const LONGEST = 365

/**
 * What Anki must be told so that it goes on where this log is: a text for its browser's search, and the days for
 * its "Set Due Date", of each range of waiting.
 * @param {import("./deck.js").Card[]} cards
 * @param {Map<string, import("./deck.js").State>} states
 * @param {string} today
 * @returns {{search: string, days: string, cards: number}[]}
 */
export function forAnki(cards, states, today) {
  const known = cards.filter(card => isKnown(states.get(card.id), today))
  const range = ({ id }) => WAITS.findLastIndex(from => daysBetween(today, states.get(id).due) >= from)
  return [...Map.groupBy(known, card => Math.max(range(card), 0))].sort(([one], [other]) => one - other)
    .map(([at, found]) => ({ search: searchFor(found), days: daysFrom(at), cards: found.length }))
}

/**
 * A text for the search of Anki's browser that finds these cards by the field that holds their id.
 * @param {import("./deck.js").Card[]} cards
 * @returns {string}
 */
export const searchFor = cards => `"Card id:re:^(${cards.map(({ id }) => id).join("|")})$"`

/** The exclamation mark makes Anki set the interval too. */
function daysFrom(at) {
  const from = WAITS[at], to = (WAITS[at + 1] ?? LONGEST + 1) - 1
  return from === to ? `${from}!` : `${from}-${to}!`
}
