// Finds pages, questions and cards by what people type. Pure: the files of words come from the function `load`.
(() => {
  const UNSAID = new Set(("a about an and any are as at be been between but by can compare could describe did difference "
    + "do does explain for from had has have how i if in into is it its me my not of on one or our should so some tell "
    + "than that the their them then there these they this to versus vs was we were what when where which who why "
    + "will with would you your").split(" "))
  const ENDINGS = /(?:'s|ing|ed|es|er|s)$/
  const LITTLE = new Set("ai anthropic app apps application applications chatgpt claude gemini genai gpt llm llms model models openai production system systems".split(" "))
  const MEANT = 0.8 // how much a word says that stands for what was typed
  const BEST = 50
  const NAMED = 0.4 // how much more a hit is worth whose name is what was typed, where that is little
  const FEW = 3 // words

  const partsOf = text => text.toLowerCase().match(/[a-z0-9]+/g) ?? []

  function saidIn(text) {
    const parts = partsOf(text)
    const said = parts.filter(part => !UNSAID.has(part))
    return said.length ? said : parts
  }

  // How much a name is what was typed, from 0 to 1: it says all of that, and little else.
  function likeness(name, parts) {
    const words = saidIn(name)
    const both = parts.filter(part => words.some(word => word.startsWith(part.replace(ENDINGS, "")))).length
    return (both / parts.length) ** 2 * Math.min(1, both / words.length) ** 0.5
  }

  class Finder {
    most = BEST // hits; what is found beyond them is left out
    #load
    #files = new Map()
    #start
    #means = new Map()

    constructor(load) {
      this.#load = load
    }

    // What is found, the best first: {url, title, about, terms, score}; and which words were taken for others.
    async find(query) {
      await this.#begin()
      const parts = saidIn(query)
      if (!parts.length) return { hits: [], meant: new Map() }
      const meant = new Map()
      const open = /\w$/.test(query) // the last word may go on
      const columns = await this.#columns(parts, open, meant)
      const terms = Object.fromEntries(parts.map(part => [meant.get(part) ?? part, true]))
      return { hits: this.#ranked(columns, parts).map(hit => ({ ...hit, terms })), meant }
    }

    async #begin() {
      if (this.#start) return
      this.#start = await this.#load("start")
      for (const [typed, meant] of Object.entries(this.#start.means)) this.#means.set(saidIn(typed).join(" "), meant)
    }

    // For each word that was typed, how much it says in which passage.
    async #columns(parts, open, meant) {
      const [singles, pairs, phrases] = await Promise.all([
        Promise.all(parts.map((part, at) => this.#word(part, open && at === parts.length - 1, meant))),
        Promise.all(parts.slice(1).map((part, at) => this.#exact(parts[at] + part))),
        this.#phrases(parts),
      ])
      const columns = singles.map(single => new Map(single))
      pairs.forEach((pair, at) => [at, at + 1].forEach(place => raise(columns[place], pair, 0.7)))
      for (const { from, size, column } of phrases) {
        for (let place = from; place < from + size; place++) raise(columns[place], column, MEANT / size)
      }
      return columns
    }

    // What is written in other words here: an abbreviation, a product.
    async #phrases(parts) {
      const found = []
      for (const size of [4, 3, 2, 1]) {
        for (let from = 0; from + size <= parts.length; from++) {
          const means = this.#means.get(parts.slice(from, from + size).join(" "))
          if (means) found.push({ from, size, column: total(await this.#columnsOf(partsOf(means))) })
        }
      }
      return found
    }

    async #columnsOf(parts) {
      const singles = await Promise.all(parts.map(part => this.#exact(part)))
      const pairs = await Promise.all(parts.slice(1).map((part, at) => this.#exact(parts[at] + part)))
      pairs.forEach((pair, at) => [at, at + 1].forEach(place => raise(singles[place], pair, 0.7)))
      return singles
    }

    async #word(word, open, meant) {
      const exact = await this.#exact(word)
      if (exact.size || word.length < 3) return exact
      const shorter = await this.#exact(word.replace(ENDINGS, ""))
      if (shorter.size) return shorter
      const begun = open ? await this.#begun(word) : new Map()
      if (begun.size) return begun
      const other = await this.#nearest(word)
      if (!other) return begun
      meant.set(word, other)
      return total(await this.#columnsOf(partsOf(other)))
    }

    async #exact(word) {
      const line = (await this.#file(word)).get(word)
      return line ? this.#column(line) : new Map()
    }

    async #begun(word) {
      const column = new Map()
      const lines = new Set()
      for (const [form, line] of await this.#file(word)) if (form.startsWith(word)) lines.add(line)
      for (const line of [...lines].sort((a, b) => b.length - a.length).slice(0, 5)) raise(column, this.#column(line), 1)
      return column
    }

    // The words that begin as this one, each with the passages of its group.
    async #file(word) {
      const begins = word.slice(0, 2)
      const number = this.#start.from.findLastIndex(first => first <= begins)
      if (!this.#files.has(number)) this.#files.set(number, this.#read(number))
      return this.#files.get(number)
    }

    async #read(number) {
      const lines = (await this.#load(String(number))).split("\n").map(line => line.split("|"))
      return new Map(lines.flatMap(([forms, says]) => forms.split(" ").map(form => [form, says])))
    }

    #column(says) {
      const column = new Map()
      let number = -1
      for (const [, gap, level] of says.matchAll(/([0-9a-z]*)([A-Z])/g)) {
        number += gap ? parseInt(gap, 36) : 1
        column.set(number, level.charCodeAt(0) - 64)
      }
      const all = this.#start.passages.length
      const rare = Math.log(1 + (all - column.size + 0.5) / (column.size + 0.5))
      for (const [number, level] of column) column.set(number, level * rare / 26)
      return column
    }

    // The word of this guide that somebody may have meant: a slip or two away, or two words run together.
    async #nearest(word) {
      if (word.length < 5) return ""
      const known = (await this.#load("words")).split(" ")
      const least = word.length < 8 ? 1 : 2
      let best = ["", least + 1]
      for (const other of known) {
        if (Math.abs(other.length - word.length) > least) continue
        const slips = distance(word, other) + (other[0] === word[0] ? 0 : 0.5)
        if (slips < best[1]) best = [other, slips]
      }
      if (best[0]) return best[0]
      const all = new Set(known)
      const cut = [...word].findIndex((_, at) => at > 2 && all.has(word.slice(0, at)) && all.has(word.slice(at)))
      return cut > 0 ? `${word.slice(0, cut)} ${word.slice(cut)}` : ""
    }

    #ranked(columns, parts) {
      columns.forEach((column, at) => LITTLE.has(parts[at]) && scale(column, 0.3))
      const short = Math.min(1, 0.7 + 0.1 * parts.length)
      const weights = columns.map(column => Math.max(0, ...column.values()))
      const whole = weights.reduce((sum, weight) => sum + weight, 0)
      const scores = new Map()
      columns.forEach((column, at) => {
        for (const [number, value] of column) {
          const entry = scores.get(number) ?? { score: 0, covered: 0 }
          entry.score += value
          entry.covered += weights[at] / whole
          scores.set(number, entry)
        }
      })
      const { passages } = this.#start
      const pageOf = number => { while (passages[number][0].startsWith("#")) number--; return number }
      const own = number => {
        const { score, covered } = scores.get(number) ?? { score: 0, covered: 0 }
        return score * (0.3 + 0.7 * covered)
      }
      const hits = [...scores.keys()].map(number => {
        const page = pageOf(number)
        const [url, title, about, weight] = passages[number]
        const named = parts.length > FEW || (page !== number && parts.length === 1) ? 1 : 1 + NAMED * likeness(title, parts)
        const score = named * weight * (page === number ? own(number) : short * (0.7 * own(number) + 0.3 * own(page)))
        return { page, url: page === number ? url : passages[page][0] + url, title, about: about || passages[page][1], score }
      })
      hits.sort((a, b) => b.score - a.score)
      return spread(hits.slice(0, BEST))
    }
  }

  // Two of a page, then the others.
  function spread(hits) {
    const seen = new Map()
    const late = hits.filter(({ page }) => seen.set(page, (seen.get(page) ?? 0) + 1).get(page) > 2)
    return [...hits.filter(hit => !late.includes(hit)), ...late]
  }

  function raise(column, other, factor) {
    for (const [number, value] of other) column.set(number, Math.max(column.get(number) ?? 0, value * factor))
  }

  function scale(column, factor) {
    for (const [number, value] of column) column.set(number, value * factor)
  }

  function total(columns) {
    const sum = new Map()
    for (const column of columns) for (const [number, value] of column) sum.set(number, (sum.get(number) ?? 0) + value)
    return sum
  }

  // How many slips (a letter more, less, other, or two exchanged) lie between two words.
  function distance(one, two) {
    let [before, row] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)]
    for (let i = 1; i <= one.length; i++) {
      const next = [i]
      for (let j = 1; j <= two.length; j++) {
        const same = one[i - 1] === two[j - 1] ? 0 : 1
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same)
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
      }
      [before, row] = [row, next]
    }
    return row[two.length]
  }

  globalThis.Finder = Finder
})()
