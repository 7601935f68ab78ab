const cell = (name, text) => {
  const made = document.createElement(name)
  made.append(text)
  return made
}
export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  table.setAttribute("aria-label", data.label)
  table.tHead.rows[0].replaceChildren(...data.columns.map(([title, help]) => {
    const head = cell("th", title)
    head.scope = "col"
    if (help) head.title = help
    return head
  }))
  const focused = table.getRootNode().activeElement?.name
  table.tBodies[0].replaceChildren(...data.rows.map(([name, ...figures]) => {
    const row = document.createElement("tr")
    const box = document.createElement("input")
    box.type = "checkbox"
    box.name = name
    box.checked = data.chosen.includes(name)
    const label = cell("label", box)
    label.append(name)
    const head = cell("th", label)
    head.scope = "row"
    row.className = box.checked ? "chosen" : ""
    row.append(head, ...figures.map(figure => cell("td", figure)))
    row.onclick = event => {
      event.preventDefault()
      setTriggerValue("toggled", name)
    }
    return row
  }))
  if (focused) table.querySelector(`input[name="${focused}"]`)?.focus()
}
