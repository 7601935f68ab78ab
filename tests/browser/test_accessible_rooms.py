"""axe-core finds nothing on Dataset, Accuracy, Misclassified and in the dialog."""

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from harness.accessibility import violations
from harness.rest import wait_for_rest

BOTH = "models=oriented-gradients&models=logistic-regression"
ROOMS = [
    "dataset",
    "dataset?view=Digits",
    "dataset?view=Map&clusters=4",
    "dataset?index=161",
    "accuracy",
    f"accuracy?{BOTH}",
    f"accuracy?section=Per+digit&{BOTH}",
    f"accuracy?section=Confidence&{BOTH}",
    f"accuracy?section=Side+by+side&{BOTH}",
    f"accuracy?section=More+data&{BOTH}",
    "accuracy?section=2-detector",
    "misclassified",
    "misclassified?errors_by=oriented-gradients&compared_with=logistic-regression",
    "misclassified?studied=Training+suspects",
    "misclassified?index=61901",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(
    browser: Browser, server: str, scheme: Literal["light", "dark"]
):
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    found = []
    for room in ROOMS:
        page.goto(f"{server}/{room}")
        expect(page.get_by_role("heading").first).to_be_visible()
        wait_for_rest(page)
        page.wait_for_timeout(400)  # charts draw themselves
        within = None
        if "index=" in room:
            within = "[role=dialog]"
            bars = page.locator(within).get_by_role("img", name="Most probable digits")
            expect(bars).to_have_count(2)
        found += [f"{room}: {line}" for line in violations(page, within=within)]
    context.close()
    assert not found, "\n".join(found)
