// The table of signals of this edition, fetched once, when something first asks.
import { ROOT } from "./library.js"
import { signalsIn } from "./signals.js"

let table

/**
 * The signals, and what finds them.
 * @returns {Promise<ReturnType<typeof signalsIn>>}
 * @throws {TypeError} where the file cannot be had
 */
export const theSignals = () => table ??= fetched()

async function fetched() {
  try {
    const response = await fetch(new URL("assets/finder/signals.tsv", ROOT))
    if (!response.ok) throw new TypeError(`signals.tsv: ${response.status}`)
    return signalsIn(await response.text())
  } catch (error) {
    table = undefined // so that the next paste tries again
    throw error
  }
}
