// What a learner remembers of each card, and in which order cards come. Pure functions of the log and the cards.
import { daysBetween, dayAfter } from "./days.js"
import { answered, fuzzed, interval, recall } from "./schedule.js"

/**
 * A card as `decks/cards.json` has it; `order` is its place in the learning order of the guide.
 * @typedef {{id: string, topic: string, order: number, kind: string, start_here: boolean, for: Record<string, string>}} Card
 */

/**
 * What the log says of one card.
 * @typedef {object} State
 * @property {import("./schedule.js").Memory | null} memory
 * @property {string} last  day of the last answer, or ""
 * @property {string} due  day on which it comes back, or ""
 * @property {number} days  the interval that ends on `due`
 * @property {number} answers
 * @property {number} lapses  answers "again" on a later day than the first
 * @property {boolean} again  whether the last answer was "again", so that the card comes back on the same day
 * @property {boolean} suspended
 */

/** Share of cards that a learner wants to recall when they come back. */
export const RETENTION = 0.9

/** @type {State} */
const NEW = Object.freeze({ memory: null, last: "", due: "", days: 0, answers: 0, lapses: 0, again: false, suspended: false })

/**
 * The events that count: those undone, and the undoing itself, are left out.
 * @param {import("./log.js").Event[]} events
 * @returns {import("./log.js").Event[]}
 */
export function standing(events) {
  const undone = new Set()
  for (const event of events) if (event.kind === "undo") undone.add(event.of)
  return undone.size ? events.filter(event => event.kind !== "undo" && !undone.has(event.id)) : events
}

/**
 * The state of every card that the log knows.
 * @param {import("./log.js").Event[]} events in order
 * @param {number} retention wanted, 0.7 to 0.97
 * @param {(before: State, event: import("./log.js").Event) => void} seen  told of each answer
 * @returns {Map<string, State>} by the card's id
 */
export function statesOf(events, retention = RETENTION, seen = () => {}) {
  const states = new Map()
  for (const event of standing(events)) {
    if (event.kind === "review") {
      const before = states.get(event.card) ?? NEW
      seen(before, event)
      states.set(event.card, reviewed(before, event, retention))
    }
    if (event.kind === "suspend") states.set(event.card, { ...states.get(event.card) ?? NEW, suspended: !event.undone })
  }
  return states
}

/**
 * The state of a card after an answer.
 * @param {State | undefined} state  undefined where it was never answered
 * @param {{id: string, card: string, day: string, rating: import("./schedule.js").Rating}} event
 * @param {number} retention
 * @returns {State}
 */
export function reviewed(state = NEW, { id, card, day, rating }, retention = RETENTION) {
  const since = state.last ? Math.max(daysBetween(state.last, day), 0) : 0
  const memory = answered(state.memory, rating, since)
  const days = fuzzed(interval(memory.stability, retention), `${card} ${id}`)
  return {
    ...state,
    memory,
    days,
    last: day,
    due: dayAfter(day, days),
    answers: state.answers + 1,
    lapses: state.lapses + (rating === AGAIN && since > 0 ? 1 : 0),
    again: rating === AGAIN,
  }
}

/**
 * How many cards were answered on a day, and on none later.
 * @param {Map<string, State>} states
 * @param {string} day
 * @returns {number}
 */
export const answeredOn = (states, day) => [...states.values()].filter(({ last }) => last === day).length

/**
 * The chance that a card is recalled on a day; 0 for one that was never answered.
 * @param {State | undefined} state
 * @param {string} day
 * @returns {number}
 */
export function recallOn(state, day) {
  return state?.memory ? recall(Math.max(daysBetween(state.last, day), 0), state.memory.stability) : 0
}

/**
 * What each answer to a card today adds to its recall on `date`. One that is not known takes two: it comes back in the
 * same session.
 * @param {State | undefined} state
 * @param {string} today
 * @param {string} date on or after today
 * @returns {number} expected recall gained an answer, below 0 only by rounding
 */
