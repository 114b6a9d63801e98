// Whether a posting seeks people of both tribes, each named as a role of its own. Pure.

const RANKS = String.raw`^[^a-z]*(?:(?:founding|senior|sr\.?|staff|lead|principal|junior)[ /]{0,2}){0,3}`
const ENDS = String.raw`(?:engineers?|eng|developers?|scientists?|researchers?)\b`
const ROLES = [
  new RegExp(String.raw`${RANKS}(?:(?:applied|ai|ml|machine learning|llm|genai|prompt)(?: (?:ai|ml|agents?))? ${ENDS}|research (?:scientists?|engineers?)|applied ai\b|ml$)`),
  new RegExp(String.raw`${RANKS}(?:ai |ml |data |cloud )?(?:(?:infrastructure|platform|back-?end|systems|inference|gpu|devops|site reliability|mlops) ${ENDS}|infra\b)`),
]

/**
 * Whether the parts of the title, or the beginnings of other lines, name a role of each tribe.
 * @param {import("./posting.js").Line[]} lines
 * @returns {boolean}
 */
export function seeksBoth(lines) {
  const title = lines.filter(({ section }) => section === "title").flatMap(({ plain }) => plain.split(/[:,+|;]/))
  const others = lines.filter(({ section }) => section !== "title").map(({ plain }) => plain.slice(0, 80))
  return [title, others].some(pieces => ROLES.every(role => pieces.some(piece => role.test(piece))))
}
