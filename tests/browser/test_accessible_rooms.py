"""axe-core finds nothing on Dataset, Accuracy, Misclassified and in the dialog."""

import pytest
from playwright.sync_api import Page, expect

from harness.accessibility import violations_in_both_schemes
from harness.rest import wait_for_rest
from tests.browser.rooms import ROOMS


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_keeps_people_out(same_page: Page, server: str, room: str):
    same_page.goto(f"{server}/{room}")
    expect(same_page.get_by_role("heading").first).to_be_visible()
    wait_for_rest(same_page)
    within = None
    if "index=" in room:
        within = "[role=dialog]"
        bars = same_page.locator(within).get_by_role("img", name="Most probable digits")
        expect(bars).to_have_count(2)
    found = violations_in_both_schemes(same_page, within=within)
    assert not found, "\n".join(found)
