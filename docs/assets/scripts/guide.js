// Cards and follow-ups: show or hide all answers of a section, open the one that the address names, open all for print.
// Custom elements: load the module of each that is on the page.
(() => {
  const here = document.currentScript.src // known only while this script first runs
  const loading = new Set()

  // Each page names its edition, where a release gave it one; scripts and data of an edition stand in a folder of its own.
  const edition = () => document.querySelector("meta[name=edition]")?.content
  const ours = edition()
  const keepEdition = () => import(new URL("edition.js", here)).catch(() => undefined)
  // At a first visit the worker fetches and hashes what it keeps: not while the page begins, on a slow phone's processor.
  const settled = () => navigator.serviceWorker.controller ? keepEdition() : setTimeout(keepEdition, 2000)
  if (ours && navigator.serviceWorker) {
    if (document.readyState === "complete") settled()
    else addEventListener("load", settled)
  }

  // A page without elements pays nothing. On file:// nothing can be imported, and what stands inside the element stays.
  function loadElements() {
    for (const { localName } of document.querySelectorAll(":not(:defined)")) {
      if (loading.has(localName)) continue
      loading.add(localName)
      import(new URL(`elements/${localName}.js`, here)).catch(() => loading.delete(localName))
    }
  }

  function markFound() {
    if (new URLSearchParams(location.search).has("h")) {
      document.head.append(Object.assign(document.createElement("script"), { src: new URL("finding/highlight.js", here) }))
    }
  }

  const answers = kind => [...document.querySelectorAll(`.${kind} > details`)]
  const everyAnswer = () => [...answers("follow-up"), ...answers("flashcard")]

  function addButton(kind, what) {
    const first = document.querySelector(`.${kind}`)
    if (!first || document.querySelector(`.show-all.of-${kind}`)) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = `show-all of-${kind}`
    const allOpen = () => answers(kind).every(answer => answer.open)
    const label = () => button.textContent = `${allOpen() ? "Hide" : "Show"} all ${what}`
    button.addEventListener("click", () => {
      const open = !allOpen()
      answers(kind).forEach(answer => answer.open = open)
    })
    answers(kind).forEach(answer => answer.addEventListener("toggle", label))
    label()
    first.before(button)
  }

  function openNamed() {
    const named = document.getElementById(location.hash.slice(1))?.closest(".flashcard, .follow-up")
    if (named) named.querySelector("details").open = true
  }

  // The question is the largest target there is; a click on it does what its answer's own button does.
  document.addEventListener("click", ({ target }) => {
    const answer = target.closest(".flashcard > h3, .follow-up > h3")?.parentElement.querySelector("details")
    if (answer && !target.closest("a") && getSelection().isCollapsed) answer.open = !answer.open
  })

  // A term of another page: its note shows at rest, at focus and at the first touch; a second one follows the link.
  const termAt = ({ target }) => target.closest?.("a.term")
  const showNote = event => termAt(event) && import(new URL("elements/term-note.js", here))
    .then(({ showNote }) => showNote(termAt(event)), () => undefined)
  let rest
  let shown = false // when the finger came down
  document.addEventListener("pointerdown", event => shown = Boolean(termAt(event)?.hasAttribute("aria-describedby")))
  document.addEventListener("pointerover", event => {
    clearTimeout(rest)
    rest = setTimeout(showNote, 250, event)
  })
  document.addEventListener("focusin", showNote)
  document.addEventListener("click", event => {
    if (event.pointerType !== "touch" || !termAt(event) || shown) return
    event.preventDefault()
    event.stopPropagation()
    showNote(event)
  }, true)

  // What scrolls sideways must be reachable by keyboard.
  const wide = new ResizeObserver(entries => entries.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
    else target.removeAttribute("tabindex")
  }))

  // While somebody writes, Material wraps the tables of a page and adds copy buttons, in landmarks without a name; the
  // build has done it for the site.
  function mendMaterial() {
    wide.disconnect()
    document.querySelectorAll(".md-typeset__scrollwrap, div.maths, pre > code").forEach(box => wide.observe(box))
    document.querySelectorAll(".headerlink:not([tabindex])").forEach(link => link.tabIndex = -1) // a stop for each heading is too many
    document.querySelectorAll(".md-code__nav:not([role])").forEach(nav => nav.setAttribute("role", "presentation"))
  }

  function onPage() {
    if (edition() !== ours) return location.reload() // an instant click brought a page of another edition
    addButton("follow-up", "strong answers")
    addButton("flashcard", "answers")
    openNamed()
    loadElements()
    markFound()
    setTimeout(mendMaterial)
  }

  let closed = []
  addEventListener("beforeprint", () => {
    closed = everyAnswer().filter(answer => !answer.open)
    closed.forEach(answer => answer.open = true)
  })
  addEventListener("afterprint", () => closed.forEach(answer => answer.open = false))
  addEventListener("hashchange", openNamed)
  window.location$?.subscribe(openNamed) // a search result on the page at hand changes no hash

  // With instant navigation, Material's document$ stays silent on file://.
  if (window.document$ && location.protocol !== "file:") document$.subscribe(onPage)
  else onPage()
})()
