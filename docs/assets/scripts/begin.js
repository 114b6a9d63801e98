// The build puts this at the end of each page, in place of the page's scripts, which are named by links instead: they are
// fetched behind all else and begin, in their order, when the page has been painted, so that it can be read before anything
// runs. In a tab in the background they do not wait for it, and where no paint is told they wait two seconds.
{
  document.documentElement.classList.replace("no-js", "js")
  let waiting = [...document.querySelectorAll("link[as=script]")]
  const begin = () => {
    const scripts = waiting.map(link => Object.assign(document.createElement("script"), { src: link.href, async: false }))
    waiting = []
    document.body.append(...scripts)
  }
  new PerformanceObserver(begin).observe({ type: "paint", buffered: true })
  setTimeout(begin, document.hidden ? 0 : 2000)
}
