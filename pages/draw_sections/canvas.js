// The drawing lives in the browser and goes to the server, never back: whatever the
// server says late, it cannot overtake a stroke. streamlit-drawable-canvas draws; its
// script is called from here rather than by Streamlit, so that pens, undo and clear act
// at once, with no way to the server and back.
const KEPT = "digit-lab-drawing"  // in the storage of the tab
const SIDE = 280                  // pixels of the canvas
const CELL = SIDE / 28            // what an arrow key moves
const PARTS = 8                   // of a pixel, in which strokes are kept
const STEPS = 200                 // that can be taken back
const FARTHEST = 2000             // pixels from the canvas that a stroke may get
const PATIENCE = 3000             // milliseconds until something is said again

const canvases = new WeakMap()

export default function ({ data, parentElement, setStateValue }) {
  let canvas = canvases.get(parentElement)
  if (!canvas) canvases.set(parentElement, canvas = new Canvas(parentElement))
  canvas.hear(data, drawing => setStateValue("drawing", drawing))
  return () => {
    // Streamlit also calls this amid a stroke, for a run that was overtaken by the next
    // (streamlit/streamlit#17017): the canvas stays as long as its place does.
    if (parentElement.isConnected) return
    canvas.remove()
    canvases.delete(parentElement)
  }
}

const name = () => Math.random().toString(36).slice(2)
const middle = (a, b) => (a + b) / 2

// A stroke is {width, erase, points: [x, y, x, y, ...]} with points in parts of a pixel,
// or {image: address of 28x28 pixels}.
function stroke(object) {
  const points = object.path.filter(([command]) => command !== "M")
    .flatMap(([, x, y]) => [x, y])
    .map(part => Math.round(Math.max(-FARTHEST, Math.min(FARTHEST, part)) * PARTS))
  return { width: object.strokeWidth, erase: object.stroke === "#000000", points }
}

// As the library's own pen makes them.
function object(stroke) {
  if (stroke.image) {
    return {
      type: "Image", src: stroke.image, imageSmoothing: false, width: 28, height: 28,
      left: SIDE / 2, top: SIDE / 2, originX: "center", originY: "center",
      scaleX: CELL, scaleY: CELL,
    }
  }
  const points = stroke.points.map(part => part / PARTS)
  const path = [["M", points[0], points[1]]]
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x, y, nextX, nextY] = points.slice(i, i + 4)
    path.push(["Q", x, y, middle(x, nextX), middle(y, nextY)])
  }
  const hair = points.length > 2 ? 0 : stroke.width / 1000  // or a dot would be nothing
  path.push(["L", points.at(-2) + hair, points.at(-1)])
  return {
    type: "Path", path, fill: null, stroke: stroke.erase ? "#000000" : "#ffffff",
    strokeWidth: stroke.width, strokeLineCap: "round", strokeLineJoin: "round",
  }
}

class Canvas {
  strokes = []
  past = []         // the strokes before each step, the last step at the end
  future = []       // those that were taken back
  tool = { width: 18, erase: false }
  pen = this.tool   // the last that was no eraser
  put = null        // what the server last put on the canvas
  id = null         // of the drawing, anew at each step
  waiting = []      // commands, and events of the pointer, that cannot be done yet
  repeating = false // whether such an event is being done
  lifted = null     // the timer after which a stroke that is done is reported
  revision = 0
  wait = PATIENCE

  constructor(root) {
    this.root = root.querySelector(".room")
    this.place = root.querySelector(".place")
    this.status = root.querySelector("[role=status]")
    this.remember()
    this.listen()
  }

  // ---- the server ----
  hear(data, send) {
    this.send = send
    if (data.seen === this.id) this.heard()
    this.showBoxes(data)
    if (!this.script) {
      this.told = data.seen
      this.start(data.script)
    }
    const put = data.put
    if (put && put.token !== this.put) {
      this.put = put.token
      this.when(() => {
        this.step(put.under ? [...put.strokes, ...this.strokes] : put.strokes)
        this.change()
      })
    }
    if (this.picture && this.strokes.length && data.seen === null) this.tell()
  }

