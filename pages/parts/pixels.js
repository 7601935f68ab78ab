const STEPS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]
}
const LONGEST = 3000  // ms that the server may take to answer a step

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector("div")
  const img = parentElement.querySelector("img")
  const value = parentElement.querySelector("figcaption")
  const dialog = frame.getRootNode().host?.closest("[role=dialog]")
  // Streamlit says again what was there before, until the server answers a step.
  if (frame.dataset.left === data.run) return
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
  delete frame.dataset.left
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
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()  // else they go to the next image
    const at = frame.dataset.at?.split(",").map(Number) ?? [13, 13]
    show(...at.map((place, i) => Math.min(Math.max(place + step[i], 0), 27)))
  }

  // The next image is shown at once; what is known of it follows from the server.
  const go = following => {
    if (!following || frame.dataset.left) return
    frame.dataset.left = data.run
    put(following.shown)
    setTimeout(() => {  // it has not been heard
      if (frame.dataset.left !== data.run) return
      delete frame.dataset.left
      put(data.shown)
    }, LONGEST)
  }
  frame.listening?.abort()
  frame.listening = new AbortController()
  const { signal } = frame.listening
  const of = ({ button }) => `.st-key-${button} button`
  dialog?.addEventListener("click", event => {
    go(data.ahead.find(each => event.target.closest(of(each))))
  }, { signal })
  document.addEventListener("keydown", event => {
    const { key, target, ctrlKey, shiftKey, altKey, metaKey } = event
    if (ctrlKey || shiftKey || altKey || metaKey) return
    if (target.closest?.("input, textarea")) return
    const following = data.ahead.find(({ shortcut }) => shortcut === key)
    // Before its button is there Streamlit does not hear a shortcut.
    if (following && dialog.querySelector(of(following))?.checkVisibility()) go(following)
  }, { signal })
  return () => frame.listening.abort()
}
