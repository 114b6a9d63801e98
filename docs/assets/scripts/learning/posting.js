// A posting taken apart: its lines, each once, with the section it stands in. Pure, and linear in the length of the text.

import { phrases } from "./phrases.js"

/** Characters that are read; no posting is as long, and a pasted book shall not hang the page. Nor has a word 60 letters. */
export const MOST = 60_000

/** How much a line counts by its section. Equal opportunity, benefits and pay count nothing. */
export const COUNTS = { title: 1.2, duties: 1, must: 0.8, nice: 0.35, team: 0.4, blurb: 0.15, boilerplate: 0 }

/**
 * A line or sentence of a posting. `start` and `end` are its place in the text, `plain` is its text in lower case.
 * @typedef {{start: number, end: number, plain: string, section: keyof typeof COUNTS, again: boolean}} Line
 */

/**
 * The lines of a posting with their sections; `again` marks one that stands there before.
 * @param {string} text
 * @returns {{lines: Line[], cut: boolean}} `cut` where the text is longer than what is read
 */
export function linesOf(text) {
  const pieces = piecesOf(text.slice(0, MOST).replace(/(?<!\S)\S{60,}/g, word => " ".repeat(word.length)))
  const sections = withDuties(sectionsOf(pieces, titleEnd(text)))
  const seen = new Set()
  const lines = pieces.map(([start, end, plain], at) => {
    const bare = plain.replace(/[^a-z0-9]+/g, " ")
    const again = seen.has(bare)
    seen.add(bare)
    return { start, end, plain, section: sections[at], again }
  })
  return { lines, cut: text.length > MOST }
}

