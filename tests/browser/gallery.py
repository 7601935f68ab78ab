"""What the tests of galleries look at."""

from playwright.sync_api import Locator, Page


def images(page: Page, gallery: str = "gallery") -> Locator:
    """The images that a gallery shows, by its key on the page."""
    return page.locator(f".st-key-{gallery} .gallery button")
