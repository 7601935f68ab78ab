"""Numbers in plain strokes, on a canvas and on paper, for tests of finding digits."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

# Strokes of unmistakable digits in a box of 10 by 16, y pointing down.
ROUND = np.column_stack(
    (5 + 4.5 * np.sin(np.linspace(0, 6.2, 40)), 8 - 8 * np.cos(np.linspace(0, 6.2, 40)))
)
FORMS = {
    0: (ROUND,),
    1: (np.array(((5, 0), (5, 16))),),
    2: (np.array(((0, 4), (2, 1), (6, 0), (9, 3), (8, 7), (0, 16), (10, 16))),),
    3: (
        np.array(
            ((0, 1), (6, 0), (9, 3), (7, 7), (3, 8), (8, 9), (10, 12), (6, 16), (0, 15))
        ),
    ),
    4: (np.array(((4, 0), (0, 10), (10, 10))), np.array(((7, 5), (7, 16)))),
    7: (np.array(((0, 0), (10, 0), (4, 16))),),
}


def row(*digits, gap=8.0, left=12.0, top=12.0):
    """Strokes of digits side by side."""
    strokes = []
    for digit in digits:
        strokes += [stroke + np.array((left, top)) for stroke in FORMS[digit]]
        left += 10 + gap
    return strokes


def box_around(left, top, right, bottom):
    """A stroke around something, drawn by hand."""
    return np.array(
        (
            (left, top),
            (right, top + 1),
            (right - 1, bottom),
            (left, bottom),
            (left, top),
        )
    )


def canvas(strokes, *, size=(120, 40), scale=6, pen=2.0, paper=0, ink=255):
    """Draw strokes given in small units, anti-aliased."""
    image = Image.new("L", (size[0] * scale * 2, size[1] * scale * 2), paper)
    pencil = ImageDraw.Draw(image)
    radius = pen * scale
    for stroke in strokes:
        points = [(x * scale * 2, y * scale * 2) for x, y in stroke]
        pencil.line(points, fill=ink, width=round(2 * radius), joint="curve")
        for x, y in (points[0], points[-1]):
            box = (x - radius, y - radius, x + radius, y + radius)
            pencil.ellipse(box, fill=ink)
    return np.asarray(image.reduce(2))


def falling(page):
    """Light that falls from left to right."""
    return np.linspace(1.1, 0.6, page.shape[1])


def lit(page, light, *, grain=2.5):
    """Light a page and add the noise of a camera."""
    noise = np.random.default_rng(0).normal(0, grain, page.shape)
    return np.clip(page * light + noise, 0, 255).astype(np.uint8)


def photo(strokes, *, size=(120, 80), scale=8, pen=0.7, ink=90, background=None):
    """Draw on grey paper in uneven light, with the noise of a camera."""
    page = canvas(strokes, size=size, scale=scale, pen=pen, paper=210, ink=ink)
    page = page.astype(float) if background is None else np.minimum(page, background)
    grey = Image.fromarray(lit(page, falling(page)))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(0.7)).convert("RGB"))
