// Which tribe a posting leans to, how sure that is, and why. Pure functions of the text and of the table of signals.
import { phrases } from "./phrases.js"
import { COUNTS, linesOf } from "./posting.js"
import { seeksBoth } from "./roles.js"
import { MODEL } from "./signals-model.js"
import { wordsIn, wordsSay } from "./words.js"

/**
 * A row of `docs/assets/finder/signals.tsv`. `weight` says how strongly it speaks for its side, `job` how strongly that
 * the posting is for an AI engineer at all (below 0: that it is not); `where` is "title" for what counts only there.
 * @typedef {object} Signal
 * @property {string} pattern  for text in lower case; it begins at a word
 * @property {"applied-researcher" | "infrastructure-builder" | "both-tribes" | "other-job" | "trap"} side
 * @property {"" | "title"} where
 * @property {number} weight
 * @property {number} job
 * @property {string} topic
 * @property {string} reason
 */

/**
 * A place in the text that a signal found; `counts` is what it adds to its side.
 * @typedef {{start: number, end: number, signal: Signal, section: string, counts: number}} Hit
 */

/**
 * @typedef {object} Reading
 * @property {"applied-researcher" | "infrastructure-builder" | "both-tribes" | "other-job" | "too-little"} verdict
 * @property {"clearly" | "probably" | "perhaps" | ""} certainty
 * @property {number} lean  from -1, all infrastructure, to 1, all applied
 * @property {number} chance  of the verdict, 0 to 1
 * @property {string} why  in words, where there is too little to tell
 * @property {Hit[]} highlights  at most 20, none over another, in order of place
 * @property {{words: string[], reason: string}[]} traps  what looks like a signal and is not
 * @property {string[]} questions  to ask, about what the posting does not say
 * @property {Map<string, number>} asked  topics with what the text adds to each
 * @property {boolean} cut  whether the text was longer than what is read
 */

/**
 * The signals of a table with a head of column names, what finds them, and the plain words of another.
 * @param {string} table
 * @param {string} words
 * @returns {{signals: Signal[], find: ReturnType<typeof phrases>, words: ReturnType<typeof wordsIn>}}
 */
export function signalsIn(table, words) {
  const [head, ...rows] = table.trim().split("\n").map(line => line.split("\t"))
  const signals = rows.map(cells => {
    const row = Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ""]))
    return { ...row, weight: Number(row.weight), job: Number(row.job) }
  })
  const find = phrases(signals.map(({ pattern }) => pattern))
  signals.forEach(({ match }) => find(match.toLowerCase())) // a pattern is compiled when it first runs: better now than on paste
  return { signals, find, words: wordsIn(words) }
}

/**
 * What a posting says.
 * @param {string} text
 * @param {ReturnType<typeof signalsIn>} table
 * @returns {Reading}
 */
export function read(text, { signals, find, words }) {
  const { lines, cut } = linesOf(text)
  const hits = hitsIn(lines, signals, find)
  const sums = withWords(sumsOf(hits, signals), wordsSay(lines, words))
  const chances = chancesOf(sums, votesOf(hits), seeksBoth(lines))
  const { verdict, why, short } = verdictOf(chances, lines, sums)
  const chance = chances[verdict] ?? 0
  return {
    verdict, why, cut, chance,
    lean: sums.lean,
    certainty: why ? "" : chance >= CLEARLY && !short ? "clearly" : chance >= PROBABLY && !short ? "probably" : "perhaps",
    highlights: highlightsOf(hits, verdict),
    traps: trapsOf(hits, text),
    questions: QUESTIONS.filter(({ said }) => !lines.some(({ plain, section }) => COUNTS[section] && said.test(plain))).map(({ ask }) => ask),
    asked: askedBy(hits),
  }
}

/** Chances above which the verdict is said with these words: found right in more than 9 of 10, and 7 of 10. */
const CLEARLY = 0.78, PROBABLY = 0.55

/** What a line builds for others: prompts and evaluations are then what they do with it, and not the work itself. */
const FOR_OTHERS = /\bplatforms?\b|\binfrastructure\b|\bsdks?\b|\btooling\b|for other (?:teams|engineers)|(?:support|enabl|unblock|empower)\w* (?:the )?(?:data scientists?|researchers?|ml engineers|research teams?|engineers|developers|teams)/
const THEIRS = 0.4

/** Every line that a signal finds, each once. */
function hitsIn(lines, signals, find) {
  return lines.filter(({ section, again }) => !again && COUNTS[section]).flatMap(line => {
    const found = new Map()
    for (const hit of find(line.plain)) if (!found.has(hit.which)) found.set(hit.which, hit)
    let forOthers
    return [...found.values()].map(({ which, start, end }) => {
      const signal = signals[which]
      const share = signal.side === "applied-researcher" && !signal.where && (forOthers ??= FOR_OTHERS.test(line.plain)) ? THEIRS : 1
      return { line, signal, section: line.section, start: line.start + start, end: line.start + end, counts: COUNTS[line.section] * share }
    })
  }).filter(({ signal, section }) => !signal.where || signal.where === section)
}

