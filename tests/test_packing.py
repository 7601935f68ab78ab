"""Strokes in addresses."""

import random

import numpy as np
import pytest

from pages.draw_sections.packing import PackingError, pack, unpack
from pages.parts.images import data_url

IMAGE = {"image": data_url(np.arange(784, dtype=np.uint8).reshape(28, 28))}


def drawing(seed: int) -> list[dict]:
    """As a hand draws: strokes of many short steps."""
    rng = np.random.default_rng(seed)
    return [
        {
            "width": width,
            "erase": erase,
            "points": (1000 + rng.integers(-60, 60, (50, 2)).cumsum(0))
            .ravel()
            .tolist(),
        }
        for width, erase in [(12, False), (18, False), (30, True)]
    ]


@pytest.mark.parametrize("strokes", [[], drawing(0), [IMAGE], [IMAGE, *drawing(1)]])
def test_what_was_packed_comes_out(strokes):
    assert unpack(pack(strokes)) == strokes


def test_a_digit_s_address_is_short():
    assert len(pack(drawing(2)[:1])) < 250


def test_what_was_cut_or_changed_is_refused_or_a_drawing():
    packed = pack([*drawing(3), IMAGE])
    choose = random.Random(0)
    for _ in range(300):
        place = choose.randrange(len(packed))
        cut = packed[:place]
        with pytest.raises(PackingError):
            unpack(cut)
        changed = cut + choose.choice("Aa0_-") + packed[place + 1 :]
        if changed != packed:
            with pytest.raises(PackingError):  # zlib's checksum
                unpack(changed)


def test_an_address_does_not_fill_the_memory():
    import zlib
    from base64 import urlsafe_b64encode

    bomb = zlib.compress(bytes(10**8))
    with pytest.raises(PackingError):
        unpack("1" + urlsafe_b64encode(bomb).decode())
