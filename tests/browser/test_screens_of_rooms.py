"""Dataset, Accuracy and Misclassified on small screens."""

from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from harness.rest import wait_for_rest
from tests.browser.rooms import ROOMS

_SIDEWAYS = """() => [...document.querySelectorAll("*")]
  .filter(e => e.scrollWidth > e.clientWidth + 1
    && ["auto", "scroll"].includes(getComputedStyle(e).overflowX)
    && !e.closest("pre"))
  .map(e => `${e.dataset.testid} ${e.className}`)"""


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_scrolls_sideways(same_page: Page, server: str, room: str):
    found = []
    same_page.set_viewport_size({"width": 1024, "height": 768})
    same_page.goto(f"{server}/{room}")
    expect(same_page.get_by_role("heading").first).to_be_visible()
    wait_for_rest(same_page)
    for width in (1024, 390):
        same_page.set_viewport_size({"width": width, "height": 768})
        same_page.wait_for_timeout(300)  # charts follow the window
        with suppress(TimeoutError):  # so does the navigation, not at once
            same_page.wait_for_function(f"!({_SIDEWAYS})().length", timeout=30_000)
        if same_page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"the page at {width}")
        found += [f"{part} at {width}" for part in same_page.evaluate(_SIDEWAYS)]
    assert not found, "\n".join(found)


def test_filters_unfold_on_a_phone(phone: Page, server: str):
    phone.goto(f"{server}/dataset")
    three = phone.get_by_role("button", name="3", exact=True)
    expect(phone.locator(".gallery button").first).to_be_visible()
    expect(three).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    three.tap()
    expect(phone.get_by_text("7,141 images")).to_be_visible()


def test_a_chosen_page_is_seen_at_twice_the_size(browser: Browser, server: str):
    # A window of 1440 x 900 at 200 % zoom.
    page = browser.new_page(viewport={"width": 720, "height": 450})
    page.goto(f"{server}/dataset")
    expect(page.locator(".gallery button").first).to_be_visible()
    page.get_by_role("link", name="Accuracy").click()
    heading = page.get_by_role("heading", name="Accuracy")
    expect(heading).to_be_in_viewport()
    heading.click()  # and nothing lies over it
    page.close()
