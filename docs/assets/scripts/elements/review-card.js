// How a card looks in a review: its blanks, its answer, and when it comes back.
import { ROOT } from "../learning/library.js"
import { made } from "./parts.js"

/** A card's answer; its pictures and links lead where the file names them, from the site's root on. */
export function answerOf(card, className) {
  const innerHTML = card.answer.replace(/(src|href)="(?![a-z]+:|#)/g, `$1="${ROOT}`)
  const text = made("div", { className, innerHTML })
  for (const code of text.querySelectorAll("pre > code")) code.tabIndex = 0 // what scrolls must be reachable by keys
  for (const table of text.querySelectorAll("table")) {
    const box = made("div", { className: "md-typeset__scrollwrap", tabIndex: 0, role: "region", ariaLabel: "Table" })
    table.replaceWith(box)
    box.append(table)
  }
  return text
}

/** The text of a cloze card with its blanks; nothing for another card. */
export function blanksOf(card) {
  if (card.note_type !== "cloze") return []
  const text = answerOf(card, "blanks")
  for (const mark of text.querySelectorAll("mark")) mark.replaceWith(made("span", { className: "blank", textContent: "[…]" }))
  return [text]
}

/** A number of days, as short as on Anki's buttons. */
export const inWords = days => days < 60 ? `${days} d` : days < 700 ? `${Math.round(days / 30)} months` : `${(days / 365).toFixed(1)} years`
