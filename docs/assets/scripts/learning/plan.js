// A plan from today to the day of the interview: what to read, which cards, which drill, day by day. Pure functions.
import { byGain } from "./deck.js"
import { dayAfter, daysBetween } from "./days.js"
import { expectedOn, playDay, player } from "./forecast.js"

/**
 * A topic as `decks/cards.json` has it. `for` says how badly each tribe wants it; `order` is its place in the guide.
 * @typedef {object} Topic
 * @property {string} id  the name of its file
 * @property {string} title
 * @property {string} url
 * @property {number} minutes  to read it
 * @property {number} order
 * @property {string} shelf
 * @property {string[]} needs  topics to read first
 * @property {boolean} drill  a page to practise with, such as a mock deep dive
 * @property {Record<string, "non-negotiable" | "nice-to-have">} for  by tribe
 */

/**
 * @typedef {object} Wishes
 * @property {string} tribe
 * @property {string} today
 * @property {string} date  of the interview
 * @property {number} minutes  a day
 * @property {number} [spent]  minutes that are spent today already
 * @property {string[]} [first]  topics to prefer, as the finder names them, of the other tribe too
 * @property {string[]} [background]  topics in the order that suits where the learner comes from
 */

/**
 * One day: minutes add up to no more than the learner has.
 * @typedef {object} Day
 * @property {string} day
 * @property {Topic[]} read  pages
 * @property {Topic | null} drill
 * @property {number} fresh  new cards
 * @property {number} reviews  cards that come back, expected
 * @property {number} minutes  in all
 * @property {boolean} rest  nothing new: the evening is free
 */

/** Minutes of one answer, to a new card and to one that comes back; of one drill. */
export const NEW_CARD = 0.5
export const REVIEW = 0.25
export const DRILL = 30
/** How much of a day goes to reading while there is something to read. */
const READING = 0.6

/**
 * The plan from today to the day before the interview.
 * @param {{topics: Topic[], cards: import("./deck.js").Card[]}} library
 * @param {Map<string, import("./deck.js").State>} states
 * @param {Map<string, string>} read  topics that are read
 * @param {Wishes} wishes
 * @returns {{days: Day[], left: Topic[], unseen: import("./deck.js").Card[], cards: number, share: number}}  `left` are
 *   the non-negotiable topics that do not fit, `unseen` the cards that never come, `cards` how many there are, `share`
 *   how many of them are expected to be recalled on the date
 */
export function planned({ topics, cards }, states, read, wishes) {
  const named = new Set(wishes.first)
  const wanted = inOrder(topics.filter(topic => (wishes.tribe in topic.for || named.has(topic.id)) && !topic.drill), wishes)
  const own = cardsInOrder(cards, wanted, read).filter(card => !states.get(card.id)?.suspended)
  const plan = {
    pages: wanted.filter(topic => !read.has(topic.id)),
    drills: topics.filter(topic => topic.drill && wishes.tribe in topic.for && !read.has(topic.id)),
    known: new Set(read.keys()), cards: own, wanted, learner: player(states),
  }
  const count = Math.max(daysBetween(wishes.today, wishes.date), 1)
  const days = Array.from({ length: count }, (_, number) => oneDay(plan, number, count, wishes))
  const left = plan.pages.filter(topic => topic.for[wishes.tribe] !== "nice-to-have")
  const unseen = own.filter(card => !plan.learner.states.get(card.id)?.memory)
  return { days, left, unseen, cards: own.length, share: expectedOn(own, plan.learner.states, wishes.date) }
}

/**
 * The topics of a tribe in the order of a plan: the non-negotiable first, what the finder named before the rest, then
 * as the background wants, then the shared shelf and the tribe's own in turns, and no topic before one that it needs.
 * @param {Topic[]} topics
 * @param {Wishes} wishes
 * @returns {Topic[]}
 */
export function inOrder(topics, { tribe, first = [], background = [] }) {
  const rank = ranks(topics, tribe)
  const place = (list, topic) => list.includes(topic.id) ? list.indexOf(topic.id) : list.length
  const nice = topic => topic.for[tribe] === "nice-to-have" ? 1 : 0
  return needsFirst([...topics].sort((one, other) =>
    nice(one) - nice(other) || place(first, one) - place(first, other) ||
    place(background, one) - place(background, other) ||
    rank.get(one.id) - rank.get(other.id) || one.order - other.order))
}

