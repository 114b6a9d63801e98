// A plan as a calendar file (RFC 5545). Pure functions.
import { DRILL } from "./plan.js"

/**
 * The plan as a calendar, a day an all-day entry, and one for the interview.
 * @param {import("./plan.js").Day[]} days
 * @param {string} site  address, named in each entry
 * @param {string} date  of the interview
 * @returns {string}
 */
export function calendar(days, site, date) {
  const entry = (day, summary, description) => ["BEGIN:VEVENT", `UID:${day}@two-tribes`, `DTSTAMP:${plain(days[0].day)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day)}`, `SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`, "END:VEVENT"]
  const entries = days.flatMap(day => entry(day.day, title(day), told(day, site)))
  const last = entry(date, "Your interview", `The first cards of each topic, for the morning: ${new URL("start-here/", site)}`)
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Two Tribes//Plan//EN", ...entries, ...last, "END:VCALENDAR"].map(folded).join("\r\n") + "\r\n"
}

const plain = day => day.replaceAll("-", "")
const title = day => day.rest ? "Two Tribes: only what comes back, then rest" : `Two Tribes: ${day.minutes} minutes`
const escaped = text => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")

function told({ read, drill, fresh, reviews }, site) {
  const lines = read.map(({ title, minutes, url }) => `Read: ${title} (${minutes} min) ${new URL(url, site)}`)
  if (drill) lines.push(`Drill: ${drill.title} (${DRILL} min) ${new URL(drill.url, site)}`)
  const cards = [fresh && `${fresh} new cards`, reviews && `about ${reviews} that come back`].filter(Boolean).join(", ")
  if (cards) lines.push(`Review: ${cards} ${new URL("practice/review/", site)}`)
  return lines.join("\n")
}

/** Lines of a calendar hold at most 75 octets; what is longer goes on behind a space. */
function folded(line) {
  const parts = []
  let part = "", size = 0
  for (const letter of line) {
    const octets = new TextEncoder().encode(letter).length
    if (size + octets > 73) {
      parts.push(part)
      part = ""
      size = 0
    }
    part += letter
    size += octets
  }
  return [...parts, part].join("\r\n ")
}
