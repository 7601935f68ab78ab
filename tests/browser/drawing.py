"""What the tests of Draw look at."""

from playwright.sync_api import Locator, Page, expect


def prediction(page: Page) -> Locator:
    metric = page.get_by_test_id("stMetric").filter(has_text="Prediction")
    return metric.get_by_test_id("stMetricValue")


def open_draw(page: Page, server: str) -> None:
    page.goto(server)
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    expect(prediction(page)).to_have_text("–")


def canvas_box(page: Page) -> tuple[float, float, float]:
    box = page.locator("canvas.upper-canvas").bounding_box()
    assert box
    return box["x"], box["y"], box["width"]
