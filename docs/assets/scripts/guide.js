// Flashcards: show or hide all answers, open the one that the address names, open all for print.
(() => {
  const answers = () => [...document.querySelectorAll(".flashcard > details")]

  function addButton() {
    const first = document.querySelector(".flashcard")
    if (!first || document.querySelector(".show-all")) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "show-all"
    const allOpen = () => answers().every(answer => answer.open)
    const label = () => button.textContent = allOpen() ? "Hide all answers" : "Show all answers"
    button.addEventListener("click", () => {
      const open = !allOpen()
      answers().forEach(answer => answer.open = open)
    })
    answers().forEach(answer => answer.addEventListener("toggle", label))
    label()
    first.before(button)
  }

  function openNamed() {
    const card = document.getElementById(location.hash.slice(1))?.closest(".flashcard")
    if (card) card.querySelector("details").open = true
  }

  // What scrolls sideways must be reachable by keyboard.
  const wide = new ResizeObserver(entries => entries.forEach(({ target }) => {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
    else target.removeAttribute("tabindex")
  }))

  // Material wraps the tables of a page and adds copy buttons, in landmarks without a name.
  function mendMaterial() {
    wide.disconnect()
    document.querySelectorAll(".md-typeset__scrollwrap, div.maths").forEach(box => wide.observe(box))
    document.querySelectorAll(".md-code__nav").forEach(nav => nav.setAttribute("role", "presentation"))
  }

  function onPage() {
    addButton()
    openNamed()
    setTimeout(mendMaterial)
  }

  let closed = []
  addEventListener("beforeprint", () => {
    closed = answers().filter(answer => !answer.open)
    closed.forEach(answer => answer.open = true)
  })
  addEventListener("afterprint", () => closed.forEach(answer => answer.open = false))
  addEventListener("hashchange", openNamed)
  window.location$?.subscribe(openNamed) // a search result on the page at hand changes no hash

  // With instant navigation, Material's document$ stays silent on file://.
  if (window.document$ && location.protocol !== "file:") document$.subscribe(onPage)
  else onPage()
})()
