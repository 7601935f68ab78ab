const MOVES = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]
}
const LONGEST = 3000  // ms that the server may take to answer a step

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector("div")
  const img = parentElement.querySelector("img")
  const value = parentElement.querySelector("figcaption")
  const dialog = frame.getRootNode().host?.closest("[role=dialog]")
  // Called for a run that was overtaken as well: canvas.js says why.
  const end = () => {
    if (!parentElement.isConnected) frame.listening.abort()
  }
  // Drawn anew for another reason, while the server has not yet answered a step.
  if (frame.dataset.awaiting === data.run) return end
  let values
  const leave = () => {
    delete frame.dataset.at
    value.textContent = data.hint
  }
  const put = shown => {
    values = shown.values
    img.src = shown.source
    img.alt = shown.alt
    const title = dialog?.querySelector("h2 p")?.firstChild
    if (title && shown.title) title.nodeValue = shown.title
    leave()
  }
  delete frame.dataset.awaiting
  put(data.shown)
  const show = (row, column) => {
    const pixel = values[28 * row + column]
    if (pixel === undefined) return
    frame.dataset.at = [row, column]
    frame.style.setProperty("--left", `${100 * column / 28}%`)
    frame.style.setProperty("--top", `${100 * row / 28}%`)
    value.textContent = `Row ${row}, column ${column}: ${pixel} of 255`
  }
  img.onpointermove = img.onpointerdown = event => {
    const cell = length => Math.floor(28 * length / img.clientWidth)
    show(cell(event.offsetY), cell(event.offsetX))
  }
  img.onpointerleave = frame.onblur = leave
  frame.onkeydown = event => {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    event.stopPropagation()  // else they go to the next image
    const at = frame.dataset.at?.split(",").map(Number) ?? [13, 13]
    show(...at.map((place, i) => Math.min(Math.max(place + move[i], 0), 27)))
  }

  hearSteps(frame, dialog, data, put)
  return end
}

// The next image is shown at once; what is known of it follows from the server.
function hearSteps(frame, dialog, data, put) {
  frame.listening?.abort()
  const { signal } = frame.listening = new AbortController()
  const take = step => {
    frame.dataset.awaiting = data.run
    put(step.shown)
    const unheard = setTimeout(() => {
      delete frame.dataset.awaiting
      put(data.shown)
    }, LONGEST)
    signal.addEventListener("abort", () => clearTimeout(unheard))
  }
  // A further step has to wait for the answer: Streamlit makes one of several at a time.
  const press = (step, event) => {
    if (!frame.dataset.awaiting) {
      take(step)
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!event.repeat) frame.further.push(step.button)  // a key that is held needs none
  }
  const of = step => `.st-key-${step.button} button`
  const button = step => step && dialog?.querySelector(of(step))
  const ears = { signal, capture: true }
  dialog?.addEventListener("click", event => {
    const step = data.steps.find(step => event.target.closest(of(step)))
    if (step) press(step, event)
  }, ears)
  // As Streamlit hears a shortcut: not while one types, nor without its button.
  window.addEventListener("keydown", event => {
    if (event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return
    if (event.composedPath().some(each => each === frame ||
      each.matches?.("input, textarea, select") || each.isContentEditable)) return
    const step = data.steps.find(({ shortcut }) => shortcut === event.key)
    const pressed = button(step)
    if (pressed && !pressed.disabled && pressed.checkVisibility()) press(step, event)
  }, ears)

  const further = frame.further?.shift()
  const next = button(data.steps.find(step => step.button === further))
  if (next) next.click()
  else frame.further = []
}
