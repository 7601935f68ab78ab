"""Numbers in words, the same on every page."""

import re


def percent(share: float) -> str:
    """Write a share from 0 to 1 as a percentage that never rounds up to certainty."""
    if share < 0.001:
        return "0 %" if share == 0 else "< 0.1 %"
    return "> 99.9 %" if share > 0.999 else f"{share:.1%}".replace("%", " %")


def plain(text: str, longest: int = 20) -> str:
    """Quote what somebody typed, so that it is shown and never taken for Markdown."""
    shown = text[:longest] + ("…" if len(text) > longest else "")
    return re.sub(r"([^\w\s…]|_)", r"\\\1", " ".join(shown.split()))


def images(n: int) -> str:
    """Write how many images: "1 image", "1,000 images"."""
    return "1 image" if n == 1 else f"{n:,} images"
