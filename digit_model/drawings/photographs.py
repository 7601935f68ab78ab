"""Photographs: what a camera makes of a number on paper, or on a board.

Everything that is not ink is made up: desk, sheet, rulings, light, shadows, blur, noise
and the file's compression. Nothing is taken from real pictures.
"""

from collections.abc import Callable
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from digit_model.drawings.numbers import WrittenNumber, draw_stroke

Warp = Callable[[np.ndarray], np.ndarray]

# What is written on, and how often.
_KINDS = {
    "plain": 0.36,
    "lined": 0.24,
    "squared": 0.24,
    "whiteboard": 0.1,
    "blackboard": 0.06,
}
_INKS = {  # colour as a fraction of the ground's, and how thick, of a digit's height
    "pencil": ((0.62, 0.62, 0.64), (0.025, 0.06)),
    "pale pencil": ((0.78, 0.78, 0.79), (0.025, 0.05)),
    "ballpoint": ((0.25, 0.3, 0.6), (0.03, 0.06)),
    "black pen": ((0.2, 0.2, 0.2), (0.03, 0.08)),
    "red pen": ((0.8, 0.25, 0.25), (0.03, 0.08)),
    "green pen": ((0.25, 0.6, 0.4), (0.03, 0.08)),
    "felt pen": ((0.15, 0.17, 0.25), (0.08, 0.16)),
}
_RULING = np.array((0.72, 0.84, 0.93))  # light blue, as a fraction of the paper


def photograph(
    number: WrittenNumber,
    rng: np.random.Generator,
) -> np.ndarray:
    """Render a number as if it were written on paper and photographed.

    Parameters
    ----------
    number : WrittenNumber
        What is written; its own pen is not used.
    rng : numpy.random.Generator
        Where the chance comes from; the same state gives the same photograph.

    Returns
    -------
    ndarray of shape (h, w, 3), dtype uint8
        The photograph, of 0.2 to 12 megapixels.
    """
    megapixels = float(np.exp(rng.uniform(np.log(0.2), np.log(12))))
    kind = str(rng.choice(list(_KINDS), p=list(_KINDS.values())))
    ink = str(rng.choice(list(_INKS)))
    if kind in ("whiteboard", "blackboard"):
        ink = str(rng.choice(("felt pen", "red pen", "green pen")))
    shape = float(rng.choice((4 / 3, 3 / 4, 16 / 9, 1)))
    width = round(np.sqrt(megapixels * 1e6 * shape))
    height = round(width / shape)
    view = np.array((width, height), float)

    # One digit's height in pixels: the number fills a part of the picture.
    room = rng.uniform(0.35, 0.85) * view
    unit = min(*(room / (number.size + 0.2)), 0.5 * view.min())
    unit = max(unit, min(18.0, 0.9 * min(view / (number.size + 0.2))))
    free = np.maximum(view - number.size * unit, 0)
    corner = free * rng.uniform(0.25, 0.75, 2)
    warp = _warp(view, rng)

    colour, thickness = _INKS[ink]
    pen = max(rng.uniform(*thickness) * unit, 1.3)
    ground = _paper(kind, rng)
    scene = _scene(kind, ground, view, warp, corner, number.size * unit, unit, rng)
    tone = np.array(colour) * rng.uniform(0.85, 1.1)
    written = _ink(number, view, warp, corner, unit, pen, rng)
    if "pencil" in ink:
        written *= _grain(view, rng, pen)
    if kind == "blackboard":
        chalk = np.array(rng.choice(((0.9, 0.9, 0.9), (0.9, 0.85, 0.5)), axis=0))
        chalk_ink = written * _grain(view, rng, pen)
        scene += chalk_ink[..., None] * (chalk - scene).astype(np.float32)
    else:
        scene *= 1 - written[..., None] * (1 - tone).astype(np.float32)
    return _camera(scene * _light(kind, view, rng), rng, unit)


def as_jpeg(photo: np.ndarray, rng: np.random.Generator) -> bytes:
    """Store a photograph as a camera does.

    Parameters
    ----------
    photo : ndarray of shape (h, w, 3), dtype uint8
        The photograph.
    rng : numpy.random.Generator
        For the quality, 40 to 95.

    Returns
    -------
    bytes
        A JPEG file.
    """
    stream = BytesIO()
    Image.fromarray(photo).save(stream, "JPEG", quality=int(rng.integers(40, 96)))
    return stream.getvalue()


def _warp(view: np.ndarray, rng: np.random.Generator) -> Warp:
    """Turn by some degrees and look at it from an angle."""
    angle = np.radians(rng.normal(0, 2.5))
    turn = np.array(((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))))
    tilt = rng.normal(0, 0.06, 2)

    def warp(points: np.ndarray) -> np.ndarray:
        centred = (points - view / 2) @ turn.T
        depth = 1 + (centred / view) @ tilt
        return centred / depth[..., None] + view / 2

    return warp


