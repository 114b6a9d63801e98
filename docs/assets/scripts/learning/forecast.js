// What a learner will remember on a day, by playing the days until then. Pure functions; the same seed, the same result.
import { byGain, FIRST_KNOWN, recallOn, reviewed } from "./deck.js"
import { dayAfter, daysBetween } from "./days.js"
import { recall } from "./schedule.js"

/**
 * One learner who is played: `states` change from day to day.
 * @typedef {object} Player
 * @property {Map<string, import("./deck.js").State>} states  what the scheduler believes
 * @property {() => number} random  between 0 and 1
 * @property {(card: string, day: string) => number} knows  the chance that a card is known on a day
 * @property {(card: string, day: string, rating: 1 | 3) => void} learns  told of each answer
 */

/**
 * A learner whose memory is as the scheduler believes.
 * @param {Map<string, import("./deck.js").State>} states  left as they are
 * @param {number} seed
 * @returns {Player}
 */
export function player(states, seed = 1) {
  const own = new Map(states)
  return {
    states: own,
    random: randomFrom(seed),
    knows: (card, day) => knownOn(own.get(card), day),
    learns: () => {},
  }
}

const knownOn = (state, day) =>
  state?.memory ? recall(Math.max(daysBetween(state.last, day), 0), state.memory.stability) : FIRST_KNOWN

/**
 * Play a day: answer cards in their order while there is time; one that is not known comes back at once.
 * @param {Player} learner
 * @param {import("./deck.js").Card[]} cards  in order
 * @param {string} day
 * @param {number} time  to spend
 * @param {(fresh: boolean) => number} cost  time of one answer
 * @returns {{fresh: number, reviews: number, answers: number, spent: number}}
 */
export function playDay(learner, cards, day, time, cost = () => 1) {
  const done = { fresh: 0, reviews: 0, answers: 0, spent: 0 }
  for (const { id } of cards) {
    const fresh = !learner.states.get(id)?.memory
    if (done.spent + cost(fresh) > time) break
    done[fresh ? "fresh" : "reviews"]++
    for (let rating = 0; rating !== KNOWN && done.spent + cost(fresh) <= time; done.answers++, done.spent += cost(fresh)) {
      rating = rating || learner.random() < learner.knows(id, day) ? KNOWN : FORGOTTEN
      learner.learns(id, day, rating)
      learner.states.set(id, reviewed(learner.states.get(id), { id: String(done.answers), card: id, day, rating }))
    }
  }
  return done
}

const FORGOTTEN = 1, KNOWN = 3

/**
 * Play the days from today to the day before `date`.
 * @param {Player} learner
 * @param {import("./deck.js").Card[]} cards
 * @param {{today: string, date: string, answers: number}} options  `answers` a day
 * @param {(cards: import("./deck.js").Card[], states: Map, day: string, date: string) => import("./deck.js").Card[]} order
 */
export function playUntil(learner, cards, { today, date, answers }, order = byGain) {
  for (let day = today; day < date; day = dayAfter(day, 1)) playDay(learner, order(cards, learner.states, day, date), day, answers)
}

/**
 * The share of cards that is expected to be recalled on a day.
 * @param {import("./deck.js").Card[]} cards
 * @param {Map<string, import("./deck.js").State>} states
 * @param {string} day
 * @returns {number} between 0 and 1
 */
export const expectedOn = (cards, states, day) =>
  cards.length ? cards.reduce((sum, card) => sum + recallOn(states.get(card.id), day), 0) / cards.length : 0

/**
 * Numbers that look random, the same for the same seed (mulberry32).
 * @param {number} seed
 * @returns {() => number} from 0 up to 1
 */
export function randomFrom(seed) {
  let state = seed
  return () => {
    state = state + 0x6d2b79f5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }
}
