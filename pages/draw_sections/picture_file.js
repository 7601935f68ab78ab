// A picture that is pasted anywhere on the page; reduced, as a photo is read no larger.
const SIDE = 2400         // pixels
const MOST = 3_900_000    // characters of an address

export default function ({ parentElement, setTriggerValue }) {
  const place = parentElement.host?.closest("[data-testid=stElementContainer]")
  if (place) place.style.display = "none"
  const paste = async event => {
    const items = [...event.clipboardData?.items ?? []]
    const file = items.find(item => item.type.startsWith("image/"))?.getAsFile()
    if (!file) return
    event.preventDefault()
    setTriggerValue("picture", await address(file))
  }
  parentElement.listening?.abort()  // that of the run before
  const listening = parentElement.listening = new AbortController()
  document.addEventListener("paste", paste, { signal: listening.signal })
  return () => listening.abort()
}

async function address(file) {
  let bitmap
  try {
    bitmap = await createImageBitmap(file)
  } catch {
    return "data:,"  // the server says what it is not
  }
  const share = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement("canvas")
  canvas.width = Math.max(1, Math.round(bitmap.width * share))
  canvas.height = Math.max(1, Math.round(bitmap.height * share))
  const pen = canvas.getContext("2d")
  pen.fillStyle = "#fff"  // under what is transparent, which JPEG cannot be
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = "high"
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  for (const quality of [0.92, 0.75, 0.5]) {
    const made = canvas.toDataURL("image/jpeg", quality)
    if (made.length < MOST) return made
  }
  return "data:,"
}
