"""A click on another page's name leads there, whatever else it does."""

import pytest
from playwright.sync_api import Page, expect

from harness.rest import wait_for_rest


@pytest.mark.parametrize(
    ("room", "menu"),
    [
        ("", "Take it along"),
        ("", "Picture"),
        ("dataset", "Index"),
        ("accuracy", "Download"),
    ],
)
def test_an_open_menu_does_not_hold_people_back(
    page: Page, server: str, room: str, menu: str
):
    page.goto(f"{server}/{room}")
    for _ in range(3):
        page.get_by_role("button", name=menu).first.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        page.get_by_role("link", name="Misclassified").first.click()
        expect(page.get_by_role("heading", name="Misclassified")).to_be_visible()
        wait_for_rest(page)
        page.wait_for_timeout(500)  # for whatever would lead back
        expect(page.get_by_role("heading", name="Misclassified")).to_be_visible()
        page.go_back()
        expect(page.get_by_role("button", name=menu).first).to_be_visible()
