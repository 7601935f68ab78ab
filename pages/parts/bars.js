export default function ({ data, parentElement }) {
  const bars = parentElement.querySelector(".bars")
  bars.setAttribute("aria-label", data.told)
  if (!bars.children.length) {
    bars.replaceChildren(...data.shown.map((_, digit) => {
      const row = document.createElement("div")
      row.append(
        String(digit), document.createElement("i"), document.createElement("small")
      )
      return row
    }))
  }
  data.probabilities.forEach((probability, digit) => {
    const row = bars.children[digit]
    row.className = digit === data.best ? "best" : ""
    row.children[0].style.width = `calc(${probability} * (100% - 6rem))`
    row.children[1].textContent = data.shown[digit]
  })
}
