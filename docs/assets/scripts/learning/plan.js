// A plan from today to the day of the interview: what to read, which cards, which drill, day by day. Pure functions.
import { newOnes, recallOn } from "./deck.js"
import { dayAfter, daysBetween } from "./days.js"

/**
 * A topic as `decks/cards.json` has it. `for` says how badly each tribe wants it; `order` is its place in the guide.
 * @typedef {object} Topic
 * @property {string} id  the name of its file
 * @property {string} title
 * @property {number} minutes  to read it
 * @property {number} order
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
 * @property {"statistics" | "computer science" | "other"} background
 * @property {string[]} [first]  topics to prefer, as the finder names them
 */

/**
 * One day: minutes add up to no more than the learner has.
 * @typedef {object} Day
 * @property {string} day
 * @property {{topic: Topic, minutes: number}[]} read  pages
 * @property {Topic | null} drill
 * @property {number} fresh  new cards
 * @property {number} reviews  cards that come back, expected
 * @property {number} minutes  in all
 * @property {boolean} rest  nothing new: the evening is free
 */

/** Minutes that a new card takes on its first day, again answers included; minutes of a card that comes back. */
export const NEW_CARD = 0.75
export const REVIEW = 0.25
/** Minutes of one drill; the share of new cards that comes back later in a plan, per card learned so far. */
const DRILL = 30
const COMES_BACK = [0.35, 0.2, 0.12, 0.08]

/**
 * The plan from today to the day before the interview.
 * @param {Topic[]} topics
 * @param {import("./deck.js").Card[]} cards
 * @param {Map<string, import("./deck.js").State>} states
 * @param {Map<string, string>} read  topics that are read
 * @param {Wishes} wishes
 * @returns {{days: Day[], left: Topic[], cards: number}}  `left` are the non-negotiable topics that do not fit,
 *   `cards` how many new cards the plan brings
 */
export function planned(topics, cards, states, read, wishes) {
  const count = Math.max(daysBetween(wishes.today, wishes.date), 1)
  const wanted = inOrder(topics.filter(topic => wishes.tribe in topic.for && !topic.drill), wishes)
  const drills = topics.filter(topic => topic.drill && wishes.tribe in topic.for)
  const pages = wanted.filter(topic => !read.has(topic.id))
  const plan = { pages, drills, pool: fresh(cards, states, wanted), states, cards, learned: [], known: read }
  const days = Array.from({ length: count }, (_, number) => oneDay(plan, number, count, wishes))
  const left = plan.pages.filter(topic => topic.for[wishes.tribe] === "non-negotiable")
  return { days, left, cards: plan.learned.reduce((sum, learned) => sum + learned, 0) }
}

/**
 * The topics of a tribe in the order of a plan: the non-negotiable first, what the finder named before the rest, the
 * shared shelf and the tribe's own in turns, and no topic before one that it needs.
 * @param {Topic[]} topics
 * @param {Wishes} wishes
 * @returns {Topic[]}
 */
export function inOrder(topics, { tribe, first = [], background }) {
  const rank = ranks(topics, tribe)
  const named = topic => first.includes(topic.id) ? first.indexOf(topic.id) - first.length : 0
  const sorted = [...topics].sort((one, other) =>
    nice(one, tribe) - nice(other, tribe) || named(one) - named(other) ||
    rank.get(one.id) - rank.get(other.id) || one.order - other.order)
  return needsFirst(background === "other" ? sorted : sorted.toSorted((one, other) =>
    nice(one, tribe) - nice(other, tribe) || named(one) - named(other) ||
    rank.get(one.id) + gap(one, background) - rank.get(other.id) - gap(other, background)))
}

const nice = (topic, tribe) => topic.for[tribe] === "nice-to-have" ? 1 : 0

/** How far a topic is through its shelf, 0 to 1, so that two shelves can be walked in turns. */
function ranks(topics, tribe) {
  const shelves = Map.groupBy(topics, topic => `${topic.shelf ?? ""} ${topic.for[tribe]}`)
  const place = ([, shelf]) => shelf.sort((one, other) => one.order - other.order)
    .map((topic, number) => [topic.id, number / shelf.length])
  return new Map([...shelves].flatMap(place))
}

/** Who comes from statistics begins with what runs, who comes from computer science with what is measured. */
function gap(topic, background) {
  const early = background === "statistics" ? "runtime" : "measuring"
  return topic.theme === early ? -0.15 : 0
}

function needsFirst(topics) {
  const by = new Map(topics.map(topic => [topic.id, topic]))
  const placed = new Set()
  const place = topic => {
    if (placed.has(topic)) return
    placed.add(topic)
    topic.needs.map(id => by.get(id)).filter(Boolean).forEach(place)
    ordered.push(topic)
  }
  const ordered = []
  topics.forEach(place)
  return ordered
}