  tell() {
    const { id, put, strokes, picture } = this
    this.send({ id, put, strokes, picture })
    // What is said while the connection is broken is lost: say it until it is heard.
    clearTimeout(this.again)
    this.again = setTimeout(() => {
      if (this.told === this.id) this.tell()
    }, this.wait)
    this.wait = Math.min(2 * this.wait, 30_000)
  }

  heard() {
    clearTimeout(this.again)
    this.wait = PATIENCE
  }

  // ---- the library ----
  async start(script) {
    const server = document.querySelector("script[type=module][src]").src
    this.script = import(new URL(`../../${script}`, server)).catch(() => null)
    const library = await this.script
    if (this.removed) return
    if (!library) {
      this.place.querySelector(".hint").textContent = this.status.textContent =
        "The canvas did not load. Reload the page to draw."
      return
    }
    this.library = library.default
    this.render([])
    this.button = this.place.querySelector("[title^=Update]")
    this.change()
  }

  render(strokes) {
    this.end = this.library({
      data: {
        fillColor: "#eee", strokeWidth: this.tool.width,
        strokeColor: this.tool.erase ? "#000000" : "#ffffff",
        backgroundColor: "#000000", backgroundImageURL: null,
        realtimeUpdateStreamlit: true, canvasWidth: SIDE, canvasHeight: SIDE,
        drawingMode: "freedraw", displayRadius: 3, returnImageData: true,
        disabled: false, backgroundImageFit: "stretch", maxDisplayHeight: null,
        fontSize: 20, label: "",
        initialDrawing: strokes ? this.shown = {
          objects: strokes.map(object), background: "#000000", revision: ++this.revision,
        } : this.shown,
      },
      parentElement: this.place,
      setStateValue: (name, value) => {
        if (name === "drawing") this.report(value.raw.objects, value.data)
      },
    })
  }

  // The library shows something else; it reports when it has.
  change() {
    this.changing = true
    this.picture = null  // it is not of these strokes
    this.patience = setTimeout(() => this.changed(), 3000)
    this.render(this.strokes)
    this.mark()
  }

  changed() {
    clearTimeout(this.patience)
    this.changing = false
    this.place.classList.add("ready")
    this.go()
  }

  report(objects, picture) {
    // As it was before the change.
    if (this.changing && objects.length !== this.strokes.length) return
    this.picture = picture
    // More than one where the browser was too busy to tell of each.
    for (const added of objects.slice(this.strokes.length)) {
      this.step([...this.strokes, stroke(added)])
    }
    const changed = this.changing
    if (this.told !== this.id) this.tell()
    this.told = this.id
    if (changed) this.changed()
    this.mark()
  }

  // ---- steps ----
  // At once, or when the stroke or the change that is under way is done.
  when(command) {
    this.waiting.push({ command })
    this.go()
  }

  // In the order in which they came, but that a stroke goes on to its end.
  go() {
    while (this.library && !this.changing && this.waiting.length) {
      const next = this.down ? this.waiting.findIndex(({ event }) => event) : 0
      if (next < 0) return
      const [{ command, event, target }] = this.waiting.splice(next, 1)
      if (command) {
        this.tellStroke()
        command()
      } else {
        this.repeating = true
        target.dispatchEvent(new event.constructor(event.type, event))
        this.repeating = false
      }
    }
  }

  step(strokes) {
    this.past = [...this.past, this.strokes].slice(-STEPS)
    this.future = []
    this.strokes = strokes
    this.keep()
  }

  undo() {
    if (!this.past.length) return
    this.future.push(this.strokes)
    this.strokes = this.past.pop()
    this.keep()
    this.change()
  }

  redo() {
    if (!this.future.length) return
    this.past.push(this.strokes)
    this.strokes = this.future.pop()
    this.keep()
    this.change()
  }

  clear() {
    this.choose(this.pen)
    if (!this.strokes.length) return
    this.step([])
    this.change()
  }

  choose(tool) {
    this.tool = tool
    if (!tool.erase) this.pen = tool
    this.keep(this.id)
    this.render(null)
    this.mark()
  }

