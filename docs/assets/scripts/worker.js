// The service worker of one edition. The build fills in the two lists and puts this file at sw.js.
// Files are kept by their hash and never change, so that a failed update leaves whole what was there, and an edition
// shows its own files or none. A page of another edition, which only the server has, is left to the server.

/** The folder of the edition's scripts and data, below the site's root. */
const EDITION = "assets/scripts/"
/** Each file of the edition by its address below the root: its hash, its bytes, and whether every page needs it. */
const FILES = { __proto__: null }

const ROOT = new URL("./", location).href
const STORE = `two-tribes:${new URL(ROOT).pathname}`
const PARALLEL = 6
const OFFLINE = "offline.html"

/** Pages of another edition, by the id of their client. */
const strangers = new Set()

const store = () => caches.open(STORE)
const keyOf = path => `${ROOT}kept/${FILES[path][0]}`

/** The address of a file below the root, or null for one of another site. */
function pathOf(url) {
  const { origin, pathname } = new URL(url)
  return `${origin}${pathname}`.startsWith(ROOT) ? decodeURI(`${origin}${pathname}`.slice(ROOT.length)).replace(/(^|\/)index\.html$/, "$1") : null
}

/** A note of this worker to those that come after it. */
const noteAt = name => `${ROOT}kept/note/${name}`
const noted = async name => (await (await store()).match(noteAt(name)))?.json()
const note = async (name, value) => (await store()).put(noteAt(name), Response.json(value))

const keptKeys = async () => new Set((await (await store()).keys()).map(({ url }) => url))

async function hashOf(body) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("").slice(0, 32)
}

/** Ask the server for a file, past all caches, and say whether it is the one of this edition. */
async function fetched(path, request = ROOT + path) {
  const response = await fetch(request, { cache: "no-cache" })
  if (response.status >= 500) throw new TypeError(`${path}: ${response.status}`)
  const body = path in FILES && response.ok && await response.clone().arrayBuffer()
  return { response, body, ours: body && await hashOf(body) === FILES[path][0] }
}

/** Keep a file; a page is kept with its pictures or not at all, since the browser fetches them only when they show. */
async function keep(path, { response, body }) {
  const type = response.headers.get("Content-Type") ?? ""
  if (type.startsWith("text/html")) await keepAll(picturesOf(path, new TextDecoder().decode(body)))
  await (await store()).put(keyOf(path), new Response(body, { headers: { "Content-Type": type } }))
}

function picturesOf(path, html) {
  const sources = [...html.matchAll(/<img [^>]*src="([^"]+)"/g)]
  return sources.map(([, source]) => pathOf(new URL(source, ROOT + path))).filter(picture => picture in FILES)
}

/** Why a file cannot be kept that the server gave: it is not the one of this edition. */
class Differs extends Error {
  name = "Differs"
}

