// What a learner has set, derived from the log. Pure functions.
import { isDay } from "./days.js"

export const TRIBES = { "applied-researcher": "Applied researcher", "infrastructure-builder": "Infrastructure builder" }
export const BACKGROUNDS = { other: "Something else", statistics: "Statistics or data science", "computer-science": "Computer science" }

const isText = value => typeof value === "string"
const isFrom = (least, most) => value => typeof value === "number" && value >= least && value <= most
const isNameOf = things => value => isText(value) && Object.hasOwn(things, value)
const allHold = forms => value => value !== null && typeof value === "object" &&
  Object.entries(forms).every(([key, holds]) => value[key] === undefined || holds(value[key]))

/** What the value of each setting must be; a name that is not here belongs to a later edition. */
const FORMS = new Map(Object.entries({
  retention: isFrom(0.7, 0.97),
  minutes: isFrom(10, 600),
  date: isDay,
  exported: isDay,
  tribe: isNameOf(TRIBES),
  background: isNameOf(BACKGROUNDS),
  first: value => Array.isArray(value) && value.every(isText),
  review: allHold({ from: isText, tribe: isText, kind: isText, priority: isText, startHere: value => typeof value === "boolean", fresh: isFrom(0, 999), most: isFrom(0, 999) }),
}))

/**
 * Whether an event sets something to what it can be.
 * @param {Record<string, unknown>} event
 * @returns {boolean}
 */
export const isSetting = ({ name, value }) => isText(name) && (FORMS.get(name)?.(value) ?? true)

/**
 * The settings that hold: the last of each name that makes sense.
 * @param {import("./log.js").Event[]} events in order
 * @returns {Record<string, unknown>}
 */
export function settingsOf(events) {
  const settings = { __proto__: null } // a name may be that of what every object has
  for (const event of events) if (event.kind === "setting" && isSetting(event)) settings[event.name] = event.value
  return settings
}
