"""axe-core finds nothing on Dataset, Accuracy, Misclassified and in the dialog."""

from playwright.sync_api import Page, expect

from harness.accessibility import violations_in_both_schemes
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
