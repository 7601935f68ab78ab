const AROUND = 0.8    // of a digit's usual height, left free around all of them
const LEAST = 5       // digits' heights that are seen at least, across and down
const WORTH = 0.75    // of the picture: a part that is hardly less shows all of it
const NEAR = 0.7      // of a digit's height: a click as near to a digit is meant for it
const LABEL = 0.55    // of a digit's height, where there is room

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame")
  const view = parentElement.querySelector(".view")
  const picture = frame.querySelector(".picture")
  const image = picture.querySelector("img")
  const digits = picture.querySelector(".digits")
  const { boxes, size: [width, height] } = data
  const all = [0, 0, width, height]
  const usual = median(boxes.map(([, top,, bottom]) => bottom - top)) ?? height
  if (image.src !== data.image) {
    image.src = data.image
    delete digits.dataset.whole
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 })
  }
  image.alt = `The picture you gave, with ${boxes.length} digits found`

  // Where the digits are small in the picture, its part with the digits is shown.
  const part = around(boxes, usual, width, height)
  const look = () => {
    const whole = !part || digits.dataset.whole
    const [left, top, right, bottom] = whole ? all : part
    const [across, down] = [right - left, bottom - top]
    // As wide as its place, and never higher than most of the window.
    frame.style.aspectRatio = `${across} / ${down}`
    frame.style.width = `min(100%, calc(${across / down} * var(--high)))`
    frame.style.setProperty("--label", `${100 * label(boxes, usual) / across}cqw`)
    lay(picture, all, whole ? all : part)
    view.hidden = !part
    view.textContent = whole ? "Show the digits larger" : "Show the whole picture"
  }
  view.onclick = () => {
    if (digits.dataset.whole) delete digits.dataset.whole
    else digits.dataset.whole = true
    look()
  }
  look()

  const shown = JSON.stringify([data.size, boxes, data.names, data.chosen])
  if (digits.dataset.shown !== shown) {
    digits.dataset.shown = shown
    digits.dataset.chosen = data.chosen
    const focused = digits.contains(digits.getRootNode().activeElement)
    const margin = 0.06 * usual
    digits.replaceChildren(...boxes.map((box, i) => {
      const [left, top, right, bottom] = box
      const button = document.createElement("button")
      button.title = data.names[i]
      button.setAttribute("aria-label", data.names[i])
      button.classList.toggle("doubtful", data.doubtful[i])
      button.classList.toggle("high", top < LABEL * usual)
      const wider = [left - margin, top - margin, right + margin, bottom + margin]
      lay(button, wider, all)
      const answer = document.createElement("span")
      answer.textContent = data.answers[i]
      button.append(answer)
      return button
    }))
    if (focused) digits.children[data.chosen]?.focus()
  }

  // One stop for Tab; arrow keys go on from there. Marked before the server answers.
  const mark = chosen => {
    digits.dataset.chosen = chosen
    for (const [i, button] of [...digits.children].entries()) {
      button.setAttribute("aria-pressed", i === chosen)
      button.tabIndex = i === chosen ? 0 : -1
    }
  }
  mark(Number(digits.dataset.chosen))
  frame.onclick = event => {
    const buttons = [...digits.children]
    let chosen = buttons.indexOf(event.target.closest("button"))
    if (chosen < 0) {
      const seen = image.getBoundingClientRect()
      const scale = width / seen.width
      const [x, y] = [event.clientX - seen.left, event.clientY - seen.top]
      chosen = nearest(boxes, x * scale, y * scale, NEAR * usual)
    }
    if (chosen < 0) return
    mark(chosen)
    buttons[chosen].focus()
    setTriggerValue("chosen", chosen)
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

const median = numbers => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]

function lay(element, [left, top, right, bottom], [x, y, farX, farY]) {
  const [across, down] = [farX - x, farY - y]
  const place = { left: (left - x) / across, top: (top - y) / down,
                  width: (right - left) / across, height: (bottom - top) / down }
  for (const [name, share] of Object.entries(place)) {
    element.style[name] = `${100 * share}%`
  }
}

// The part of the picture that the digits are in; nothing if that is most of it.
function around(boxes, usual, width, height) {
  if (!boxes.length) return
  const spread = (low, high, size) => {
    const free = Math.max(AROUND * usual, (LEAST * usual - (high - low)) / 2)
    return [Math.max(low - free, 0), Math.min(high + free, size)]
  }
  const least = side => Math.min(...boxes.map(box => box[side]))
  const most = side => Math.max(...boxes.map(box => box[side]))
  const [left, right] = spread(least(0), most(2), width)
  const [top, bottom] = spread(least(1), most(3), height)
  if (right - left > WORTH * width && bottom - top > WORTH * height) return
  return [left, top, right, bottom]
}

// How large answers may be so that hardly one lies over another digit or answer.
function label(boxes, usual) {
  const free = boxes.map(([left, top, right, bottom]) => {
    let size = LABEL * usual
    for (const other of boxes) {
      const beside = other[1] < bottom && other[3] > top
      const above = other[0] < right && other[2] > left && other[3] <= (top + bottom) / 2
      if (beside && other[0] > left) size = Math.min(size, other[0] - left)
      else if (above) size = Math.min(size, (top - other[3]) / 1.15)
    }
    return size
  })
  return free.toSorted((a, b) => a - b)[free.length >> 3] ?? 0
}

function nearest(boxes, x, y, farthest) {
  const far = boxes.map(([left, top, right, bottom]) =>
    Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)))
  const least = Math.min(...far, farthest)
  return far.indexOf(least)
}
