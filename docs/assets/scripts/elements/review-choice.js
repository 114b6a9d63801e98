// The form that asks what to review.
import { button, check, field, input, made, select, shelfName, TRIBES } from "./parts.js"

const KINDS = ["concept", "decision", "trade-off", "failure", "number"]

/**
 * A form that shows a choice. `number` is the name of its number of cards: "most" of all, or "fresh" of new ones.
 * @param {import("../learning/plan.js").Topic[]} topics
 * @param {Record<string, unknown>} choice
 * @param {"most" | "fresh"} number
 * @param {{oninput: () => void, onsubmit: (event: Event) => void}} handlers
 * @returns {HTMLFormElement}
 */
export function choiceForm(topics, choice, number, handlers) {
  return made("form", { className: "tool-form", ...handlers },
    field("From", select("from", places(topics), choice.from)),
    field("Tribe", select("tribe", { "": "Both tribes", ...TRIBES }, choice.tribe)),
    field("Kind", select("kind", { "": "All kinds", ...Object.fromEntries(KINDS.map(kind => [kind, kind])) }, choice.kind)),
    field(number === "most" ? "Cards, at most" : "New cards, at most", input("most", "number", choice[number], { min: 0, max: 999, required: true })),
    check("priority", "Non-negotiable only", choice.priority),
    check("startHere", "Start here only", choice.startHere),
    made("p", { className: "review-count", role: "status" }),
    button("Review", null, { type: "submit", className: "tool-button go-on" }))
}

/** All topics, each shelf, and the topics of each shelf. */
function places(topics) {
  const shelves = Map.groupBy(topics.filter(({ drill }) => !drill), ({ shelf }) => shelf)
  return {
    "": "All topics",
    "Whole shelves": Object.fromEntries([...shelves.keys()].map(shelf => [shelf, shelfName(shelf)])),
    ...Object.fromEntries([...shelves].map(([shelf, here]) => [shelfName(shelf), Object.fromEntries(here.map(({ id, title }) => [id, title]))])),
  }
}

/** The choice that stands in such a form. */
export function choiceIn(form, number) {
  const { from, tribe, kind, most, priority, startHere } = form.elements
  return { from: from.value, tribe: tribe.value, kind: kind.value, [number]: Number(most.value), priority: priority.checked ? "non-negotiable" : "", startHere: startHere.checked }
}