/** Lines, items of lists that were pasted into one line, and sentences. */
const ENDS = /\n|[ \t]{0,4}[•·▪●◦‣][ \t]{0,4}|(?<=[.!?:;])[ \t]{1,4}(?=[A-Z0-9“"(*-])|(?<=[.!?:])(?=[A-Z][a-z])/g

function piecesOf(text) {
  const pieces = []
  let from = 0
  const take = to => {
    const piece = text.slice(from, to)
    if (/[A-Za-z]{2}/.test(piece)) pieces.push([from, to, lowered(piece)])
  }
  for (const { index, 0: gap } of text.matchAll(ENDS)) {
    take(index)
    from = index + gap.length
  }
  take(text.length)
  return pieces
}

/** In lower case and with plain quotes and dashes, each character still in its place. */
const lowered = text => text.replace(/[A-Z]+/g, letters => letters.toLowerCase()).replace(/[’‘]/g, "'").replace(/[–—‑]/g, "-").replace(/[\u00a0\t]/g, " ")

const boilerplate = phrases([String.raw`equal.{0,12}(?:opportunit|employ)|discriminat|gender identit|sexual orientation|veteran|affirmative action|401\(?k|dental|parental leave|paid time off|pto\b|vacation|health insurance|reasonable accommodation|accommodations? (?:for|to|during)|background check|(?:base|annual) (?:salary|pay)|(?:salary|pay|compensation) range|privacy (?:policy|notice)|stipend|perks\b|snacks|wellness|gym\b|e-verify|work permit|visa\b|disabilit|recruit(?:er|ment) (?:agenc|fraud|scam)|apply (?:now|here|today)|cookies|unsolicited|equity\b.{0,30}(?:bonus|benefit)|bonus\b.{0,30}equity`])
const HEADS = [
  ["blurb", /^(?:why (?:join|you|work|us|this)|what(?:'s in it for you| we offer| we can offer| you('ll)? get$)|what you can expect|we offer|(?:our )?benefits|perks|compensation|salary|pay\b|equal|diversity|about (?!the (?:role|job|position|opportunity|team)|you|this)|who we are|the company|company (?:overview|description)|our (?:values|culture|mission|story|process|benefits|company)|(?:how|ready) to apply|(?:hiring|interview|recruitment|application) process|location|privacy|additional information|further information|note\b|disclaimer|general interview)/],
  ["nice", /^(?:(?:it'?s )?(?:a )?(?:huge |big |great |strong )?(?:nice[- ]to[- ]ha|bonus|plus(?:es)?\b)|preferred|desired|desirable|good[- ]to[- ]have|what (?:makes|would make) you stand|ways to stand|ideally|extra credit|additional (?:skills|qualif)|it would be|optional|added advantage|advantageous)|(?:nice[- ]to[- ]haves?|bonus(?: points)?|preferred|is a plus|a plus)\W{0,3}$/],
  ["duties", /responsibilit|what you(?:'ll| will|'re going to| get to)? (?:do|be|work|build|own|drive|lead|get|tackle)|what you are going|you will\W{0,3}$|you'll\W{0,3}$|^(?:in|about|for) (?:this|the) (?:role|job|position|opportunity|internship)|^key duties|^duties|^your (?:role|mission|tasks?|impact|work|job)|day[- ]to[- ]day|^(?:job|role|position) (?:description|summary|overview|purpose)|^(?:the|your) (?:role|job|position|opportunity|work|challenge|mission)\b|will be doing|essential (?:duties|functions)|^(?:description|overview|summary|scope|tasks|deliverables)\W{0,2}$|how you('ll| will)|you will be (?:doing|working|responsible)|^in your first|^success (?:looks|in)|what success/],
  ["must", /requirement|qualificat|required|(?:what|who) (?:we|we're|we are) (?:'re |are )?(?:looking|seek|need)|looking for|who you are|^about you|^you (?:have|bring|are|may|might|should|must)|what you(?:'ll)? (?:will )?(?:bring|need|have|should)|^(?:technical |core |key |your |our )?(?:tech )?(?:skills?|experience|expertise|competenc|knowledge|education|background|profile|stack)|^must[- ]have|ideal candidate|might thrive|^minimum|^basic|^you\W{0,2}$|good fit|right fit|if you|^what it takes|^technolog|^tech stack/],
  ["team", /^(?:about|meet) (?:the|our|this) team|^(?:the|our) team/],
]
const DUTY = /^\W{0,3}(?:you will|you'll|as an? [^.]{3,80}, you|in this role|we(?:'re| are) (?:looking|hiring|seeking|searching)|(?:the|this) (?:role|position|person|candidate|successful candidate) (?:will|is|involves|requires)|your (?:role|job|mission|work) (?:is|will)|join (?:us|our|the)|responsible for|you (?:are|would) (?:going to|be))/

/** Where the title ends: with the first line, unless that is a sentence or more already. */
function titleEnd(text) {
  const start = text.search(/\S/)
  const line = text.slice(Math.max(start, 0), start + LONGEST_TITLE).split("\n", 1)[0].trimEnd()
  return start < 0 || line.length === LONGEST_TITLE || /[^ ]{2}\.$/.test(line) && line.length > 60 ? 0 : start + line.length
}

const LONGEST_TITLE = 160

/** The section of each piece: the first line is the title, a short line that is a known heading begins a section. */
function sectionsOf(pieces, title) {
  let now = "blurb"
  return pieces.map(([start, , plain]) => {
    if (start < title) return "title"
    const head = plain.length < 90 && headOf(plain)
    if (head && !(now === "nice" && head === "must" && /^\s*[*-] /.test(plain))) now = head
    if (boilerplate(plain).length) return "boilerplate"
    return now === "blurb" && DUTY.test(plain) ? "duties" : now
  })
}

function headOf(plain) {
  const bare = plain.replace(/^[\s#*•\-_:>\d.)]{0,8}/, "").trimEnd()
  const isHead = bare.length < 60 && !/[.,;]$/.test(bare) || bare.endsWith(":")
  return isHead && bare.split(" ").length < 12 && HEADS.find(([, head]) => head.test(bare))?.[0]
}

/** Where no section is told, everything but the title says what the job is. */
function withDuties(sections) {
  const told = sections.filter(section => section === "duties" || section === "must").length
  return told > 2 ? sections : sections.map(section => section === "blurb" || section === "team" ? "duties" : section)
}
