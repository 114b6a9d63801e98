// The postings that a learner asked to keep, derived from the log. Pure functions.

/**
 * The texts that are kept, by name; the last of a name holds, and one without text is removed.
 * @param {import("./log.js").Event[]} events in order
 * @returns {Map<string, string>}
 */
export function postingsOf(events) {
  const postings = new Map()
  for (const { kind, name, text } of events) {
    if (kind !== "posting") continue
    if (text) postings.set(name, text)
    else postings.delete(name)
  }
  return postings
}
