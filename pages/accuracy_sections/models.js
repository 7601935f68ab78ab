const made = (name, ...children) => {
  const element = document.createElement(name)
  element.append(...children)
  return element
}

export default function ({ data, parentElement, setTriggerValue }) {
  const cards = parentElement.querySelector(".cards")
  cards.setAttribute("aria-label", data.label)
  const focused = cards.getRootNode().activeElement?.name
  cards.replaceChildren(...data.cards.map(card => {
    const box = made("input")
    box.type = "checkbox"
    box.name = card.name
    box.checked = data.chosen.includes(card.name)
    box.onchange = () => {
      if (cards.querySelector(":checked")) setTriggerValue("toggled", card.name)
      else box.checked = true  // of the last one the figures stay
    }
    const errors = made("span", made("b", card.errors), ` ${card.of}`)
    errors.className = "errors"
    const label = made("label", box, card.title, errors, made("small", card.drawings))
    label.title = card.name
    label.style.setProperty("--colour", card.colour)
    return label
  }))
  if (focused) cards.querySelector(`input[name="${focused}"]`)?.focus()
}
