const push = History.prototype.pushState
let returning = null  // the address to have once the browser is back

const named = address => address.searchParams.has("index")

function keep(state, title, address) {
  const from = new URL(location), to = new URL(address, location)
  if (returning !== null) {
    returning = address
  } else if (to.pathname !== from.pathname) {
    push.call(history, state, title, address)
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
  if (returning === null) return
  event.stopImmediatePropagation()  // the script has run already
  history.replaceState(history.state, "", returning)
  returning = null
}

export default function ({ parentElement }) {
  // Nothing to see: it takes no gap between its neighbours either.
  const place = parentElement.host?.closest("[data-testid=stElementContainer]")
  if (place) place.style.display = "none"
  if (history.pushState !== push) return
  history.pushState = keep
  addEventListener("popstate", arrive, true)
}
