// The learner's log: what happened, appended and never changed. All state is derived from it by replay.
import { dayOf, isDay } from "./days.js"
import { isSetting } from "./settings.js"

/**
 * One thing that a learner did.
 * @typedef {{id: string, at: number, day: string, device: string, kind: string} & Record<string, unknown>} Event
 * `at` is in milliseconds since 1970, `day` the learner's calendar day, which a replay elsewhere must not move.
 */

/** The form of an exported file; a later one is refused. */
export const VERSION = 1
const SECOND = 1_000
const FORMAT = "two-tribes-log"
/** Events that are folded into one record: single records are slow to read. */
export const PACK = 1_000
const STORES = { events: { autoIncrement: true }, packs: { autoIncrement: true }, device: {} }

/** Why a file of events could not be taken in; the message is one line for the learner. */
export class Unreadable extends Error {}

/**
 * Open the learner's log of the site that lies at `base`; sites of one origin do not share it.
 * Where the browser refuses storage the log lives in memory only, and `log.trouble` says so.
 * @param {string} base address of the site's root
 * @returns {Promise<Log>}
 */
export async function openLog(base) {
  const name = `two-tribes:${new URL(base).pathname}`
  try {
    const storage = await open(name)
    return await new Log(name, storage).load()
  } catch (error) {
    return new Log(name, null, `This browser keeps nothing for this site (${error.name}): what you do is lost when you close it.`)
  }
}

export class Log extends EventTarget {
  /** @type {Map<string, Event>} */
  #events = new Map()
  /** @type {Event[] | null} */
  #ordered = null
  #last = 0
  #storage
  #channel

  constructor(name, storage, trouble = "") {
    super()
    this.#storage = storage
    this.trouble = trouble
    this.device = newId()
    this.#channel = new BroadcastChannel(name)
    this.#channel.onmessage = ({ data }) => this.#hear(data)
    if (storage) storage.onversionchange = () => this.#lose("Another tab has moved this log on: reload this page.")
    if (storage) storage.onclose = () => this.#lose("The browser has closed its storage: reload this page.")
  }

  /** Read what is kept. */
  async load() {
    const transaction = this.#storage.transaction(Object.keys(STORES), "readwrite")
    const [packs, single, device] = await Promise.all([
      answer(transaction.objectStore("packs").getAll()),
      answer(transaction.objectStore("events").getAll()),
      answer(transaction.objectStore("device").get("id")),
    ])
    if (!device) transaction.objectStore("device").put(this.device, "id")
    if (single.length >= PACK) fold(transaction, single)
    await done(transaction)
    this.device = device ?? this.device
    for (const event of [...packs.flat(), ...single]) this.#events.set(event.id, event)
    this.#ordered = null
    return this
  }

  /**
   * All events in the order in which they happened.
   * @returns {Event[]}
   */
  get events() {
    return this.#ordered ??= [...this.#events.values()].sort(inTime)
  }

  /**
   * Append an event; when the promise is kept, so is the event, whatever becomes of the tab.
   * @param {string} kind
   * @param {Record<string, unknown>} facts  among them its id, where that had to be known before
   * @param {number} at milliseconds since 1970
   * @returns {Promise<Event>}
   */
  async append(kind, facts, at = this.#now()) {
    const event = { id: this.newId(), ...facts, at, day: dayOf(at), device: this.device, kind }
    await this.#keep("events", [event])
    this.#take([event])
    this.#channel.postMessage([event])
    return event
  }

  /** The id of an event that may be appended. */
  newId() {
    return `${this.device}-${newId()}`
  }

  /**
   * The whole log as the text of a file.
   * @returns {string}
   */
  exported() {
    return JSON.stringify({ format: FORMAT, version: VERSION, events: this.events })
  }