def _paper(kind: str, rng: np.random.Generator) -> np.ndarray:
    if kind == "blackboard":
        return np.array(rng.choice(((0.12, 0.18, 0.15), (0.1, 0.1, 0.11)), axis=0))
    bright = rng.uniform(0.7, 0.97)
    tint = rng.normal(0, 0.015, 3) - np.array((0, 0.005, 0.03)) * rng.random()
    return np.clip(bright + tint, 0, 1)


def _scene(
    kind: str,
    ground: np.ndarray,
    view: np.ndarray,
    warp: Warp,
    corner: np.ndarray,
    extent: np.ndarray,
    unit: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """Sheet, rulings and desk, shape (h, w, 3), dtype float32."""
    width, height = view.astype(int)
    scene = np.empty((height, width, 3), np.float32)
    scene[:] = ground
    scene *= 1 + _cloud(view, rng, 6) * 0.02
    if kind in ("lined", "squared"):
        lines = _rulings(kind, view, warp, unit, rng)
        strength = rng.uniform(0.4, 1.4)
        fade = 1 - (1 - _RULING * rng.uniform(0.95, 1.02)) * strength
        scene *= 1 - lines[..., None] * (1 - fade).astype(np.float32)
    if kind in ("plain", "lined", "squared") and rng.random() < 0.45:
        _lay_on_desk(scene, view, warp, corner, extent, unit, rng)
    if kind == "whiteboard" and rng.random() < 0.5:
        glare = _blob(view, rng, 0.15) * rng.uniform(0.1, 0.4)
        scene += glare[..., None] * (1 - scene)
    return scene


def _rulings(
    kind: str, view: np.ndarray, warp: Warp, unit: float, rng: np.random.Generator
) -> np.ndarray:
    step = unit * (rng.uniform(0.45, 2.2) if kind == "squared" else rng.uniform(1, 2.2))
    thick = max(unit * rng.uniform(0.01, 0.03), 0.8)
    reach = float(view.max()) * 1.3
    layer = Image.new("L", tuple(view.astype(int)))
    pencil = ImageDraw.Draw(layer)
    along = np.linspace(-reach * 0.2, reach, 40)
    for place in np.arange(-reach * 0.2 + rng.uniform(0, step), reach, step):
        lines = [np.column_stack((along, np.full(40, place)))]
        if kind == "squared":
            lines.append(lines[0][:, ::-1])
        for line in lines:
            path = [(float(x), float(y)) for x, y in warp(line)]
            pencil.line(path, fill=255, width=max(round(thick), 1))
    if thick < 1.5:
        layer = layer.filter(ImageFilter.GaussianBlur(0.6))
    return np.asarray(layer, np.float32) / 255


def _lay_on_desk(
    scene: np.ndarray,
    view: np.ndarray,
    warp: Warp,
    corner: np.ndarray,
    extent: np.ndarray,
    unit: float,
    rng: np.random.Generator,
) -> None:
    """Let the sheet end within the picture on one to three sides."""
    before = corner - unit * 0.35
    after = corner + extent + unit * 0.35
    low, high = -view, 2 * view
    for axis in (0, 1):
        if rng.random() < 0.5:
            low[axis] = before[axis] * rng.uniform(0.2, 0.95)
        if rng.random() < 0.5:
            high[axis] = after[axis] + (view - after)[axis] * rng.uniform(0.05, 0.8)
    corners = np.array((low, (high[0], low[1]), high, (low[0], high[1])))
    sheet = Image.new("L", tuple(view.astype(int)))
    ImageDraw.Draw(sheet).polygon([tuple(p) for p in warp(corners)], fill=255)
    desk = np.array(
        (
            (0.45, 0.3, 0.2),
            (0.6, 0.45, 0.3),
            (0.15, 0.15, 0.16),
            (0.5, 0.5, 0.5),
            (0.8, 0.75, 0.65),
            (0.25, 0.3, 0.4),
        )
    )[rng.integers(6)]
    streaks = _cloud(view, rng, 4, stretch=12) * rng.uniform(0.02, 0.25)
    table = (desk * (1 + streaks)).astype(np.float32)
    if rng.random() < 0.6:  # the shadow that the sheet throws
        soft = sheet.filter(ImageFilter.GaussianBlur(float(view.max()) * 0.008))
        table *= 1 - 0.4 * np.asarray(soft, np.float32)[..., None] / 255
    alpha = np.asarray(sheet, np.float32)[..., None] / 255
    scene *= alpha
    scene += table * (1 - alpha)


def _ink(
    number: WrittenNumber,
    view: np.ndarray,
    warp: Warp,
    corner: np.ndarray,
    unit: float,
    pen: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """How much of the ground each pixel's ink covers, 0 to 1."""
    times = 2 if view.prod() < 3e6 else 1  # anti-aliasing matters where pixels are few
    layer = Image.new("L", tuple((view * times).astype(int)))
    pencil = ImageDraw.Draw(layer)
    for strokes in number.digits:
        for stroke in strokes:
            points = warp(_refined(stroke) * unit + corner) * times
            draw_stroke(pencil, points, pen * times, 255)
    layer = layer.reduce(times) if times > 1 else layer
    size = tuple(view.astype(int))
    layer = layer if layer.size == size else layer.resize(size)
    return np.asarray(layer, np.float32) / 255 * rng.uniform(0.85, 1)


def _refined(stroke: np.ndarray) -> np.ndarray:
    """Round the corners of a stroke a little, by one more point a step."""
    if len(stroke) < 3:
        return stroke
    quarters = np.concatenate(
        (stroke[:1], 0.75 * stroke[:-1] + 0.25 * stroke[1:], stroke[-1:])
    )
    others = 0.25 * stroke[:-1] + 0.75 * stroke[1:]
    mixed = np.empty((2 * len(others) + 2, 2))
    mixed[0], mixed[-1] = stroke[0], stroke[-1]
    mixed[1:-1:2], mixed[2:-1:2] = quarters[1:-1], others
    return mixed


def _grain(view: np.ndarray, rng: np.random.Generator, pen: float) -> np.ndarray:
    """Paper's tooth and changing pressure under a pencil or chalk, about 1."""
    fine = _cloud(view, rng, max(float(view.max()) / max(pen * 0.6, 1.5), 2.0))
    slow = _cloud(view, rng, 12)
    return np.clip(0.95 + 0.14 * fine[..., 0] + 0.13 * slow[..., 0], 0.25, 1)


def _cloud(
    view: np.ndarray, rng: np.random.Generator, cells: float, *, stretch: float = 1
) -> np.ndarray:
    """Smooth noise of unit variance with about `cells` bumps a side, (h, w, 1)."""
    width, height = view.astype(int)
    aspect = height / width
    shape = (
        int(np.clip(cells * aspect * stretch, 2, height)),
        int(np.clip(cells, 2, width)),
    )
    noise = Image.fromarray(rng.normal(0, 1, shape).astype(np.float32))
    return np.asarray(noise.resize((width, height), Image.Resampling.BICUBIC))[
        ..., None
    ]


def _blob(view: np.ndarray, rng: np.random.Generator, size: float) -> np.ndarray:
    width, height = view.astype(int)
    x, y = rng.uniform(0, 1, 2)
    across = (np.arange(width, dtype=np.float32) / width - x) / size
    down = (np.arange(height, dtype=np.float32) / height - y) / size
    return np.exp(-(across**2) - down[:, None] ** 2)


def _light(kind: str, view: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Lamp, vignette and shadows, shape (h, w, 3)."""
    width, height = view.astype(int)
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    slope = rng.normal(0, 0.12, 2)
    light = 1 + slope[0] * x + slope[1] * y - rng.uniform(0, 0.18) * (x**2 + y**2)
    if rng.random() < 0.45:  # of a hand or the camera, soft or rather sharp
        layer = Image.new("L", (200, 200))
        pencil = ImageDraw.Draw(layer)
        angle = rng.uniform(0, 2 * np.pi)
        away = 100 + 100 * rng.uniform(-0.3, 0.9) * np.array(
            (np.cos(angle), np.sin(angle))
        )
        along = np.array((-np.sin(angle), np.cos(angle))) * 400
        out = np.array((np.cos(angle), np.sin(angle))) * 400
        shape = (away + along, away - along, away - along + out, away + along + out)
        pencil.polygon([tuple(map(float, p)) for p in shape], fill=255)
        layer = layer.filter(ImageFilter.GaussianBlur(float(rng.uniform(1.5, 25))))
        shadow = np.asarray(
            layer.resize((width, height), Image.Resampling.BICUBIC), np.float32
        )
        light = light * (1 - rng.uniform(0.1, 0.5) * shadow / 255)
    warmth = 1 + np.array((1, 0, -1)) * rng.normal(0, 0.06)
    exposure = rng.uniform(0.65, 1.05)
    return (light[..., None] * warmth * exposure).astype(np.float32)


def _camera(scene: np.ndarray, rng: np.random.Generator, unit: float) -> np.ndarray:
    """Blur, noise and rounding."""
    height, width = scene.shape[:2]
    pixels = Image.fromarray(np.clip(scene * 255, 0, 255).astype(np.uint8))
    blur = max(
        rng.uniform(0.2, 0.9) * max(width / 1600, 0.6), 0.012 * unit * rng.random()
    )
    blurred = np.asarray(pixels.filter(ImageFilter.GaussianBlur(float(blur))))
    noise = rng.uniform(0.002, 0.02) * 255
    strips = []
    for strip in np.array_split(blurred, max(height // 256, 1)):
        common = rng.standard_normal((*strip.shape[:2], 1), np.float32) * noise
        own = rng.standard_normal(strip.shape, np.float32) * (noise / 2)
        strips.append(np.clip(strip + common + own, 0, 255).astype(np.uint8))
    return np.concatenate(strips)