/** How far a topic is through its shelf, 0 to 1, so that two shelves can be walked in turns. */
function ranks(topics, tribe) {
  const shelves = Map.groupBy(topics, topic => `${topic.shelf} ${topic.for[tribe]}`)
  const place = ([, shelf]) => shelf.sort((one, other) => one.order - other.order)
    .map((topic, number) => [topic.id, number / shelf.length])
  return new Map([...shelves].flatMap(place))
}

function needsFirst(topics) {
  const by = new Map(topics.map(topic => [topic.id, topic]))
  const begun = new Set(), ordered = []
  const place = topic => {
    if (begun.has(topic)) return
    begun.add(topic)
    topic.needs.map(id => by.get(id)).filter(Boolean).forEach(place)
    ordered.push(topic)
  }
  topics.forEach(place)
  return ordered
}

/**
 * The cards of topics in the order in which they are begun: those of pages that are read, the two that matter most of
 * each other page, and then the rest.
 * @param {import("./deck.js").Card[]} cards
 * @param {Topic[]} topics  in order
 * @param {{has: (topic: string) => boolean}} read
 * @returns {import("./deck.js").Card[]}
 */
export function cardsInOrder(cards, topics, read) {
  const place = new Map(topics.map((topic, number) => [topic.id, number]))
  const late = card => read.has(card.topic) ? 0 : card.start_here ? 1 : 2
  return cards.filter(card => place.has(card.topic)).sort((one, other) => late(one) - late(other) ||
    place.get(one.topic) - place.get(other.topic) || other.start_here - one.start_here || one.order - other.order)
}

function oneDay(plan, number, count, wishes) {
  const day = dayAfter(wishes.today, number)
  const rest = count > 1 && number === count - 1
  const time = Math.max(wishes.minutes - (number ? 0 : wishes.spent ?? 0), 0)
  const drill = !rest && time >= DRILL * 1.5 && isDrillDay(number, count) ? plan.drills.shift() ?? null : null
  const free = time - (drill ? DRILL : 0)
  const read = rest ? [] : pagesFor(plan, free * READING)
  const left = free - minutesOf(read)
  const { fresh, reviews, spent } = cardsFor(plan, day, rest ? left / 2 : left, rest, wishes.date)
  return { day, read, drill, fresh, reviews, minutes: Math.round(time - left + spent), rest }
}

const minutesOf = pages => pages.reduce((sum, page) => sum + page.minutes, 0)

/** A drill on about every third day, when something has been read, and in every short plan. */
const isDrillDay = (number, count) => count <= 3 ? number === Math.max(count - 2, 0) : number % 3 === 2

/** Take the pages that fit; the first may take the whole time, for else a long one would never come. */
function pagesFor(plan, minutes) {
  const read = []
  let left = minutes
  while (plan.pages.length && (plan.pages[0].minutes <= left || !read.length && plan.pages[0].minutes <= left / READING)) {
    const topic = plan.pages.shift()
    read.push(topic)
    plan.known.add(topic.id)
    left -= topic.minutes
  }
  return read
}

/** Play cards as the review page would ask them: what is begun, pages that are read, and two of each that is not. */
function cardsFor({ learner, cards, wanted, known }, day, minutes, rest, date) {
  const begun = card => Boolean(learner.states.get(card.id)?.memory)
  const ready = cardsInOrder(cards, wanted, known).filter(card => begun(card) || !rest && (known.has(card.topic) || card.start_here))
  return playDay(learner, byGain(ready, learner.states, day, date), day, minutes, fresh => fresh ? NEW_CARD : REVIEW)
}

/**
 * Minutes that a learner spent on a day, by what the log says: pages marked as read, and answers.
 * @param {import("./log.js").Event[]} events
 * @param {Topic[]} topics
 * @param {string} day
 * @returns {number}
 */
export function spentOn(events, topics, day) {
  const of = new Map(topics.map(({ id, minutes }) => [id, minutes]))
  const minutes = { read: ({ topic, undone }) => (of.get(topic) ?? 0) * (undone ? -1 : 1), review: ({ seconds }) => seconds > 0 ? seconds / 60 : REVIEW }
  return Math.max(events.reduce((sum, event) => event.day === day ? sum + (minutes[event.kind]?.(event) ?? 0) : sum, 0), 0)
}
