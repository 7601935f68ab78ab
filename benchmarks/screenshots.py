"""The README's pictures, taken from the running app: ``make screenshots``."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from benchmarks.side_by_side import apps_and_pages
from harness.pen import draw_with_mouse, number
from harness.rest import wait_for_rest

DOCS = Path(__file__).parents[1] / "docs"

BOTH = "models=oriented-gradients&models=logistic-regression"
ERRORS = "misclassified?errors_by=logistic-regression"
# Each picture's address and height, and what is on the screen when it is there.
ROOMS = {
    "dataset": ("dataset?view=Map&clusters=Errors", 840, ".st-key-map canvas"),
    "accuracy": (f"accuracy?{BOTH}&true=4&read=9", 940, ".gallery button"),
    "misclassified": (f"{ERRORS}&label=2", 800, ".gallery button"),
    "image": (f"{ERRORS}&label=2&index=62098", 800, "[alt^='Evidence picture']"),
}


def main() -> None:
    """Take a picture of a number on Draw, and one of every other page."""
    with apps_and_pages("app.py") as [(address, page)]:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        page.locator("canvas.upper-canvas").wait_for()
        page.wait_for_timeout(1500)
        draw_with_mouse(page, number("42"), 0.4)
        page.locator(".boxes rect").nth(1).wait_for()
        page.mouse.move(0, 0)
        _save(page, "draw")
        for name, (room, height, ready) in ROOMS.items():
            page.set_viewport_size({"width": 1280, "height": height})
            page.goto(f"{address}/{room}")
            page.locator(ready).first.wait_for()
            _save(page, name)


def _save(page: Page, name: str) -> None:
    """Save what is seen, in 128 colours: a third of the bytes, and nobody can tell."""
    wait_for_rest(page)
    page.wait_for_timeout(1500)  # charts draw themselves
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    path = DOCS / f"{name}.png"
    shown.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
