"""axe-core finds nothing on Dataset, Accuracy, Misclassified and in the dialog."""

from playwright.sync_api import Page, expect

from harness.accessibility import violations_in_both_schemes
from harness.rest import wait_for_rest
from tests.browser.rooms import ROOMS


def test_nothing_keeps_people_out(page: Page, server: str):
    found = []
    for room in ROOMS:
        page.goto(f"{server}/{room}")
        expect(page.get_by_role("heading").first).to_be_visible()
        wait_for_rest(page)
        within = None
        if "index=" in room:
            within = "[role=dialog]"
            bars = page.locator(within).get_by_role("img", name="Most probable digits")
            expect(bars).to_have_count(2)
        lines = violations_in_both_schemes(page, within=within)
        found += [f"{room}: {line}" for line in lines]
    assert not found, "\n".join(found)
