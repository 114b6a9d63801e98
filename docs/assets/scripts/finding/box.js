// What Material's search box is told: ready, then for each query what was found, the best first.
(() => {
  const READY = 1
  const QUERY = 2
  const FOUND = 3
  const WAYS = "../../search/" // from the scripts to the files of words

  const onDisk = location.protocol === "file:" // where a folder shows its files, not its page

  const safe = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)

  // Files of words are scripts, since a page opened from a disk may load nothing else.
  const files = new Map()
  globalThis.searchData = (name, value) => files.set(name, value)
  const fileLoader = loadScript => async name => {
    if (!files.has(name)) await loadScript(`${WAYS}${name}.js`)
    return files.get(name)
  }

  function marked(text, words) {
    const wanted = words.filter(word => word.length > 1).map(word => `\\b${word.slice(0, Math.max(3, word.length - 3))}\\w*`)
    return safe(text).replace(new RegExp(wanted.join("|") || "(?!)", "gi"), found => `<mark data-md-highlight>${found}</mark>`)
  }

  globalThis.searchBox = (loadScript, tell) => {
    const finder = new globalThis.Finder(fileLoader(loadScript))
    let asked = 0

    async function answer(query) {
      const now = ++asked
      const { hits, meant } = query.trim() ? await finder.find(query) : { hits: [], meant: new Map() }
      if (now !== asked) return // something else was typed meanwhile
      const words = Object.keys(hits[0]?.terms ?? {})
      const items = hits.map(({ url, title, about, terms, score }) =>
        [{ location: onDisk ? url.replace(/(^|\/)(?:\.\/)?(?=#|$)/, "$1index.html") : url, title: marked(title, words), text: safe(about), terms, score }])
      tell({ type: FOUND, data: { items } })
      if (hits.length === finder.most) say("and more")
      if (query.trim() && !hits.length) say(`Nothing here says “${query.trim()}”; try the name of what it is about`)
      if (meant.size) say(`searched for ${[...meant.values()].map(word => `“${word}”`).join(", ")}`)
    }

    tell({ type: READY })
    return ({ type, data }) => type === QUERY ? answer(data).catch(() => say("Search cannot be loaded; are you offline?")) : undefined
  }

  function say(text) {
    const line = document.querySelector(".md-search-result__meta")
    line.textContent = /^\d/.test(line.textContent) ? `${line.textContent}, ${text}` : text
  }
})()