export function gain(state, today, date) {
  const memory = state?.memory ?? null
  const since = memory ? Math.max(daysBetween(state.last, today), 0) : 0
  const left = daysBetween(today, date)
  const known = memory ? recall(since, memory.stability) : FIRST_KNOWN
  const right = answered(memory, GOOD, since)
  const wrong = answered(answered(memory, AGAIN, since), GOOD, 0)
  const then = known * recall(left, right.stability) + (1 - known) * recall(left, wrong.stability)
  return (then - recallOn(state, date)) / (2 - known)
}

/** Share of new cards whose first answer is not "again", as learners of Anki have it on average. */
export const FIRST_KNOWN = 0.76
const AGAIN = 1, GOOD = 3

/**
 * The cards of a session, in order: without a date those due, the most overdue first, then new ones in learning
 * order; with a date all by what answering them adds to the recall on that date, equals as they were given.
 * @param {Card[]} cards to choose from
 * @param {Map<string, State>} states
 * @param {{today: string, date?: string, fresh?: number}} options  `fresh` is the most new cards to bring
 * @returns {Card[]}
 */
export function session(cards, states, { today, date = "", fresh = Infinity }) {
  const here = cards.filter(card => !states.get(card.id)?.suspended)
  if (date && date >= today) return mixed(byGain(here, states, today, date))
  const late = card => lateness(states.get(card.id), today)
  const due = mixed(here.filter(card => isDue(states.get(card.id), today))
    .sort((one, other) => late(other) - late(one) || one.order - other.order))
  return [...due, ...mixed(newOnes(here, states), due.at(-1)?.topic).slice(0, fresh)]
}

/**
 * Cards by what answering them today adds to the recall on `date`; left out is what is not worth an answer, and what
 * was answered today and known.
 * @param {Card[]} cards
 * @param {Map<string, State>} states
 * @param {string} today
 * @param {string} date
 * @returns {Card[]}
 */
export function byGain(cards, states, today, date) {
  const ofNew = gain(undefined, today, date)
  return cards.map(card => ({ card, state: states.get(card.id) }))
    .filter(({ state }) => state?.last !== today || state.again)
    .map(({ card, state }) => ({ card, value: state?.memory ? gain(state, today, date) : ofNew }))
    .filter(({ value }) => value > LEAST_GAIN)
    .sort((one, other) => other.value - one.value)
    .map(({ card }) => card)
}

/** What is not worth an answer. */
const LEAST_GAIN = 0.01

/**
 * Whether a card that was answered before comes back today: it is due, or was not known when it was asked today.
 * @param {State | undefined} state
 * @param {string} today
 * @returns {boolean}
 */
export const isDue = (state, today) => Boolean(state?.due) && (state.due <= today || state.again && state.last === today)

/**
 * The cards that were never answered, in learning order.
 * @param {Card[]} cards
 * @param {Map<string, State>} states
 * @returns {Card[]}
 */
export const newOnes = (cards, states) =>
  cards.filter(card => !states.get(card.id)?.memory).sort((one, other) => one.order - other.order)

/** Days overdue for each day of the interval. */
const lateness = ({ due, days }, today) => daysBetween(due, today) / Math.max(days, 1)

/**
 * The same cards, with no topic twice in a row while another is left near; order changes as little as that takes.
 * @param {Card[]} cards
 * @param {string} before  topic of the card that comes before them
 * @returns {Card[]}
 */
export function mixed(cards, before = "") {
  const waiting = [...cards], ordered = []
  while (waiting.length) {
    const last = ordered.at(-1)?.topic ?? before
    const next = waiting.findIndex(card => card.topic !== last)
    ordered.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return ordered
}

/** How many cards later one that was not known comes back in the same session. */
const SOON = 6

/**
 * The waiting cards, with one put back that was not known: some cards later, and beside no other of its topic where
 * there is such a place.
 * @param {Card[]} waiting
 * @param {Card} card
 * @returns {Card[]}
 */
export function putBack(waiting, card) {
  const soon = Math.min(SOON, waiting.length)
  const places = [...waiting.keys(), waiting.length].sort((one, other) => Math.abs(one - soon) - Math.abs(other - soon))
  const free = places.find(at => waiting[at - 1]?.topic !== card.topic && waiting[at]?.topic !== card.topic && at > 1)
  return waiting.toSpliced(free ?? soon, 0, card)
}
