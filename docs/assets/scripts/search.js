// Material's search box asks a worker. Here a finder of our own answers, fetched when somebody turns to the box.
// Must run before Material's bundle, which makes its only worker while it starts.
(() => {
  const here = document.currentScript.src // known only while this script first runs
  const theirs = window.Worker
  if (!document.querySelector(".md-search__form")) return // another builder, with a search of its own

  const loadScript = path => new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { async: false, src: new URL(path, here) })
    Object.assign(script, { onload: resolve, onerror: reject })
    document.head.append(script)
  })

  window.Worker = class extends EventTarget {
    constructor() {
      super()
      window.Worker = theirs
      const wake = ({ target }) => target.closest(".md-search") || target.id === "__search" ? this.#wake() : undefined
      if (new URLSearchParams(location.search).has("q")) this.#wake()
      document.addEventListener("focusin", wake)
      document.addEventListener("change", wake)
      // Material asks when a key comes up, and text that is pasted by touch, dictated or dropped comes without one.
      document.addEventListener("input", ({ target }) => target.matches(".md-search__input") && target.dispatchEvent(new KeyboardEvent("keyup")))
    }

    #wake() {
      const files = ["finding/find.js", "finding/box.js", "../../search/start.js"] // fetched together, run in turn
      this.answer ??= Promise.all(files.map(loadScript))
        .then(() => globalThis.searchBox(loadScript, message => this.dispatchEvent(new MessageEvent("message", { data: message }))))
        .catch(() => {
          document.querySelector(".md-search-result__meta").textContent = "Search cannot be loaded; are you offline?"
          this.answer = undefined
        })
    }

    async postMessage(message) {
      (await this.answer)?.(message)
    }

    terminate() {}
  }
})()
