// What is said at the end of a review: what was done, what was hard, and when to make an export.
import { ROOT } from "../learning/library.js"
import { link, made, many } from "./parts.js"

const AGAIN = 1
/** Days and answers without an export after which the learner is reminded of it. */
const UNSAVED = { days: 7, answers: 30 }
const MS_A_DAY = 86_400_000

/**
 * The answers of a session in words and by topic, with a link to each card that was hard.
 * @param {{card: import("../learning/deck.js").Card, event: {rating: number}}[]} answers
 * @param {import("../learning/plan.js").Topic[]} topics
 * @returns {Node[]}
 */
export function summaryOf(answers, topics) {
  const lines = [...Map.groupBy(answers, ({ card }) => card.topic)].map(([id, done]) => line(topics.find(topic => topic.id === id), id, done))
  return [
    made("p", { textContent: `${many(answers.length, "answer")}, ${right(answers)} of them right. What was hard has its link.` }),
    made("ul", { className: "review-summary" }, ...lines),
  ]
}

const right = done => done.filter(({ event }) => event.rating > AGAIN).length

function line(topic, id, done) {
  const hard = new Set(done.filter(({ event }) => event.rating === AGAIN).map(({ card }) => card))
  const links = [...hard].map(card => made("li", {}, made("a", { href: ROOT + card.address, innerHTML: card.question })))
  return made("li", {}, link(topic?.url ?? "", topic?.title ?? id), `: ${right(done)} of ${done.length} right`, made("ul", {}, ...links))
}

/** Browsers forget: a word about the export, where there is something to lose. */
export function reminder(events, saved, today) {
  const since = events.filter(({ kind, day }) => kind === "review" && day > saved)
  const old = since.length >= UNSAVED.answers && Date.parse(today) - Date.parse(since[0].day) >= UNSAVED.days * MS_A_DAY
  const text = `${many(since.length, "answer")} since your last export. This browser may forget them, and Safari does after seven days away: `
  return old ? [made("p", { className: "trouble" }, text, link("practice/progress/#your-data", "export what you have"), ".")] : []
}
