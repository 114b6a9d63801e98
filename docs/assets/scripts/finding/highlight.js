// Marks on a page the words by which it was found (?h=...), and shows the first where the address names no place.
(() => {
  const words = (new URLSearchParams(location.search).get("h") ?? "").match(/[a-z0-9]+/gi)?.filter(word => word.length > 1)
  const article = document.querySelector("article.md-content__inner")
  if (!words || !article || article.querySelector("[data-md-highlight]")) return
  const wanted = new RegExp(`\\b(?:${words.map(word => word.slice(0, Math.max(3, word.length - 3))).join("|")})\\w*`, "gi")
  const texts = []
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("math, button, script, h1")) texts.push(walker.currentNode)
  for (const text of texts) {
    for (const { index, 0: found } of [...text.data.matchAll(wanted)].reverse()) {
      const mark = document.createElement("mark")
      mark.dataset.mdHighlight = ""
      const end = text.splitText(index)
      end.splitText(found.length)
      end.replaceWith(mark)
      mark.append(end)
    }
  }
  if (!location.hash) [...document.querySelectorAll("[data-md-highlight]")].find(mark => mark.checkVisibility?.())?.scrollIntoView({ block: "center" })
})()
