// The browser's history: Back leads to pages and opened images only, and an image is
// closed by going back. Streamlit adds an entry for every address that a script sets,
// and has no way to replace one. This stands in the page's head: whoever listens to
// popstate first is heard first, and Streamlit must not run a script for a way back
// that the script itself has sent.
(() => {
  const push = History.prototype.pushState
  const first = new URL("./", location).pathname  // the first page's
  let returning = null  // the address to have once the browser is back
  let leaving = false  // for another page, whose addresses come before its own entry

  const named = address => address.searchParams.has("index")

  function keep(state, title, address) {
    const from = new URL(location), to = new URL(address, location)
    if (to.pathname !== from.pathname) {
      leaving = false
      push.call(history, state, title, address)
    } else if (leaving) {
      return
    } else if (returning !== null) {
      returning = address
    } else if (named(to) && !named(from)) {
      push.call(history, { opened: true }, title, address)
    } else if (named(from) && !named(to) && history.state?.opened) {
      returning = address  // the image is closed: leave its entry, not a copy of it
      history.back()
    } else {
      history.replaceState(history.state, title, address)
    }
  }

  function arrive(event) {
    leaving = false
    if (returning === null) return
    event.stopImmediatePropagation()  // the script has run already
    history.replaceState(history.state, "", returning)
    returning = null
  }

  function follow(event) {
    const link = event.composedPath().find(element => element.localName === "a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const to = new URL(link.href)
    // Streamlit's own links to the first page have an address without a path.
    const path = /^(\?|$)/.test(link.getAttribute("href")) ? first : to.pathname
    leaving = to.origin === location.origin && path !== location.pathname
  }

  history.pushState = keep
  addEventListener("popstate", arrive)
  addEventListener("click", follow, true)
})()
