// **bold** and ==marked==, as in Markdown
const written = caption =>
  caption.split(/(\*\*.+?\*\*|==.+?==)/).map(part => {
    const kind = { "**": "b", "==": "mark" }[part.slice(0, 2)]
    if (!kind || part.length < 5) return part
    const made = document.createElement(kind)
    made.append(part.slice(2, -2))
    return made
  })

export default function ({ data, parentElement, setTriggerValue }) {
  const gallery = parentElement.querySelector(".gallery")
  gallery.classList.toggle("sheet", data.side === null)
  gallery.style.setProperty("--side", `${data.side}px`)
  gallery.setAttribute("aria-label", data.label)
  const { indices, names, captions, strip } = data
  const shown = indices.join() + captions.join()
  if (gallery.dataset.shown !== shown) {
    gallery.dataset.shown = shown
    gallery.style.setProperty("--strip", `url(${strip})`)
    const focused = gallery.contains(gallery.getRootNode().activeElement)
    gallery.replaceChildren(...indices.map((index, i) => {
      const button = document.createElement("button")
      button.tabIndex = i ? -1 : 0  // one stop for Tab; arrow keys go on from there
      button.dataset.index = index
      button.title = names[i]
      const image = document.createElement("span")
      image.setAttribute("role", "img")
      image.setAttribute("aria-label", names[i])
      const last = Math.max(indices.length - 1, 1)
      image.style.backgroundPositionY = `${100 * i / last}%`
      button.append(image, ...written(captions[i] ?? ""))
      return button
    }))
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
