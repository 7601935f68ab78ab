export default function ({ data, parentElement }) {
  const img = parentElement.querySelector("img")
  const value = parentElement.querySelector("figcaption")
  img.src = data.source
  img.alt = data.alt
  value.textContent = data.hint
  img.onpointermove = img.onpointerdown = event => {
    const cell = length => Math.floor(28 * length / img.clientWidth)
    const row = cell(event.offsetY), column = cell(event.offsetX)
    const pixel = data.values[28 * row + column]
    if (pixel !== undefined)
      value.textContent = `Row ${row}, column ${column}: ${pixel} of 255`
  }
  img.onpointerleave = () => { value.textContent = data.hint }
}
