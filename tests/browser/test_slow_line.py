"""Answers that come fast over a slow line leave no broken image behind."""

from playwright.sync_api import Page, Response, expect

from harness.pen import DIGITS, draw_with_mouse
from harness.slow_line import slow_line
from tests.browser.drawing import open_draw, prediction

_ALL = """() => {
  const images = root => [...root.querySelectorAll('*')].flatMap(
    one => [...(one.tagName === 'IMG' ? [one] : []),
            ...(one.shadowRoot ? images(one.shadowRoot) : [])])
  return images(document).map(one => !one.complete || one.naturalWidth > 0)
}"""


def test_what_the_model_gets_is_whole_after_every_stroke(page: Page, server: str):
    missing: list[str] = []

    def look_at(response: Response) -> None:
        if response.status >= 400:
            missing.append(response.url)

    page.on("response", look_at)
    with slow_line(server) as line:
        open_draw(page, line.address)
        line.seconds = 0.3
        seen = 0
        for digit in (8, 4, 0, 7, 1, 5):
            draw_with_mouse(page, DIGITS[digit], 0.4)
            whole = page.evaluate(_ALL)
            assert all(whole)
            seen = max(seen, len(whole))
        line.seconds = 0
        image = page.get_by_role("img", name="What the model gets")
        expect(image).to_be_visible()
        expect(prediction(page)).not_to_have_text("–")
        assert all(page.evaluate(_ALL))
    assert seen
    assert missing == []
