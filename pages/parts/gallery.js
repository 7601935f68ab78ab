// **bold** and ==marked==, as in Markdown
const written = caption =>
  caption.split(/(\*\*.+?\*\*|==.+?==)/).map(part => {
    const kind = { "**": "b", "==": "mark" }[part.slice(0, 2)]
    if (!kind || part.length < 5) return part
    const made = document.createElement(kind)
    made.append(part.slice(2, -2))
    return made
  })

// Filled anew on each page: making buttons and laying them out takes much longer.
const empty = () => {
  const button = document.createElement("button")
  const image = document.createElement("span")
  image.setAttribute("role", "img")
  button.append(image)
  return button
}

export default function ({ data, parentElement, setTriggerValue }) {
  const gallery = parentElement.querySelector(".gallery")
  gallery.classList.toggle("sheet", data.side === null)
  gallery.style.setProperty("--side", `${data.side}px`)
  gallery.setAttribute("aria-label", data.label)
  const { indices, names, captions, strip } = data
  const shown = indices.join() + captions.join()
  if (gallery.dataset.shown !== shown) {
    gallery.dataset.shown = shown
    // As a rule it is read once; as a custom property for each image.
    parentElement.querySelector(".strip").textContent =
      `.gallery span { background-image: url(${strip}) }`
    const focused = gallery.contains(gallery.getRootNode().activeElement)
    while (gallery.childElementCount > indices.length) gallery.lastChild.remove()
    while (gallery.childElementCount < indices.length) gallery.append(empty())
    const last = Math.max(indices.length - 1, 1)
    indices.forEach((index, i) => {
      const button = gallery.children[i]
      const image = button.firstChild
      button.tabIndex = i ? -1 : 0  // one stop for Tab; arrow keys go on from there
      button.dataset.index = index
      button.title = names[i]
      image.setAttribute("aria-label", names[i])
      image.style.backgroundPositionY = `${100 * i / last}%`
      const caption = captions[i] ?? ""
      if (button.dataset.caption !== caption) {
        button.dataset.caption = caption
        button.replaceChildren(image, ...written(caption))
      }
    })
    if (focused) gallery.firstChild?.focus()
  }
  const reach = button => {
    for (const other of gallery.children) other.tabIndex = other === button ? 0 : -1
    button.focus()
  }
  if (data.reveal) gallery.scrollIntoView({ block: "nearest" })
  // An image that was opened from here is closed: whoever has no mouse goes on there.
  const closed = gallery.querySelector(`[data-index="${data.focus}"]`)
  if (closed && document.activeElement === document.body) reach(closed)
  gallery.onclick = event => {
    const button = event.target.closest("button")
    if (button) setTriggerValue("opened", Number(button.dataset.index))
  }
  gallery.onkeydown = event => {
    const button = event.target.closest("button")
    const buttons = [...gallery.children]
    const columns = getComputedStyle(gallery).gridTemplateColumns.split(" ").length
    const steps = {
      ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns
    }
    const next = buttons[buttons.indexOf(button) + steps[event.key]]
    if (!button || !next) return
    event.preventDefault()
    event.stopPropagation()
    reach(next)
  }
}
