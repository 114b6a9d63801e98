// Which topics a learner has read, derived from the log. Pure functions.

/**
 * The topics that are marked as read, with the day on which they were.
 * @param {import("./log.js").Event[]} events in order
 * @returns {Map<string, string>} topic to day
 */
export function topicsRead(events) {
  const read = new Map()
  for (const { kind, topic, day, undone } of events) {
    if (kind !== "read") continue
    if (undone) read.delete(topic)
    else read.set(topic, day)
  }
  return read
}
