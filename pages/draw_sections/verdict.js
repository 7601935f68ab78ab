export default function ({ data, parentElement }) {
  const status = parentElement.querySelector("p")
  status.style.setProperty("--lines", data.lines)
  status.className = data.lines > 1 ? "several" : ""
  // Said anew only when it has changed, and after whatever is being said.
  if (status.textContent !== data.words) status.textContent = data.words
}
