// Calendar days of a learner, which turn at four in the morning, as in Anki. Pure functions.

const TURN = 4

/**
 * The learner's day of a moment, in the time zone of this device.
 * @param {number} at milliseconds since 1970
 * @returns {string} such as 2026-11-28
 */
export function dayOf(at) {
  const moment = new Date(at)
  moment.setHours(moment.getHours() - TURN)
  const two = number => String(number).padStart(2, "0")
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`
}

const DAY = 86_400_000

/** Numbers of days by name, and names by number: a log names few days often. */
const numbers = new Map(), names = new Map()

/** Look a value up, and work it out the first time. */
function kept(known, key, work) {
  if (!known.has(key)) known.set(key, work(key))
  return known.get(key)
}

const numberOf = day => kept(numbers, day, () => Math.round(Date.parse(day) / DAY))

/** Whether a text names a day. */
export const isDay = day => typeof day === "string" && /^[12]\d{3}-\d\d-\d\d$/.test(day) && !Number.isNaN(numberOf(day))

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

/**
 * A day in words, such as "Sat 28 Nov"; the browser's own way loads a language first, which a slow phone feels.
 * @param {string} day
 * @returns {string}
 */
export function dayName(day) {
  const noon = new Date(`${day}T12:00`)
  return `${WEEKDAYS[noon.getDay()]} ${noon.getDate()} ${MONTHS[noon.getMonth()]}`
}

/**
 * Whole days from one day to another; negative where `to` is earlier.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
export const daysBetween = (from, to) => numberOf(to) - numberOf(from)

/**
 * The day that lies `days` after another.
 * @param {string} day
 * @param {number} days
 * @returns {string}
 */
export const dayAfter = (day, days) =>
  kept(names, numberOf(day) + days, number => new Date(number * DAY).toISOString().slice(0, 10))
