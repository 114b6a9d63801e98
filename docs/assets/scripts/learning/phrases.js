// Many patterns in one walk through a text: at the start of a word only those are tried that can begin with its letters.

/**
 * Find where patterns match, each beginning at a word. Patterns are written as `scripts/check` lets them into the
 * table of signals: letters, `[…]`, `(?:…|…)`, `(?!…)`, `?`, `{0,20}`, `\w*`, `\b`.
 * @param {string[]} patterns for text in lower case
 * @returns {(text: string) => {which: number, start: number, end: number}[]} in order of place
 */
export function phrases(patterns) {
  const tried = new Map()
  patterns.forEach((pattern, which) => {
    const sticky = new RegExp(pattern, "y")
    for (const letters of beginnings(pattern)) tried.set(letters, [...tried.get(letters) ?? [], { which, sticky }])
  })
  return text => {
    const found = []
    for (const { index: start } of text.matchAll(WORD)) for (const { which, sticky } of tried.get(text.substr(start, 2)) ?? []) {
      sticky.lastIndex = start
      if (sticky.test(text)) found.push({ which, start, end: sticky.lastIndex })
    }
    return found
  }
}

/** Where a word begins; `.net` and `c++` are words too. */
const WORD = /(?<![a-z0-9_])(?:[a-z0-9]|\.(?=[a-z]))/g

/**
 * Every pair of characters with which a match of a pattern can begin.
 * @param {string} pattern
 * @returns {Set<string>}
 */
export function beginnings(pattern) {
  let at = 0
  const takes = text => pattern.startsWith(text, at) && (at += text.length) > 0
  const either = () => {
    const all = row()
    while (takes("|")) all.push(...row())
    return all
  }
  const row = () => {
    let begun = [""]
    while (at < pattern.length && !"|)".includes(pattern[at])) {
      const piece = one()
      const longer = begun.flatMap(letters => letters.length < 2 ? piece.map(more => (letters + more).slice(0, 2)) : letters)
      begun = [...new Set(mayBeMissing() ? [...begun, ...longer] : longer)]
    }
    return begun
  }
  const one = () => {
    if (takes("(?:")) return group()
    if (takes("(?!") || takes("(?=")) return group() && [""]
    if (takes("[")) return letters()
    if (takes("\\b")) return [""]
    if (takes("\\w")) return [..."abcdefghijklmnopqrstuvwxyz0123456789_"]
    takes("\\")
    return [pattern[at++]]
  }
  const group = () => {
    const all = either()
    at++ // the closing bracket
    return all
  }
  const letters = () => {
    const end = pattern.indexOf("]", at), all = pattern.slice(at, end).split("")
    at = end + 1
    return all
  }
  const mayBeMissing = () => takes("?") || takes("*") || /^\{\d/.test(pattern.slice(at, at + 2)) && (at = pattern.indexOf("}", at) + 1) > 0
  return new Set(either())
}