/** Keep files; throws where one cannot be had as this edition knows it, and then keeps the others. */
async function keepAll(paths) {
  if (!paths.length) return
  const kept = await keptKeys()
  const left = paths.filter(path => !kept.has(keyOf(path)))
  const differ = []
  const one = async path => {
    const found = await fetched(path)
    if (!found.ours) throw new Differs(path)
    await keep(path, found)
  }
  const some = async () => {
    for (let path; (path = left.shift()) !== undefined;) {
      await one(path).catch(error => {
        if (!(error instanceof Differs)) throw error // nor can the next be had
        differ.push(error.message)
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: PARALLEL }, some))
  const failed = ends.find(({ status }) => status === "rejected")
  if (failed) throw failed.reason
  if (differ.length) throw new Differs(differ.join(", "))
}

/** What the edition needs to begin with: its scripts, the pages that are open or were seen, or all that was asked for. */
async function wanted() {
  if (await noted("everything")) return Object.keys(FILES)
  const [[before], kept, open] = await Promise.all([noted("editions").then(list => list ?? []), keptKeys(), clients.matchAll({ includeUncontrolled: true })])
  const seen = new Set(open.map(({ url }) => pathOf(url)))
  const hashBefore = path => before?.files[path.startsWith(EDITION) ? before.edition + path.slice(EDITION.length) : path]?.[0]
  return Object.keys(FILES).filter(path => FILES[path][2] || seen.has(path) || kept.has(`${ROOT}kept/${hashBefore(path)}`))
}

addEventListener("install", event => event.waitUntil(
  navigator.locks.request(STORE, async () => keepAll(await wanted())),
))

addEventListener("activate", event => event.waitUntil(begin()))

async function begin() {
  const editions = await noted("editions") ?? []
  if (editions[0]?.edition !== EDITION) editions.unshift({ edition: EDITION, files: FILES })
  await note("editions", editions.slice(0, 2)) // pages of the edition before may still be open
  await clients.claim()
  await navigator.locks.request(STORE, { ifAvailable: true }, lock => lock && tidy(editions.slice(0, 2)))
}

/** Let go of what belongs to no edition that is in use; not while the next one is being fetched. */
async function tidy(editions) {
  const needed = new Set(editions.flatMap(({ files }) => Object.values(files)).map(([hash]) => `${ROOT}kept/${hash}`))
  await drop(url => !needed.has(url))
}

async function drop(which) {
  const cache = await store()
  const urls = [...await keptKeys()].filter(url => !url.startsWith(noteAt("")) && which(url))
  await Promise.all(urls.map(url => cache.delete(url)))
}

addEventListener("fetch", event => {
  const { request, clientId } = event
  const path = pathOf(request.url)
  const ours = request.mode === "navigate" || !strangers.has(clientId)
  if (request.method === "GET" && path !== null && ours) event.respondWith(answer(event, path))
})

async function answer(event, path) {
  const { request } = event
  const isPage = request.mode === "navigate"
  if (isPage && !(path in FILES) && `${path}/` in FILES) return Response.redirect(`${ROOT}${path}/`)
  const kept = await keptAt(path)
  if (kept) return kept
  try {
    const found = await fetched(path, request)
    if (found.ours) event.waitUntil(keep(path, found).catch(() => undefined)) // no room: it is shown all the same
    else if (isPage) strangers.add(event.resultingClientId)
    return found.response
  } catch {
    const page = isPage && await keptAt(OFFLINE)
    return page ? new Response(page.body, { status: 503, headers: page.headers }) : Response.error()
  }
}

/** A file as it is kept, of this edition or of the one before, whose pages ask for it by its own address. */
async function keptAt(path) {
  const cache = await store()
  if (path in FILES) return cache.match(keyOf(path))
  const hash = path.startsWith("assets/") && (await noted("editions"))?.[1]?.files[path]?.[0]
  return hash ? cache.match(`${ROOT}kept/${hash}`) : undefined
}

/** What a page may ask for, each by a message with a port for the answer. */
const ASKED = {
  /** Keep files of this edition, by address, and look after a page that was on its way when the worker began. */
  async keep(urls) {
    await clients.claim()
    await keepAll([...new Set(urls.map(pathOf))].filter(path => path in FILES))
  },
  /** Say how many bytes the edition has, how many of them are kept, and which files are missing, pages last. */
  async count() {
    const kept = await keptKeys()
    const files = new Map(Object.keys(FILES).map(path => [FILES[path][0], path]))
    const bytes = paths => paths.reduce((sum, path) => sum + FILES[path][1], 0)
    const all = [...files.values()], missing = all.filter(path => !kept.has(keyOf(path)))
    return { files: all.length, bytes: bytes(all), left: bytes(missing), missing: missing.map(path => ROOT + path), everything: Boolean(await noted("everything")) }
  },
  /** From now on keep whole editions, or only what was seen. */
  everything: yes => note("everything", yes),
  /** Let go of all but what every page needs. */
  forget: async () => {
    await note("everything", false)
    const core = new Set(Object.keys(FILES).filter(path => FILES[path][2]).map(keyOf))
    await drop(url => !core.has(url))
  },
  /** Take the place of the edition before. */
  begin: () => skipWaiting(),
}

addEventListener("message", event => event.waitUntil(reply(event)))

async function reply({ data: [what, given], ports: [port] }) {
  try {
    port.postMessage({ value: await ASKED[what](given) })
  } catch (error) {
    port.postMessage({ trouble: `${error.name}: ${error.message}` })
  }
}
