"""When a page has come to rest: everything is there and nothing is under way."""

from playwright.sync_api import Page

# Parts of Streamlit's page are fetched when they are first needed, the style sheets of
# our own among them: until then a skeleton stands there. And while the server takes
# long, what may be outdated is half transparent.
_AT_REST = """() => document.querySelector("[data-test-script-state=notRunning]")
  && !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-stale]")]
    .every(each => each.dataset.stale === "false"
      && getComputedStyle(each).opacity === "1")"""


def wait_for_rest(page: Page) -> None:
    """Wait until a page is at rest; Playwright's ``TimeoutError`` after a minute."""
    page.wait_for_function(_AT_REST, timeout=60_000)
