"""What axe-core finds wrong with a page for people who see, hear or move otherwise."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from harness.rest import wait_for_rest

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, *, within: str | None = None) -> list[str]:
    """Check a page at rest; give a line for each element that breaks a rule.

    Shadow roots, where components of our own lie, are searched too. `within` is a CSS
    selector, for one part of the page.
    """
    wait_for_rest(page)
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
