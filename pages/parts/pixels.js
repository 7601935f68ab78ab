const STEPS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]
}

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector("div")
  const img = parentElement.querySelector("img")
  const value = parentElement.querySelector("figcaption")
  img.src = data.source
  img.alt = data.alt
  const show = (row, column) => {
    const pixel = data.values[28 * row + column]
    if (pixel === undefined) return
    frame.dataset.at = [row, column]
    frame.style.setProperty("--left", `${100 * column / 28}%`)
    frame.style.setProperty("--top", `${100 * row / 28}%`)
    value.textContent = `Row ${row}, column ${column}: ${pixel} of 255`
  }
  const leave = () => {
    delete frame.dataset.at
    value.textContent = data.hint
  }
  leave()
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
  const title = frame.getRootNode().host?.closest("[role=dialog]")
    ?.querySelector("h2 p")?.firstChild
  if (title && data.title) title.nodeValue = data.title
}
