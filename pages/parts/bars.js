export default function ({ data, parentElement }) {
  const bars = parentElement.querySelector(".bars")
  parentElement.querySelector("p").textContent = data.title
  bars.role = "img"  // not before it has a name
  bars.ariaLabel = data.told
  bars.style.setProperty("--colour", data.colour)
  if (!bars.children.length) {
    bars.replaceChildren(...data.shown.map((_, digit) => {
      const row = document.createElement("div")
      const length = document.createElement("span")
      length.append(document.createElement("i"), document.createElement("small"))
      row.append(String(digit), length)
      return row
    }))
  }
  data.probabilities.forEach((probability, digit) => {
    const row = bars.children[digit]
    row.className = digit === data.best ? "best" : ""
    const [length, share] = row.lastChild.children
    length.style.width = `calc(${probability} * (100% - 5rem))`
    share.textContent = data.shown[digit]
  })
}
