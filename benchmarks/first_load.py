"""How long the first visit takes on a slow line, from the address to a drawable canvas.

Chromium emulates the line: 1.6 Mbit/s with 150 ms each way, what people call 3G.
"""

import argparse

from playwright.sync_api import Browser, Page, Request, expect

from harness.chromium import running_chromium
from harness.serving import running_app

_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def _first_load(browser: Browser, address: str, files: bool) -> str:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page: Page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", _LINE)
    fetched: dict[str, int] = {}

    def finished(request: Request) -> None:
        fetched[request.url] = request.sizes()["responseBodySize"]

    page.on("requestfinished", finished)
    page.goto(address, wait_until="commit")
    expect(page.locator(".place.ready")).to_be_visible(timeout=120_000)
    seconds = page.evaluate("performance.now()") / 1000
    painted = page.evaluate(_PAINTED) / 1000
    if files:
        for url, size in sorted(fetched.items(), key=lambda item: -item[1])[:40]:
            print(f"  {size / 1000:8.1f} kB  {url.removeprefix(address)[:80]}")
    total = sum(fetched.values()) / 1e6
    context.close()
    return (
        f"{len(fetched)} files, {total:.2f} MB; something to see after "
        f"{painted:.1f} s, the canvas after {seconds:.1f} s"
    )


def main() -> None:
    """Measure the first load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", action="store_true", help="list the largest")
    options = parser.parse_args()
    with running_app() as address, running_chromium() as browser:
        for _ in range(2):
            print(_first_load(browser, address, options.files))
            options.files = False


if __name__ == "__main__":
    main()
