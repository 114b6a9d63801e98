// The cards and topics of this edition, as the build wrote them; fetched once, when something first asks.
/**
 * @typedef {{topics: import("./plan.js").Topic[], cards: import("./deck.js").Card[], backgrounds: Record<string, string[]>}} Library
 * `backgrounds` are the topics that a page such as "Start from statistics" names, in its order.
 */

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
 * The cards that a choice lets through; a topic or a shelf that is named says for itself who wants it.
 * @param {Library} library
 * @param {{tribe?: string, priority?: string, from?: string, kind?: string, startHere?: boolean}} choice  `from` is the
 *   name of a topic or of a shelf
 * @returns {import("./deck.js").Card[]}
 */
export function chosen({ topics, cards }, { tribe, priority, from, kind, startHere }) {
  const shelf = new Set(topics.filter(topic => topic.shelf === from).map(({ id }) => id))
  const wanted = card => (!tribe || tribe in card.for) &&
    (!priority || Object.entries(card.for).some(([who, how]) => (!tribe || who === tribe) && how === priority))
  return cards.filter(card => (from ? card.topic === from || shelf.has(card.topic) : wanted(card)) &&
    (!kind || card.kind === kind) && (!startHere || card.start_here))
}
