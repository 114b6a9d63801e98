// What stands at sw.js where no release was built, such as in a preview: it takes away the worker that a release left
// in this browser, with what that kept. The build puts assets/scripts/worker.js in its place.
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(leave()))

async function leave() {
  await caches.delete(`two-tribes:${new URL(registration.scope).pathname}`)
  await registration.unregister()
  for (const page of await clients.matchAll({ type: "window" })) page.navigate(page.url)
}
