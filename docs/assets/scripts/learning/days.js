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

/**
 * Whole days from one day to another; negative where `to` is earlier.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/**
 * The day that lies `days` after another.
 * @param {string} day
 * @param {number} days
 * @returns {string}
 */
export const dayAfter = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
