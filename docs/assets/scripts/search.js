// Material starts its search worker on every page, which then indexes the whole guide.
// Here that worker starts when somebody turns to the search box. Must run before Material's bundle.
(() => {
  class LateWorker extends EventTarget {
    #start
    #worker
    #waiting = []

    constructor(start) {
      super()
      this.#start = start
      const wanted = ({ target }) => target.matches?.("#__search, .md-search__input") && this.#wake()
      if (new URLSearchParams(location.search).has("q")) this.#wake()
      document.addEventListener("focusin", wanted)
      document.addEventListener("change", wanted)
    }

    #wake() {
      if (this.#worker) return
      this.#worker = this.#start()
      this.#worker.onmessage = ({ data }) => this.dispatchEvent(new MessageEvent("message", { data }))
      this.#waiting.forEach(message => this.#worker.postMessage(message))
    }

    postMessage(message) {
      if (this.#worker) this.#worker.postMessage(message)
      else this.#waiting.push(message)
    }

    terminate() {
      this.#worker?.terminate()
    }
  }

  // Every other worker is what it always was.
  window.Worker = new Proxy(window.Worker, {
    construct(Eager, [url, ...options]) {
      const address = new URL(url, document.baseURI) // which instant navigation will change
      const start = () => new Eager(address, ...options)
      return address.pathname.includes("/workers/search.") ? new LateWorker(start) : start()
    },
  })
})()
