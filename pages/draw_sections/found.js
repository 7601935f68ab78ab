export default function ({ data, parentElement, setTriggerValue }) {
  const picture = parentElement.querySelector(".picture")
  const image = picture.querySelector("img")
  const digits = picture.querySelector(".digits")
  const [width, height] = data.size
  picture.style.aspectRatio = `${width} / ${height}`
  // As wide as its place, and never higher than most of the window.
  picture.style.width = `min(100%, ${75 * width / height}vh)`
  if (image.src !== data.image) image.src = data.image
  image.alt = `The picture you gave, with ${data.boxes.length} digits found`

  const shown = JSON.stringify([data.size, data.boxes, data.answers])
  if (digits.dataset.shown !== shown) {
    digits.dataset.shown = shown
    const focused = digits.contains(digits.getRootNode().activeElement)
    const heights = data.boxes.map(([, top,, bottom]) => (bottom - top) / height)
    const usual = heights.toSorted((a, b) => a - b)[heights.length >> 1] ?? 0
    digits.style.setProperty("--size", `${35 * usual}vh`)
    digits.replaceChildren(...data.boxes.map(([left, top, right, bottom], i) => {
      const button = document.createElement("button")
      button.dataset.number = i
      button.title = data.names[i]
      button.setAttribute("aria-label", data.names[i])
      button.classList.toggle("doubtful", data.doubtful[i])
      button.classList.toggle("high", top < 0.06 * height)
      const margin = 0.004 * Math.max(width, height)
      const place = { left: (left - margin) / width, top: (top - margin) / height,
                      width: (right - left + 2 * margin) / width,
                      height: (bottom - top + 2 * margin) / height }
      for (const [name, share] of Object.entries(place)) {
        button.style[name] = `${100 * share}%`
      }
      const answer = document.createElement("span")
      answer.textContent = data.answers[i]
      button.append(answer)
      return button
    }))
    if (focused) digits.children[data.chosen ?? 0]?.focus()
  }
  // One stop for Tab; arrow keys go on from there.
  for (const [i, button] of [...digits.children].entries()) {
    button.setAttribute("aria-pressed", i === data.chosen)
    button.tabIndex = i === (data.chosen ?? 0) ? 0 : -1
  }
  digits.onclick = event => {
    const button = event.target.closest("button")
    if (button) setTriggerValue("chosen", Number(button.dataset.number))
  }
  digits.onkeydown = event => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    const buttons = [...digits.children]
    const next = buttons[buttons.indexOf(event.target.closest("button")) + step]
    if (!step || !next) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  }
}
