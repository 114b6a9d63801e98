// The cards and topics of this edition, as the build wrote them; fetched once, when something first asks.
/** @typedef {{topics: import("./plan.js").Topic[], cards: import("./deck.js").Card[]}} Library */

/** Address of the site's root. */
export const ROOT = new URL("../../../", import.meta.url).href

let library

/**
 * Everything that can be learned, in learning order.
 * @returns {Promise<Library>}
 * @throws {TypeError} where the file cannot be had, as offline before the first visit
 */
export const theLibrary = () => library ??= fetched()

async function fetched() {
  try {
    const response = await fetch(new URL("decks/cards.json", ROOT))
    if (!response.ok) throw new TypeError(`decks/cards.json: ${response.status}`)
    return await response.json()
  } catch (error) {
    library = undefined // so that the next visit tries again
    throw error
  }
}

/**
 * The cards that a choice lets through.
 * @param {import("./deck.js").Card[]} cards
 * @param {{tribe?: string, priority?: string, topic?: string, kind?: string, startHere?: boolean}} choice
 * @returns {import("./deck.js").Card[]}
 */
export function chosen(cards, { tribe, priority, topic, kind, startHere }) {
  return cards.filter(card =>
    (!tribe || tribe in card.for) &&
    (!priority || Object.entries(card.for).some(([who, how]) => (!tribe || who === tribe) && how === priority)) &&
    (!topic || card.topic === topic) && (!kind || card.kind === kind) && (!startHere || card.start_here))
}