  /**
   * Take in the events of an exported file; those that are here already stay as they are.
   * @param {string} text
   * @returns {Promise<number>} how many were new
   * @throws {Unreadable} and then nothing has changed
   */
  async import(text) {
    const fresh = eventsIn(text).filter(event => !this.#events.has(event.id))
    const packs = []
    for (let at = 0; at < fresh.length; at += PACK) packs.push(fresh.slice(at, at + PACK))
    await this.#keep("packs", packs)
    this.#take(fresh)
    this.#channel.postMessage(this.#storage ? "imported" : fresh)
    return fresh.length
  }

  /** Delete everything, in all tabs. Nothing brings it back but an exported file. */
  async empty() {
    if (this.#storage) {
      const transaction = this.#storage.transaction(["events", "packs"], "readwrite", { durability: "strict" })
      transaction.objectStore("events").clear()
      transaction.objectStore("packs").clear()
      await done(transaction)
    }
    this.#forget()
    this.#channel.postMessage("emptied")
  }

  /** Let go of the storage and of the other tabs. */
  close() {
    this.#channel.close()
    this.#storage?.close()
  }

  /** What another tab says: events, or that many came or all went. */
  async #hear(data) {
    if (data === "emptied") this.#forget()
    else if (data !== "imported") this.#take(data)
    else if (this.#storage) this.#take((await this.load()).events)
  }

  async #keep(store, records) {
    if (!this.#storage || !records.length) return
    try {
      const transaction = this.#storage.transaction(store, "readwrite", { durability: "strict" })
      for (const record of records) transaction.objectStore(store).add(record)
      await done(transaction)
    } catch (error) {
      this.#lose(`The browser could not keep this (${error?.name ?? "no reason given"}): what you do from now on is lost when you close it. Export what you have.`)
    }
  }

  /** The time, a millisecond later than the last event's where both fall into one. */
  #now() {
    const now = Date.now()
    return this.#last = now <= this.#last && this.#last - now < SECOND ? this.#last + 1 : now
  }

  #take(events) {
    const next = events.length === 1 && !this.#events.has(events[0].id) && this.#ordered?.at(-1)?.at < events[0].at
    for (const event of events) this.#events.set(event.id, event)
    this.#ordered = next ? [...this.#ordered, ...events] : null
    this.dispatchEvent(new CustomEvent("change", { detail: events }))
  }

  #forget() {
    this.#events.clear()
    this.#ordered = null
    this.dispatchEvent(new CustomEvent("change", { detail: [] }))
  }

  #lose(trouble) {
    this.#storage?.close()
    this.#storage = null
    this.trouble = trouble
    this.dispatchEvent(new CustomEvent("change", { detail: [] }))
  }
}

/**
 * The events of an exported file.
 * @param {string} text
 * @returns {Event[]}
 */
export function eventsIn(text) {
  const file = parsed(text)
  if (file?.format !== FORMAT) throw new Unreadable("This is not an export of Two Tribes.")
  if (!(file.version <= VERSION)) throw new Unreadable(`This export has version ${file.version}; this edition of the site reads up to ${VERSION}. Reload the site, then import again.`)
  if (!Array.isArray(file.events)) throw new Unreadable("This export is damaged: it has no list of events.")
  file.events.forEach(judge)
  return file.events
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable(`This file is damaged: ${error.message}.`)
  }
}

const inTime = (one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)

/** What each event must have, and what else must hold so that a replay cannot stumble. */
const text = key => event => typeof event?.[key] === "string" && event[key] !== ""
const FORMS = Object.entries({
  id: text("id"), device: text("device"), kind: text("kind"),
  at: ({ at }) => Number.isFinite(at),
  day: ({ day }) => isDay(day),
  card: event => event.kind !== "review" || text("card")(event),
  rating: ({ kind, rating }) => kind !== "review" || [1, 2, 3, 4].includes(rating),
  value: event => event.kind !== "setting" || isSetting(event),
})

function judge(event, index) {
  const wrong = FORMS.find(([, holds]) => !holds(event))
  const of = event?.kind === "setting" ? ` of the setting '${event.name}'` : ""
  if (wrong) throw new Unreadable(`This export is damaged: event ${index + 1} has no proper '${wrong[0]}'${of}. Nothing was imported.`)
}

/** Put single records together as packs, in the transaction that read them. */
function fold(transaction, single) {
  const whole = single.length - single.length % PACK
  for (let at = 0; at < whole; at += PACK) transaction.objectStore("packs").add(single.slice(at, at + PACK))
  const events = transaction.objectStore("events")
  events.clear()
  for (const event of single.slice(whole)) events.add(event)
}

function open(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(STORES)) request.result.createObjectStore(store, options)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new DOMException("blocked", "BlockedError"))
  })
}

const answer = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result)
  request.onerror = () => reject(request.error)
})

const done = transaction => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve()
  transaction.onabort = () => reject(transaction.error)
})

/** A random name; `crypto.randomUUID` is missing over plain http beyond localhost. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_")
}