/** What the text adds to each side: a signal that stands in many lines counts little more than in a few. */
function sumsOf(hits, signals) {
  const found = new Map(signals.map(signal => [signal, 0]))
  for (const { signal, counts } of hits) found.set(signal, found.get(signal) + counts)
  const sums = { "applied-researcher": 0, "infrastructure-builder": 0, "both-tribes": 0, "other-job": 0, trap: 0, job: 0 }
  for (const [signal, count] of found) {
    const strength = Math.log2(1 + Math.min(count, 8))
    sums[signal.side] += signal.weight * strength
    sums.job += signal.job * strength
  }
  return sums
}

/** What the plain words say adds to the side that they lean to, as a signal does; `signalled` is the larger side without them. */
function withWords(sums, said) {
  const applied = sums["applied-researcher"] + WORDS * Math.max(said.lean, 0), infra = sums["infrastructure-builder"] + WORDS * Math.max(-said.lean, 0)
  const signalled = Math.max(sums["applied-researcher"], sums["infrastructure-builder"])
  return { ...sums, applied, infra, signalled, said, lean: (applied - infra) / (applied + infra + 4) }
}

/** How much the plain words together count beside the signals. */
const WORDS = 1.5

/** How many lines speak for each side, a line that speaks for both divided between them. */
function votesOf(hits) {
  const lines = new Map()
  for (const { line, signal, counts } of hits) {
    const sums = lines.get(line) ?? { applied: 0, infra: 0, section: line.section }
    if (signal.side === "applied-researcher") sums.applied += signal.weight * counts / COUNTS[line.section]
    if (signal.side === "infrastructure-builder") sums.infra += signal.weight
    lines.set(line, sums)
  }
  const votes = { applied: 0, infra: 0 }
  for (const { applied, infra, section } of lines.values()) {
    if (applied + infra <= 0.6) continue
    const vote = COUNTS[section] * (applied - infra) / (applied + infra)
    votes[vote > 0 ? "applied" : "infra"] += Math.abs(vote)
  }
  return votes
}

/** The chances of the four verdicts: whether it is an AI engineer's job at all, and if so whose. */
function chancesOf({ applied, infra, lean, job, said, "other-job": other }, votes, roles) {
  const jobs = Math.log1p(Math.exp(2 * job)) / 2 // not below 0
  const ai = [3 * (jobs - other) / (jobs + other + 4), Math.log2(1 + jobs), Math.log2(1 + applied + infra), said.job]
  const sides = [4 * lean, 4 * Math.abs(lean + 0.1), Math.log2(1 + Math.min(votes.applied, votes.infra)), said.both + (roles ? ROLES : 0)]
  const another = 1 / (1 + Math.exp(-linear(MODEL.other, ai)))
  const shares = MODEL.sides.map(model => Math.exp(linear(model, sides)))
  const whole = shares.reduce((sum, share) => sum + share)
  const chance = at => (1 - another) * shares[at] / whole
  return { "applied-researcher": chance(0), "infrastructure-builder": chance(1), "both-tribes": chance(2), "other-job": another }
}

/** What a role of each tribe says of both, beside the plain words. */
const ROLES = 4

const linear = ([constant, ...weights], features) => weights.reduce((sum, weight, at) => sum + weight * features[at], constant)

/** Small words of English, and words of duties, of which a list of technologies has some too. */
const ENGLISH = new Set("the and of to with for you our we are your a an in on by or at as is be it from which that this into per via will have has not can who when what how their across under between own build building run running write design scale improve reduce using experience knowledge strong years skills work".split(" "))
/** Small words of other languages, which have some of the English ones as well: whichever are more decide. */
const ELSEWHERE = new Set("der die das und für mit von im den dem zu zur ist ein eine einen du wir sie auf bei oder als le la les et des de un une pour dans est sur avec vous nous au aux el los las y en con para por del que se su il di che della e o os da do em het een van voor je op och att og som w z na oraz".split(" "))
/** A text shorter than this must have strong signals, as a mail about a round may, and is never sure; or is too short for them. */
const FEWEST_WORDS = 25, FEWEST_OF_ALL = 12
const SHORT = "The text is too short: paste the duties and the requirements too."
const FOREIGN = "This does not read like English, and the finder knows English postings only."

const VAGUE = "It says too little of what the work is: paste the duties and the requirements too."

/** Leans nearer to the middle than this are between the tribes. */
export const BETWEEN = 0.09

/** The likeliest verdict for which there is a signal, and that agrees with the lean; or why there is too little to tell. */
function verdictOf(chances, lines, { signalled, lean, "other-job": another }) {
  const words = lines.map(({ plain }) => plain).join(" ").match(/[a-z\u00c0-\u024f]+|[\u0250-\u1fff\u3000-\uffff]/g) ?? []
  const short = words.length < FEWEST_WORDS
  if (short && (signalled < STRONG || words.length < FEWEST_OF_ALL)) return { verdict: "too-little", why: SHORT }
  let english = 0, elsewhere = 0
  for (const word of words) {
    if (ENGLISH.has(word)) english++
    if (ELSEWHERE.has(word)) elsewhere++
  }
  if (english < words.length * 0.04 || english <= elsewhere) return { verdict: "too-little", why: FOREIGN }
  if (!another && signalled < LEAST) return { verdict: "too-little", why: VAGUE }
  const likely = verdict => verdict === "other-job" && !another ? 0 : chances[verdict] * (verdict === "both-tribes" ? MODEL.both : 1)
  const verdict = Object.keys(chances).reduce((best, other) => likely(other) > likely(best) ? other : best)
  return { verdict: TRIBES.includes(verdict) && Math.abs(lean) < BETWEEN ? "both-tribes" : verdict, why: "", short }
}

