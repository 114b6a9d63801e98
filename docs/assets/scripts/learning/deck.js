// What a learner remembers of each card, and in which order cards come. Pure functions of the log and the cards.
import { daysBetween, dayAfter } from "./days.js"
import { answered, fuzzed, interval, recall } from "./schedule.js"

/**
 * A card as `decks/cards.json` has it; `order` is its place in the learning order of the guide.
 * @typedef {{id: string, topic: string, order: number, kind: string, start_here: boolean, shelves: string[]}} Card
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
 * @property {boolean} suspended
 */

/** Share of cards that a learner wants to recall when they come back. */
export const RETENTION = 0.9

/** @type {State} */
const NEW = Object.freeze({ memory: null, last: "", due: "", days: 0, answers: 0, lapses: 0, suspended: false })

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
 * @returns {Map<string, State>} by the card's id
 */
export function statesOf(events, retention = RETENTION) {
  const states = new Map()
  for (const event of standing(events)) {
    if (event.kind === "review") states.set(event.card, reviewed(states.get(event.card) ?? NEW, event, retention))
    if (event.kind === "suspend") states.set(event.card, { ...states.get(event.card) ?? NEW, suspended: !event.undone })
  }
  return states
}

/**
 * The state of a card after an answer.
 * @param {State} state
 * @param {{id: string, card: string, day: string, rating: import("./schedule.js").Rating}} event
 * @param {number} retention
 * @returns {State}
 */
export function reviewed(state, { id, card, day, rating }, retention = RETENTION) {
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
    lapses: state.lapses + (rating === 1 && since > 0 ? 1 : 0),
  }
}

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
 * What answering a card today adds to its recall on `date`: the mean over a right and a wrong answer.
 * @param {State | undefined} state
 * @param {string} today
 * @param {string} date on or after today
 * @returns {number} expected recall gained, below 0 only by rounding
 */
export function gain(state, today, date) {
  const since = state?.last ? Math.max(daysBetween(state.last, today), 0) : 0
  const left = daysBetween(today, date)
  const known = state?.memory ? recall(since, state.memory.stability) : FIRST_KNOWN
  const after = rating => recall(left, answered(state?.memory ?? null, rating, since).stability)
  return known * after(GOOD) + (1 - known) * after(AGAIN) - recallOn(state, date)
}

/** Share of new cards whose first answer is not "again", as learners of Anki have it on average. */
const FIRST_KNOWN = 0.76
const AGAIN = 1, GOOD = 3

/**
 * The cards of a session, in order: without a date those due, the most overdue first, then new ones in learning
 * order; with a date all by what answering them adds to the recall on that date.
 * @param {Card[]} cards to choose from
 * @param {Map<string, State>} states
 * @param {{today: string, date?: string, fresh?: number}} options  `fresh` is the most new cards to bring
 * @returns {Card[]}
 */
export function session(cards, states, { today, date = "", fresh = Infinity }) {
  const here = cards.filter(card => !states.get(card.id)?.suspended)
  if (date && date >= today) return mixed(byGain(here, states, today, date, fresh))
  const due = here.filter(card => isDue(states.get(card.id), today))
  const late = card => lateness(states.get(card.id), today)
  return [...mixed(due.sort((one, other) => late(other) - late(one) || one.order - other.order)),
    ...newOnes(here, states).slice(0, fresh)]
}

/**
 * Whether a card that was answered before comes back today.
 * @param {State | undefined} state
 * @param {string} today
 * @returns {boolean}
 */
export const isDue = (state, today) => Boolean(state?.due) && state.due <= today

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

function byGain(cards, states, today, date, fresh) {
  const valued = cards.map(card => ({ card, value: gain(states.get(card.id), today, date) }))
    .filter(({ card, value }) => value > LEAST_GAIN && states.get(card.id)?.last !== today)
    .sort((one, other) => other.value - one.value || one.card.order - other.card.order)
  let left = fresh
  return valued.map(({ card }) => card).filter(card => states.get(card.id)?.memory || left-- > 0)
}

/** What is not worth an answer. */
const LEAST_GAIN = 0.002

/**
 * The same cards, with no topic twice in a row while another is left near; order changes as little as that takes.
 * @param {Card[]} cards
 * @returns {Card[]}
 */
export function mixed(cards) {
  const waiting = [...cards], ordered = []
  while (waiting.length) {
    const last = ordered.at(-1)?.topic
    const next = waiting.findIndex(card => card.topic !== last)
    ordered.push(...waiting.splice(Math.max(next, 0), 1))
  }
  return ordered
}

/**
 * The share of cards that is expected to be recalled on a day.
 * @param {Card[]} cards
 * @param {Map<string, State>} states
 * @param {string} day
 * @returns {number} between 0 and 1
 */
export const expectedOn = (cards, states, day) =>
  cards.length ? cards.reduce((sum, card) => sum + recallOn(states.get(card.id), day), 0) / cards.length : 0
