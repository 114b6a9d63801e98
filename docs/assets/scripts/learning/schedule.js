// When a card comes back: FSRS-6 with its published default weights. Pure functions; times are in whole days.

/**
 * What is known of a learner's memory of one card.
 * @typedef {{stability: number, difficulty: number}} Memory
 * Stability is the number of days after which recall has fallen to 0.9; difficulty runs from 1 to 10.
 */

/** @typedef {1 | 2 | 3 | 4} Rating  Again, hard, good, easy. */

/** The default weights of FSRS-6, from w0 to w20. */
export const WEIGHTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]

export const LONGEST = 36_500
const LEAST_STABILITY = 0.001
const AGAIN = 1, HARD = 2, GOOD = 3, EASY = 4

const DECAY = -WEIGHTS[20]
const FACTOR = 0.9 ** (1 / DECAY) - 1

/**
 * The chance that a card is recalled.
 * @param {number} days since the last review
 * @param {number} stability in days
 * @returns {number} between 0 and 1
 */
export const recall = (days, stability) => (1 + FACTOR * days / stability) ** DECAY

/**
 * The whole days after which recall has fallen to `retention`.
 * @param {number} stability in days
 * @param {number} retention wanted, between 0 and 1
 * @returns {number} from 1 to 36,500
 */
export function interval(stability, retention = 0.9) {
  const days = Math.round(stability / FACTOR * (retention ** (1 / DECAY) - 1))
  return Math.min(Math.max(days, 1), LONGEST)
}

/**
 * The memory after an answer.
 * @param {Memory | null} memory before it, null for a new card
 * @param {Rating} rating of the answer
 * @param {number} days since the last review; 0 on the same day
 * @returns {Memory}
 */
export function answered(memory, rating, days) {
  if (!memory) return { stability: WEIGHTS[rating - 1], difficulty: within(firstDifficulty(rating)) }
  const stability = days < 1 ? sameDay(memory.stability, rating) : later(memory, rating, recall(days, memory.stability))
  return { stability: Math.max(stability, LEAST_STABILITY), difficulty: nextDifficulty(memory.difficulty, rating) }
}

/**
 * An interval moved a little, so that cards learned together part; the same seed gives the same day.
 * @param {number} days whole, before fuzz
 * @param {string} seed such as the card's id and the event's
 * @returns {number} whole days
 */
export function fuzzed(days, seed) {
  if (days < 2.5) return days
  const delta = 1 + FUZZ.reduce((sum, [from, to, share]) => sum + share * Math.max(Math.min(days, to) - from, 0), 0)
  const least = Math.max(2, Math.round(days - delta))
  const most = Math.min(Math.round(days + delta), LONGEST)
  return Math.min(least + Math.floor(fraction(seed) * (most - least + 1)), most)
}

/** From and to which interval, in days, which share of it counts as fuzz. */
const FUZZ = [[2.5, 7, 0.15], [7, 20, 0.1], [20, Infinity, 0.05]]

const within = difficulty => Math.min(Math.max(difficulty, 1), 10)
const firstDifficulty = rating => WEIGHTS[4] - Math.exp(WEIGHTS[5] * (rating - 1)) + 1

function nextDifficulty(difficulty, rating) {
  const moved = difficulty - (10 - difficulty) * WEIGHTS[6] * (rating - GOOD) / 9
  return within(WEIGHTS[7] * firstDifficulty(EASY) + (1 - WEIGHTS[7]) * moved)
}

function sameDay(stability, rating) {
  const growth = Math.exp(WEIGHTS[17] * (rating - GOOD + WEIGHTS[18])) * stability ** -WEIGHTS[19]
  return stability * (rating === AGAIN ? growth : Math.max(growth, 1))
}

function later({ stability, difficulty }, rating, recalled) {
  return rating === AGAIN ? forgotten(stability, difficulty, recalled) : remembered(stability, difficulty, recalled, rating)
}

function forgotten(stability, difficulty, recalled) {
  const long = WEIGHTS[11] * difficulty ** -WEIGHTS[12] * ((stability + 1) ** WEIGHTS[13] - 1) *
    Math.exp((1 - recalled) * WEIGHTS[14])
  return Math.min(long, stability / Math.exp(WEIGHTS[17] * WEIGHTS[18]))
}

function remembered(stability, difficulty, recalled, rating) {
  const growth = Math.exp(WEIGHTS[8]) * (11 - difficulty) * stability ** -WEIGHTS[9] *
    (Math.exp((1 - recalled) * WEIGHTS[10]) - 1)
  return stability * (1 + growth * (rating === HARD ? WEIGHTS[15] : 1) * (rating === EASY ? WEIGHTS[16] : 1))
}

/** A number from 0 up to 1 made of a text (FNV-1a, then a final mix). */
function fraction(seed) {
  let hash = 0x811c9dc5
  for (let at = 0; at < seed.length; at++) hash = Math.imul(hash ^ seed.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