/** What one of the sides must add up to where nothing says another job, what a hit must count to be shown, and what a side must add up to in a short text. */
const LEAST = 1.2, WEAK = 0.25, STRONG = 2.5
const strengthOf = ({ signal, counts }) => counts * (signal.weight || signal.job)

const MOST_HIGHLIGHTS = 20

/** The strongest hits, and weak ones too of another job where that is the verdict; each signal at most twice, none over another. */
function highlightsOf(hits, verdict) {
  const chosen = [], times = new Map()
  for (const hit of hits.filter(hit => strengthOf(hit) > (hit.signal.side === "other-job" && verdict === "other-job" ? 0 : WEAK)).sort((one, other) => strengthOf(other) - strengthOf(one))) {
    const before = times.get(hit.signal) ?? 0
    if (before === 2 || chosen.some(({ start, end }) => start < hit.end && hit.start < end)) continue
    times.set(hit.signal, before + 1)
    chosen.push(hit)
    if (chosen.length === MOST_HIGHLIGHTS) break
  }
  return chosen.sort((one, other) => one.start - other.start)
}

function trapsOf(hits, text) {
  const found = Map.groupBy(hits.filter(({ signal }) => signal.side === "trap"), ({ signal }) => signal.reason)
  return [...found].map(([reason, here]) => ({ reason, words: [...new Set(here.map(({ start, end }) => text.slice(start, end)))].slice(0, 4) }))
}

function askedBy(hits) {
  const asked = new Map()
  for (const { signal, counts } of hits) if (signal.side !== "other-job" && signal.side !== "trap")
    asked.set(signal.topic, (asked.get(signal.topic) ?? 0) + counts * signal.weight)
  return asked
}

/**
 * The topics to learn first: what the text asks for, then what the tribe asks everybody, its own shelf before the shared
 * one; of both tribes, each in turns.
 * @template {import("./plan.js").Topic} T
 * @param {Reading} reading
 * @param {T[]} topics
 * @param {number} [most]
 * @returns {T[]}
 */
export function firstTopics({ verdict, asked }, topics, most = 10) {
  const tribes = TRIBES.includes(verdict) ? [verdict] : TRIBES
  const wanted = topic => tribes.some(tribe => topic.for[tribe] === "non-negotiable") ? 1 : tribes.some(tribe => tribe in topic.for) ? 0.5 : 0
  const own = topic => tribes.some(tribe => topic.shelf.startsWith(tribe)) ? OWN_SHELF : 0
  const worth = topic => wanted(topic) * (0.5 + own(topic) + Math.log2(1 + (asked.get(topic.id) ?? 0)))
  const place = new Map([...Map.groupBy(topics, ({ shelf }) => shelf).values()].flatMap(shelf => shelf.map((topic, at) => [topic, at])))
  return topics.filter(topic => !topic.drill && topic.id !== "know-your-tribe" && wanted(topic))
    .sort((one, other) => worth(other) - worth(one) || place.get(one) - place.get(other) || one.order - other.order).slice(0, most)
}

/** What a topic of the tribe's own shelf is worth beyond one of the shared shelf; less than a signal in a duty. */
const OWN_SHELF = 0.25

export const TRIBES = ["applied-researcher", "infrastructure-builder"]

/** What a candidate wants to know; a posting that says it needs no question. */
const QUESTIONS = [
  { said: /interview (?:process|rounds?|stages?|loop)|technical (?:interview|screen)|take-home|rounds?\b/, ask: "Which rounds are there, who holds them, and what is each about?" },
  { said: /\bevals?\b|evaluat\w* (?:of|the|model|llm|agent|pipeline|framework|suite)|golden|llm-as/, ask: "Who decides whether an answer of the model is good, and how is that measured today?" },
  { said: /requests? (?:per|a|every)|\bqps\b|\brps\b|(?:million|billion)s?\b.{0,20}(?:users|requests|queries|calls|tokens|documents)|daily active|9\d?\.\d|petabyte/, ask: "How many requests, users and documents are there, and what must be met: latency, uptime, cost?" },
  { said: /fine-?tun|pre-?train|train(?:ing)? (?:models|large|our|foundation)|openai|anthropic|claude|gpt|gemini|bedrock/, ask: "Whose models are they: called over an API, tuned, or trained here?" },
  { said: /on[ -]call|\bsre\b|incident/, ask: "Who is called when it breaks at night?" },
  { said: /system design|distributed systems|architect/, ask: "Is one round a system design, and of a system with or without a model in it?" },
]
