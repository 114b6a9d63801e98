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
    const all = beginnings(pattern), covered = letters => letters.length > 1 && (all.has(letters.slice(0, -1)) || all.has(letters[0]))
    for (const letters of all) if (!covered(letters)) {
      const two = letters.slice(0, 2)
      tried.set(two, [...tried.get(two) ?? [], { which, sticky, third: letters.length < FIRST ? ANY : letters.charCodeAt(2) }])
    }
  })
  const sizes = [...new Set([...tried.keys()].map(({ length }) => length))]
  return text => {
    const found = []
    for (let start = 0, within = false; start < text.length; start++) {
      const begins = !within && (isLetter(text, start) || text.charCodeAt(start) === DOT && isLetter(text, start + 1)) // `.net` is a word too
      within = isLetter(text, start)
      if (begins) for (const size of sizes) for (const { which, sticky, third } of tried.get(text.substring(start, start + size)) ?? NONE) {
        if (third !== ANY && third !== text.charCodeAt(start + 2)) continue
        sticky.lastIndex = start
        if (sticky.test(text)) found.push({ which, start, end: sticky.lastIndex })
      }
    }
    return found
  }
}

/** Letters that choose the patterns to try: with two, four times as many are tried in vain. */
const FIRST = 3
const NONE = [], ANY = -1, DOT = 46

/** Whether a letter in lower case, a digit or a low line stands there, of which words are made. */
function isLetter(text, at) {
  const code = text.charCodeAt(at)
  return code >= 97 && code <= 122 || code >= 48 && code <= 57 || code === 95
}

/**
 * The first three characters of every match that a pattern can have, fewer where a match can end before.
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
      const longer = begun.flatMap(letters => letters.length < FIRST ? piece.map(more => (letters + more).slice(0, FIRST)) : letters)
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
