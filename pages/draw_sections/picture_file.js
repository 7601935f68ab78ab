// A picture that is pasted or dropped anywhere on the page; reduced, as a photo is read
// no larger.
const SIDE = 2400         // pixels
const MOST = 3_900_000    // characters of an address
const LARGEST = 2_900_000 // bytes that make no more of them

export default function ({ parentElement, setTriggerValue }) {
  const place = parentElement.host?.closest("[data-testid=stElementContainer]")
  if (place) place.style.display = "none"
  const take = async (event, transfer) => {
    const files = [...transfer?.items ?? []].filter(item => item.kind === "file")
    const file = files[0]?.getAsFile()
    if (!file || isForUploader(event)) return
    event.preventDefault()
    setTriggerValue("picture", {
      ...await content(file), others: files.length > 1,
    })
  }
  parentElement.listening?.abort()  // that of the run before
  const listening = parentElement.listening = new AbortController()
  const here = { signal: listening.signal }
  document.addEventListener("paste", event => take(event, event.clipboardData), here)
  document.addEventListener("drop", event => take(event, event.dataTransfer), here)
  document.addEventListener("dragover", event => {
    const carried = event.dataTransfer?.types ?? []
    if (carried.includes("Files") && !isForUploader(event)) event.preventDefault()
  }, here)
  return () => listening.abort()
}

const isForUploader = event => event.composedPath()
  .some(element => element.dataset?.testid === "stFileUploaderDropzone")

async function content(file) {
  let bitmap
  try {
    bitmap = await createImageBitmap(file)
  } catch {
    // The server says what it is, and reads a TIFF, which browsers do not.
    return {
      address: await asItIs(file.slice(0, LARGEST)), cut: file.size > LARGEST,
    }
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
    if (made.length < MOST) return { address: made }
  }
  return { address: "data:," }
}

function asItIs(file) {
  return new Promise(done => {
    const reader = new FileReader()
    // A folder cannot be read: of it comes nothing, which is no picture either.
    reader.onloadend = () => done(reader.result ?? "data:,")
    reader.readAsDataURL(file)
  })
}
