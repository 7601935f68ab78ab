"""The README's picture, taken from the running app: ``make screenshots``."""

from pathlib import Path

from benchmarks.side_by_side import apps_and_pages
from harness.pen import DIGITS, draw_with_mouse

PICTURE = Path(__file__).parents[1] / "docs" / "draw.png"


def main() -> None:
    """Draw a digit on the Draw page and save what is seen."""
    with apps_and_pages("app.py") as [(address, page)]:
        page.set_viewport_size({"width": 1280, "height": 740})
        page.goto(address)
        page.locator("canvas.upper-canvas").wait_for()
        page.wait_for_timeout(1500)
        draw_with_mouse(page, DIGITS[3])
        page.get_by_role("img", name="Your drawing as the model gets it").wait_for()
        page.mouse.move(0, 0)
        page.wait_for_timeout(1500)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
    print(PICTURE)


if __name__ == "__main__":
    main()