/** New cards in the order of the topics, the two of each that matter most before the others. */
function fresh(cards, states, topics) {
  const place = new Map(topics.map((topic, number) => [topic.id, number]))
  const here = newOnes(cards.filter(card => place.has(card.topic) && !states.get(card.id)?.suspended), states)
  return here.sort((one, other) => place.get(one.topic) - place.get(other.topic) ||
    other.start_here - one.start_here || one.order - other.order)
}

function oneDay(plan, number, count, wishes) {
  const day = dayAfter(wishes.today, number)
  const rest = count > 1 && number === count - 1
  const reviews = Math.min(expected(plan, number, day), Math.floor(wishes.minutes / 2 / REVIEW))
  let left = wishes.minutes - reviews * REVIEW
  const drill = !rest && isDrillDay(number, count, wishes) && left >= DRILL ? plan.drills.shift() ?? null : null
  if (drill) left -= DRILL
  const read = rest ? [] : pagesFor(plan, left * 0.6)
  left -= read.reduce((sum, page) => sum + page.minutes, 0)
  const fresh = rest ? 0 : cardsFor(plan, left)
  plan.learned[number] = fresh
  const minutes = Math.round(wishes.minutes - left + fresh * NEW_CARD)
  return { day, read, drill, fresh, reviews, minutes, rest }
}

/** Cards that come back on a day: those due by the log, and a share of those that the plan itself brings. */
function expected({ states, cards, learned }, number, day) {
  const known = cards.filter(card => {
    const state = states.get(card.id)
    return state?.due && !state.suspended && (number === 0 ? state.due <= day : state.due === day)
  }).length
  const planned = learned.reduce((sum, fresh, at) => sum + fresh * (COMES_BACK[number - at - 1] ?? 0.05), 0)
  return known + Math.round(planned)
}

/** A drill on about every third day, the first when something has been read. */
const isDrillDay = (number, count, { minutes }) =>
  minutes >= 45 && (count <= 3 ? number === count - 2 : number % 3 === 2)

function pagesFor(plan, minutes) {
  const read = []
  let left = minutes
  while (plan.pages.length && (plan.pages[0].minutes <= left || !read.length && plan.pages[0].minutes <= left * 1.5)) {
    const topic = plan.pages.shift()
    read.push({ topic, minutes: topic.minutes })
    plan.known = new Map(plan.known).set(topic.id, "")
    left -= topic.minutes
  }
  return read
}

/** Take new cards of pages that are read by then. */
function cardsFor(plan, minutes) {
  const fits = Math.max(Math.floor(minutes / NEW_CARD), 0)
  const ready = plan.pool.filter(card => plan.known.has(card.topic)).slice(0, fits)
  plan.pool = plan.pool.filter(card => !ready.includes(card))
  return ready.length
}

/**
 * The share of a tribe's cards that is expected to be recalled on the day, if the plan is kept: those of the log, and
 * the new ones at the recall that a card learned in the middle of the plan has by then.
 * @param {import("./deck.js").Card[]} cards  of the tribe
 * @param {Map<string, import("./deck.js").State>} states
 * @param {number} learned  new cards that the plan brings
 * @param {string} date
 * @param {number} kept  share of learned cards that is recalled on the day
 * @returns {number} between 0 and 1
 */
export function expectedShare(cards, states, learned, date, kept = 0.85) {
  const known = cards.reduce((sum, card) => sum + recallOn(states.get(card.id), date), 0)
  return cards.length ? Math.min((known + learned * kept) / cards.length, 1) : 0
}

/**
 * The plan as a calendar file (RFC 5545), a day an all-day entry.
 * @param {Day[]} days
 * @param {string} site  address, named in each entry
 * @returns {string}
 */
export function calendar(days, site) {
  const entries = days.flatMap(day => ["BEGIN:VEVENT", `UID:${day.day}@two-tribes`, `DTSTAMP:${plain(days[0].day)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day.day)}`, `SUMMARY:${escaped(title(day))}`, `DESCRIPTION:${escaped(told(day, site))}`, "END:VEVENT"])
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Two Tribes//Plan//EN", ...entries, "END:VCALENDAR"].map(folded).join("\r\n") + "\r\n"
}

const plain = day => day.replaceAll("-", "")
const title = day => day.rest ? "Two Tribes: only what is due, then rest" : `Two Tribes: ${day.minutes} minutes`
const escaped = text => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")

function told({ read, drill, fresh, reviews }, site) {
  const lines = read.map(({ topic, minutes }) => `Read: ${topic.title} (${minutes} min) ${new URL(topic.url ?? "", site)}`)
  if (drill) lines.push(`Drill: ${drill.title} ${new URL(drill.url ?? "", site)}`)
  return [...lines, `${reviews} cards come back, ${fresh} new ones`].join("\n")
}

/** Lines of a calendar hold at most 75 octets; what is longer goes on behind a space. */
function folded(line) {
  const parts = []
  let part = "", size = 0
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length
    if (size + octets > 73) {
      parts.push(part)
      part = ""
      size = 0
    }
    part += letter
    size += octets
  }
  return [...parts, part].join("\r\n ")
}
