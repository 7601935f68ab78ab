"""What axe-core finds wrong with a page for people who see, hear or move otherwise."""

from contextlib import suppress
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, TimeoutError

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# While the server takes long, Streamlit shows what may be outdated half transparent.
_NOTHING_FADES = """() => [...document.querySelectorAll("[data-stale]")]
  .every(each => each.dataset.stale === "false"
    && getComputedStyle(each).opacity === "1")"""


def violations(page: Page, *, within: str | None = None) -> list[str]:
    """Check a page at rest; give a line for each element that breaks a rule.

    Shadow roots, where components of our own lie, are searched too. `within` is a CSS
    selector, for one part of the page.
    """
    with suppress(TimeoutError):  # then what is still pale is told
        page.wait_for_function(_NOTHING_FADES, timeout=30_000)
    found = Axe().run(
        page,
        context=within,
        options={"runOnly": _RULES, "resultTypes": ["violations"]},
    )
    return [
        f"{rule['id']}: {_path(node['target'])}: {_reason(node)}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def _path(target: list[Any]) -> str:
    # Within a shadow root the selectors that lead there come as a list.
    return " > ".join(part if isinstance(part, str) else _path(part) for part in target)


def _reason(node: dict[str, Any]) -> str:
    checks = node["any"] + node["all"] + node["none"]
    return "; ".join(check["message"] for check in checks)
