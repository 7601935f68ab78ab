export default function ({ data, parentElement }) {
  const image = parentElement.querySelector(".image")
  if (image.src !== data.image) image.src = data.image
  image.alt = data.alt
  parentElement.querySelector(".caption").textContent = data.caption
  const steps = parentElement.querySelector(".steps")
  while (steps.children.length > data.steps.length) steps.lastChild.remove()
  data.steps.forEach(([address, caption], i) => {
    if (!steps.children[i]) {
      const step = document.createElement("figure")
      step.append(new Image(), document.createElement("figcaption"))
      steps.append(step)
    }
    const [picture, words] = steps.children[i].children
    if (picture.src !== address) picture.src = address
    picture.alt = ""  // the caption says it
    words.textContent = caption
  })
}