  // ---- the tab's storage ----
  keep(id = name()) {
    this.id = id
    const { strokes, past, future, tool, pen, put } = this
    // Each stroke once; the steps are lists of their numbers.
    const all = [...new Set([...past, strokes, ...future].flat())]
    const numbers = new Map(all.map((stroke, number) => [stroke, number]))
    const steps = [...past, strokes, ...future.toReversed()]
      .map(step => step.map(stroke => numbers.get(stroke)))
    try {
      sessionStorage.removeItem(KEPT)  // an older drawing would come back otherwise
      sessionStorage.setItem(
        KEPT, JSON.stringify({ id, all, steps, at: past.length, tool, pen, put })
      )
    } catch { /* full or forbidden: the drawing lasts as long as the page */ }
  }

  remember() {
    try {
      const { all, steps, at, ...rest } = JSON.parse(sessionStorage.getItem(KEPT))
      all.map(object)  // or it is not used
      const drawings = steps.map(step => step.map(number => all[number]))
      const [past, future] = [drawings.slice(0, at), drawings.slice(at + 1).reverse()]
      Object.assign(this, { ...rest, strokes: drawings[at], past, future })
    } catch { /* nothing that can be used */ }
  }

  // ---- pointer, keys and buttons ----
  listen() {
    const { place, root } = this
    const here = { signal: (this.ears = new AbortController()).signal, capture: true }
    for (const type of ["mousedown", "touchstart"]) {
      place.addEventListener(type, event => this.press(event), here)
    }
    for (const type of ["mousemove", "touchmove"]) {
      document.addEventListener(type, event => this.hold(event), here)
    }
    for (const type of ["mouseup", "touchend", "touchcancel"]) {
      document.addEventListener(type, event => this.lift(event), here)
    }
    document.addEventListener("keydown", event => this.shortcut(event), here)
    place.addEventListener("keydown", event => this.walk(event), here)
    place.addEventListener("blur", () => this.write(this.written), here)
    root.querySelector(".tools").addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (button?.dataset.does) this.when(() => this[button.dataset.does]())
      else if (button) this.when(() => this.choose(tool(button)))
    }, here)
    const pens = [...root.querySelectorAll("[role=radio]")]
    root.querySelector("[role=radiogroup]").addEventListener("keydown", event => {
      const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (!way) return
      event.preventDefault()
      const at = pens.findIndex(pen => pen.tabIndex === 0)
      const next = pens.at((at + way) % pens.length)
      next.focus()
      this.when(() => this.choose(tool(next)))
    }, here)
  }

  // Any other button of the mouse would end the library's stroke.
  press(event) {
    if (event.button) return event.stopImmediatePropagation()
    if (event.target.tagName !== "CANVAS" || this.down) return
    if (!this.repeating && (this.changing || this.waiting.length)) {
      event.stopImmediatePropagation()
      this.waiting.push({ event, target: event.target })
      return
    }
    this.tellStroke()
    this.down = { canvas: event.target, touch: event.changedTouches?.[0].identifier }
    this.place.classList.add("busy")
  }

  // What follows a press that waits has to wait as well.
  hold(event) {
    if (!this.repeating && this.waiting.some(({ event }) => event)) {
      this.waiting.push({ event, target: event.target })
    }
  }

  lift(event) {
    this.hold(event)
    if (!this.down) return
    if (event.button) return event.stopImmediatePropagation()
    const { canvas, touch } = this.down
    const touches = [...event.changedTouches ?? []]
    if ((event.type === "mouseup") !== (touch === undefined)) return
    if (touch !== undefined && !touches.some(end => end.identifier === touch)) return
    if (event.type === "touchcancel" || event.touches?.length) {
      // The library would wait for all fingers, and for ever for one the system took.
      canvas.dispatchEvent(new TouchEvent("touchend", {
        bubbles: true, cancelable: true, composed: true, changedTouches: touches,
      }))
    }
    this.down = null
    this.lifted = setTimeout(() => {  // when the library has it
      this.tellStroke()
      this.go()
    })
  }

  // The library reports the stroke that was drawn last, now.
  tellStroke() {
    if (!this.lifted) return
    clearTimeout(this.lifted)
    this.lifted = null
    this.place.classList.remove("busy")
    this.button.click()
  }

  shortcut(event) {
    const from = event.composedPath()[0]
    const typing = from.isContentEditable || from.matches?.("input, textarea, select")
    const elsewhere = typing || document.querySelector("[data-testid=stDialog]")
    if (elsewhere || event.altKey) return
    const key = event.key.toLowerCase()
    const control = event.ctrlKey || event.metaKey
    let command
    if (control && key === "z") command = event.shiftKey ? "redo" : "undo"
    else if (control && key === "y") command = "redo"
    else if (!control && key === "delete") command = "clear"
    else return
    event.preventDefault()
    event.stopPropagation()
    this.when(() => this[command]())
  }

  // Drawing by keyboard, from cell to cell.
  walk(event) {
    const ways = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
    }
    const way = ways[event.key]
    this.cell ??= [13, 13]
    if (way) {
      this.cell = this.cell.map((at, i) => Math.max(0, Math.min(27, at + way[i])))
      this.written?.push(...this.point())
    } else if (event.key === " " || event.key === "Enter") {
      if (this.written) this.write(this.written)
      else this.written = this.point()
    } else if (event.key === "Escape" && this.written) this.write(null)
    else return
    event.preventDefault()
    event.stopPropagation()
    this.mark()
    const [column, row] = this.cell
    const pen = this.written ? "pen down" : "pen up"
    this.status.textContent = `row ${row + 1}, column ${column + 1}, ${pen}`
  }

  point() {
    return this.cell.map(at => (at + 0.5) * CELL * PARTS)
  }

  write(points) {
    this.written = null
    if (points) {
      const { width, erase } = this.tool
      this.when(() => {
        this.step([...this.strokes, { width, erase, points }])
        this.change()
      })
    }
    this.mark()
  }

  // ---- what is seen ----
  mark() {
    const { root, place, tool: { width, erase } } = this
    place.classList.toggle("boxed", this.boxed === this.id)
    place.classList.toggle("drawn", this.strokes.length > 0 || Boolean(this.written))
    for (const pen of root.querySelectorAll("[role=radio]")) {
      const chosen = Number(pen.dataset.width) === width
      pen.setAttribute("aria-checked", chosen)
      pen.tabIndex = chosen ? 0 : -1
    }
    const can = { undo: this.past.length, redo: this.future.length,
                  clear: this.strokes.length }
    for (const [does, possible] of Object.entries(can)) {
      root.querySelector(`[data-does=${does}]`).setAttribute("aria-disabled", !possible)
    }
    const over = place.querySelector(".over")
    over.classList.toggle("down", Boolean(this.written))
    const [x, y] = (this.cell ?? [13, 13]).map(at => (at + 0.5) * CELL)
    for (const circle of over.querySelectorAll("circle")) {
      circle.setAttribute("cx", x)
      circle.setAttribute("cy", y)
    }
    const line = over.querySelector("polyline")
    line.setAttribute("points", (this.written ?? []).map(part => part / PARTS).join(" "))
    line.style.stroke = erase ? "#000" : "#fff"
    line.style.strokeWidth = width
  }

  // Round the digits of a number; of this drawing, or none.
  showBoxes({ seen, boxes, doubtful, chosen }) {
    this.boxed = seen
    this.place.querySelector(".boxes").replaceChildren(
      ...boxes.map(([left, top, right, bottom], i) => {
        const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect")
        // Apart from the ink, but within the canvas.
        const [x, y] = [left - 4, top - 4].map(edge => Math.max(edge, 1))
        const [endX, endY] = [right + 4, bottom + 4].map(e => Math.min(e, SIDE - 1))
        const box = { x, y, rx: 4, width: endX - x, height: endY - y }
        for (const [name, value] of Object.entries(box)) rect.setAttribute(name, value)
        rect.classList.toggle("chosen", i === chosen)
        rect.classList.toggle("doubtful", doubtful[i])
        return rect
      }))
    this.mark()
  }

  remove() {
    this.removed = true
    clearTimeout(this.patience)
    clearTimeout(this.again)
    clearTimeout(this.lifted)
    this.ears.abort()
    this.end?.()
  }
}

function tool(button) {
  return { width: Number(button.dataset.width), erase: "erase" in button.dataset }
}
