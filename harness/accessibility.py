"""What axe-core finds wrong with a page for people who see, hear or move otherwise."""

from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from harness.rest import wait_for_rest

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OF_COLOURS = ["color-contrast", "link-in-text-block"]

_IS_IN = """scheme => {
  const app = document.querySelector("[data-testid=stApp]")
  const [red] = getComputedStyle(app).backgroundColor.match(/[0-9]+/)
  return (red < 128) === (scheme === "dark")
}"""


def violations(page: Page, *, within: str | None = None) -> list[str]:
    """Check a page at rest; give a line for each element that breaks a rule.

    Shadow roots, where components of our own lie, are searched too. `within` is a CSS
    selector, for one part of the page.
    """
    return _broken(_RULES, page, within)


def violations_in_both_schemes(page: Page, *, within: str | None = None) -> list[str]:
    """Check a page in light, then in dark, without opening it anew; it stays dark.

    Only the rules of colours are looked at in both: all else is the same.
    """
    schemes: dict[Literal["light", "dark"], list[str]]
    schemes = {"light": _RULES, "dark": _OF_COLOURS}
    found = []
    for scheme, rules in schemes.items():
        wait_for_rest(page)
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(_IS_IN, arg=scheme, timeout=60_000)
        page.wait_for_timeout(400)  # charts draw themselves, and colours fade over
        found += [f"{scheme}: {line}" for line in _broken(rules, page, within)]
    return found


def _broken(rules: list[str], page: Page, within: str | None) -> list[str]:
    wait_for_rest(page)
    found = Axe().run(
        page,
        context=within,
        options={"runOnly": rules, "resultTypes": ["violations"]},
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
