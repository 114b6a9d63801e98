// What the plain words of a posting say together, of which none says much alone. Pure, and linear in the length of the text.
import { COUNTS } from "./posting.js"

/**
 * What a word says: `job`, that the posting is for an AI engineer (below 0: that it is not); `lean`, applied (below 0:
 * infrastructure); `both`, that both sides are asked in earnest (below 0: one of them).
 * @typedef {{job: number, lean: number, both: number}} Worth
 */

/**
 * The words of `docs/assets/finder/words.tsv`, those that count in a title only begin with "title:".
 * @param {string} table
 * @returns {Map<string, Worth>}
 */
export const wordsIn = table => new Map(table.trim().split("\n").slice(1).map(line => {
  const [word, where, job, lean, both] = line.split("\t")
  return [where ? TITLE + word : word, { job: Number(job), lean: Number(lean), both: Number(both) }]
}))

/**
 * What the words of the table that stand in lines say on average, each once in a line: a long posting says no more than a short one.
 * @param {import("./posting.js").Line[]} lines
 * @param {Map<string, Worth>} words
 * @returns {Worth}
 */
export function wordsSay(lines, words) {
  let job = 0, lean = 0, both = 0, size = LIKE_EMPTY
  for (const [word, count] of countsOf(lines, words)) {
    const worth = words.get(word), strength = Math.log2(1 + Math.min(count, 8))
    if (!word.startsWith(TITLE)) size += strength ** 2
    job += worth.job * strength
    lean += worth.lean * strength
    both += worth.both * strength
  }
  return { job: job / Math.sqrt(size), lean: lean / Math.sqrt(size), both: both / Math.sqrt(size) }
}

/** So that a text of a few words says little. */
const LIKE_EMPTY = 4
const TITLE = "title:"

/** How often each word of the table counts. */
function countsOf(lines, words) {
  const counts = new Map(), add = (word, count) => counts.set(word, (counts.get(word) ?? 0) + count)
  for (const { plain, section, again } of lines) if (!again && COUNTS[section]) {
    const here = new Set(plain.match(/[a-z][a-z0-9+#-]*/g))
    for (const word of here) if (words.has(word)) add(word, COUNTS[section])
    if (section === "title") for (const word of here) if (words.has(TITLE + word)) add(TITLE + word, COUNTS.title)
  }
  return counts
}
