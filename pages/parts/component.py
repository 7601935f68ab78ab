"""Components of our own, each of files that lie beside the module that shows it."""

from hashlib import sha256
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

SCRIPTS: dict[str, str] = {}
"""What the server gives to browsers, by its address: components' long scripts."""

# Streamlit sends a component's script along with its data, at each run of the page. A
# long one comes once, from an address that changes with it.
_FROM_THE_SERVER = """
const server = document.querySelector("script[type=module][src]").src
const script = import(new URL("../../ADDRESS", server))
export default function (component) {
  let end, ended = false
  script.then(({ default: show }) => { if (!ended) end = show(component) }, () => {
    component.parentElement.innerHTML = `<p role="alert">
      This part of the page did not load. Reload the page to see it.</p>`
  })
  return () => { ended = true; end?.() }
}
"""


def component(module: str, *, long: bool = False) -> ComponentRenderer:
    """Register the component whose HTML, CSS and JavaScript lie beside a module.

    Parameters
    ----------
    module : str
        The module's ``__file__``; its component has the same name.
    long : bool, default=False
        Whether its script is so long that the browser gets it once, by `SCRIPTS`,
        rather than with each run of the page.

    Returns
    -------
    callable
        Shows the component, as `st.components.v2.component` describes.
    """
    file = Path(module)
    html, css, js = (
        beside.read_text("utf-8") if beside.exists() else None
        for beside in map(file.with_suffix, (".html", ".css", ".js"))
    )
    if long and js is not None:
        address = script_address(file)
        SCRIPTS[address] = js
        js = _FROM_THE_SERVER.replace("ADDRESS", address)
    return st.components.v2.component(file.stem, html=html, css=css, js=js)


def script_address(file: Path) -> str:
    """Return the address of the script beside a module, which changes with it."""
    script = file.with_suffix(".js")
    return f"scripts/{script.stem}.{sha256(script.read_bytes()).hexdigest()[:8]}.js"
