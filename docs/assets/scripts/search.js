// Material starts its search worker on every page, which then indexes the whole guide.
// Here the worker starts when somebody turns to the search box. Must run before Material's bundle.
(() => {
  const Eager = window.Worker

  window.Worker = class extends EventTarget {
    #worker
    #waiting = []

    constructor(url) {
      super()
      const address = new URL(url, document.baseURI) // which instant navigation will change
      const start = () => this.#worker ??= this.#start(address)
      const wanted = ({ target }) => target.matches?.("#__search, .md-search__input") && start()
      if (new URLSearchParams(location.search).has("q")) start()
      document.addEventListener("focusin", wanted)
      document.addEventListener("change", wanted)
    }

    #start(address) {
      const worker = new Eager(address)
      worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }))
      this.#waiting.forEach(message => worker.postMessage(message))
      return worker
    }

    postMessage(message) {
      if (this.#worker) this.#worker.postMessage(message)
      else this.#waiting.push(message)
    }
  }
})()
