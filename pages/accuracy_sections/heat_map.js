const element = (name, attributes, ...children) => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    made.setAttribute(key, value)
  made.append(...children)
  return made
}
export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  table.setAttribute("aria-label", data.label)
  table.style.setProperty("--ink", data.ink)
  const body = table.tBodies[0]
  if (!body.children.length) {
    const digits = data.shown.map((_, digit) => digit)
    const head = table.tHead.rows[1]
    head.append(...digits.map(read => element("th", { scope: "col" }, read)))
    body.append(...digits.map(digit => element("tr", {},
      element("th", { scope: "row" }, digit),
      ...digits.map(read => element("td", {},
        element("button", { "data-cell": [digit, read] }))))))
  }
  for (const button of body.querySelectorAll("button")) {
    const [digit, read] = button.dataset.cell.split(",").map(Number)
    const strength = data.strength[digit][read]
    button.textContent = data.shown[digit][read]
    button.title = data.told[digit][read]
    button.setAttribute("aria-label", data.told[digit][read])
    button.setAttribute("aria-pressed", String(data.chosen) === `${digit},${read}`)
    // No darker than the text on it can be read on.
    button.style.setProperty("--strength", `${5 + 55 * strength}%`)
    button.onclick = () => setTriggerValue("cell", [digit, read])
  }
  // One stop for Tab, the chosen cell; arrow keys go on from there.
  const reach = ([digit, read], focus) => {
    const next = body.rows[digit]?.querySelectorAll("button")[read]
    if (!next) return
    for (const button of body.querySelectorAll("button"))
      button.tabIndex = button === next ? 0 : -1
    if (focus) next.focus()
  }
  if (!body.contains(body.getRootNode().activeElement)) reach(data.chosen, false)
  body.onkeydown = event => {
    const step = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1]
    }[event.key]
    const cell = event.target.dataset.cell?.split(",").map(Number)
    if (!step || !cell) return
    event.preventDefault()
    reach(cell.map((digit, i) => digit + step[i]), true)
  }
}
