// Which edition of the site this is, and whether a newer one is there; what is kept for offline use is the worker's.

const ROOT = new URL("../../", import.meta.url).href

/** Why a worker did not do what it was asked for; the message is the browser's. */
export class Refused extends Error {}

/** The registration of the site's worker, which keeps pages for offline use. */
export const registered = navigator.serviceWorker.register(`${ROOT}sw.js`)

/**
 * Ask a worker for something; sw.js lists what.
 * @param {string} what
 * @param {unknown} [given]
 * @param {ServiceWorker} [worker] that of this edition, once it is at work
 * @returns {Promise<any>}
 * @throws {Refused}
 */
export async function ask(what, given, worker) {
  worker ??= (await navigator.serviceWorker.ready).active
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise(resolve => port1.onmessage = ({ data }) => resolve(data))
  worker.postMessage([what, given], [port2])
  const { value, trouble } = await answer
  if (trouble) throw new Refused(trouble)
  return value
}

/** Offer the edition that waits; only who asks for it gets it, and other tabs stay as they are. */
function offer({ active, waiting }) {
  if (!active || !waiting || document.querySelector(".new-edition")) return
  const bar = document.createElement("div")
  bar.className = "new-edition"
  bar.setAttribute("role", "status")
  const button = (textContent, onclick) => Object.assign(document.createElement("button"), { type: "button", textContent, onclick })
  bar.append("A new edition is there. ", button("Load it", load), button("Later", () => bar.remove()))
  document.body.append(bar)
}

async function load() {
  const { waiting } = await registered
  if (!waiting) return location.reload() // another tab was first
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload())
  await ask("begin", null, waiting)
}

/** Browsers do not ask a worker for what they download, so that a deck that is kept could not be had offline. */
async function download(event) {
  const link = event.target.closest?.("a[download]")
  if (!link?.href.startsWith(ROOT) || !navigator.serviceWorker.controller) return
  event.preventDefault()
  const answer = await fetch(link.href).catch(() => ({ ok: false }))
  const href = answer.ok ? URL.createObjectURL(await answer.blob()) : link.href
  Object.assign(document.createElement("a"), { href, download: link.pathname.split("/").pop() }).click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}

async function watch() {
  const registration = await registered
  document.addEventListener("click", download)
  const offerNow = () => offer(registration)
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", () => setTimeout(offerNow)))
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && registration.update().catch(() => undefined))
  if (navigator.serviceWorker.controller) offerNow()
  else await ask("keep", [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]) // the first visit
}

watch().catch(() => undefined) // no worker, as in a private window: the site works without
