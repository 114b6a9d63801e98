// A plan as a calendar file (RFC 5545). Pure functions.

/**
 * The plan as a calendar, a day an all-day entry.
 * @param {import("./plan.js").Day[]} days
 * @param {string} site  address, named in each entry
 * @returns {string}
 */
export function calendar(days, site) {
  const entries = days.flatMap(day => ["BEGIN:VEVENT", `UID:${day.day}@two-tribes`, `DTSTAMP:${plain(days[0].day)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day.day)}`, `SUMMARY:${escaped(title(day))}`, `DESCRIPTION:${escaped(told(day, site))}`, "END:VEVENT"])
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Two Tribes//Plan//EN", ...entries, "END:VCALENDAR"].map(folded).join("\r\n") + "\r\n"
}

const plain = day => day.replaceAll("-", "")
const title = day => day.rest ? "Two Tribes: only what comes back, then rest" : `Two Tribes: ${day.minutes} minutes`
const escaped = text => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n")

function told({ read, drill, fresh, reviews }, site) {
  const lines = read.map(({ title, minutes, url }) => `Read: ${title} (${minutes} min) ${new URL(url, site)}`)
  if (drill) lines.push(`Drill: ${drill.title} ${new URL(drill.url, site)}`)
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
