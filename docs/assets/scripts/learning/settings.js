// What a learner has set, derived from the log. Pure functions.

/**
 * The settings that hold: the last of each name.
 * @param {import("./log.js").Event[]} events in order
 * @returns {Record<string, unknown>}
 */
export function settingsOf(events) {
  const settings = {}
  for (const { kind, name, value } of events) if (kind === "setting") settings[name] = value
  return settings
}
