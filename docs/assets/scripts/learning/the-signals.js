// The tables of signals and of words of this edition, fetched once, when something first asks.
import { ROOT } from "./library.js"
import { signalsIn } from "./signals.js"

let table

/**
 * The signals, and what finds them.
 * @returns {Promise<ReturnType<typeof signalsIn>>}
 * @throws {TypeError} where a file cannot be had
 */
export const theSignals = () => table ??= fetched()

async function fetched() {
  try {
    return signalsIn(...await Promise.all(["signals.tsv", "words.tsv"].map(textOf)))
  } catch (error) {
    table = undefined // so that the next paste tries again
    throw error
  }
}

async function textOf(name) {
  const response = await fetch(new URL(`assets/finder/${name}`, ROOT))
  if (!response.ok) throw new TypeError(`${name}: ${response.status}`)
  return response.text()
}
