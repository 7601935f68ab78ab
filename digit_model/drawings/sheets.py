"""Sheets: what numbers are written on, and the desk around it."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from digit_model.drawings.camera import View
from digit_model.drawings.textures import cloud

SHEETS: dict[str, float] = {
    "plain": 0.36,
    "lined": 0.24,
    "squared": 0.24,
    "whiteboard": 0.1,
    "blackboard": 0.06,
}
"""What is written on, and how often."""

BOARDS: tuple[str, ...] = ("whiteboard", "blackboard")
"""Those that are no paper."""

_RULING = np.array((0.72, 0.84, 0.93))  # light blue, as a fraction of the paper
_DESKS = np.array(
    (
        (0.45, 0.3, 0.2),
        (0.6, 0.45, 0.3),
        (0.15, 0.15, 0.16),
        (0.5, 0.5, 0.5),
        (0.8, 0.75, 0.65),
        (0.25, 0.3, 0.4),
    )
)


def empty_sheet(kind: str, view: View, rng: np.random.Generator) -> np.ndarray:
    """Show what will be written on, in even light.

    Parameters
    ----------
    kind : str
        One of `SHEETS`.
    view : View
        From where it is seen. Paper ends outside of the number if it ends at all.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    ndarray of shape (h, w, 3), dtype float32
        Colours, 0 to about 1.
    """
    width, height = view.size.astype(int)
    scene = np.empty((height, width, 3), np.float32)
    scene[:] = _colour(kind, rng)
    scene *= 1 + cloud(view.size, rng, 6) * 0.02
    if kind in ("lined", "squared"):
        lines = _rulings(kind, view, rng)
        strength = rng.uniform(0.4, 1.4)
        fade = 1 - (1 - _RULING * rng.uniform(0.95, 1.02)) * strength
        scene *= 1 - lines[..., None] * (1 - fade).astype(np.float32)
    if kind not in BOARDS and rng.random() < 0.45:
        _lay_on_desk(scene, view, rng)
    if kind == "whiteboard" and rng.random() < 0.5:
        glare = _spot(view.size, rng) * rng.uniform(0.1, 0.4)
        scene += glare[..., None] * (1 - scene)
    return scene


def _colour(kind: str, rng: np.random.Generator) -> np.ndarray:
    if kind == "blackboard":
        return np.array(rng.choice(((0.12, 0.18, 0.15), (0.1, 0.1, 0.11)), axis=0))
    bright = rng.uniform(0.7, 0.97)
    tint = rng.normal(0, 0.015, 3) - np.array((0, 0.005, 0.03)) * rng.random()
    return np.clip(bright + tint, 0, 1)


def _rulings(kind: str, view: View, rng: np.random.Generator) -> np.ndarray:
    """How much of each pixel is a line, (h, w), 0 to 1."""
    unit = view.unit
    step = unit * (rng.uniform(0.45, 2.2) if kind == "squared" else rng.uniform(1, 2.2))
    thick = max(unit * rng.uniform(0.01, 0.03), 0.8)
    reach = float(view.size.max()) * 1.3
    layer = Image.new("L", tuple(view.size.astype(int)))
    pencil = ImageDraw.Draw(layer)
    along = np.linspace(-reach * 0.2, reach, 40)
    for place in np.arange(-reach * 0.2 + rng.uniform(0, step), reach, step):
        lines = [np.column_stack((along, np.full(40, place)))]
        if kind == "squared":
            lines.append(lines[0][:, ::-1])
        for line in lines:
            path = [(float(x), float(y)) for x, y in view.place(line)]
            pencil.line(path, fill=255, width=max(round(thick), 1))
    if thick < 1.5:
        layer = layer.filter(ImageFilter.GaussianBlur(0.6))
    return np.asarray(layer, np.float32) / 255


def _lay_on_desk(scene: np.ndarray, view: View, rng: np.random.Generator) -> None:
    """Let the sheet end within the picture on some sides."""
    before = view.corner - view.unit * 0.35
    after = view.corner + view.extent + view.unit * 0.35
    room = view.size - after
    low, high = -view.size, 2 * view.size
    for axis in (0, 1):
        if rng.random() < 0.5:
            low[axis] = before[axis] * rng.uniform(0.2, 0.95)
        if rng.random() < 0.5:
            high[axis] = after[axis] + room[axis] * rng.uniform(0.05, 0.8)
    corners = np.array((low, (high[0], low[1]), high, (low[0], high[1])))
    sheet = Image.new("L", tuple(view.size.astype(int)))
    ImageDraw.Draw(sheet).polygon([tuple(p) for p in view.place(corners)], fill=255)
    desk = _DESKS[rng.integers(len(_DESKS))]
    streaks = cloud(view.size, rng, 4, stretch=12) * rng.uniform(0.02, 0.25)
    table = (desk * (1 + streaks)).astype(np.float32)
    if rng.random() < 0.6:  # the shadow that the sheet throws
        soft = sheet.filter(ImageFilter.GaussianBlur(float(view.size.max()) * 0.008))
        table *= 1 - 0.4 * np.asarray(soft, np.float32)[..., None] / 255
    alpha = np.asarray(sheet, np.float32)[..., None] / 255
    scene *= alpha
    scene += table * (1 - alpha)


def _spot(size: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One soft spot anywhere, (h, w), 1 in its middle."""
    width, height = size.astype(int)
    radius = 0.15  # of a side
    x, y = rng.uniform(0, 1, 2)
    across = (np.arange(width, dtype=np.float32) / width - x) / radius
    down = (np.arange(height, dtype=np.float32) / height - y) / radius
    return np.exp(-(across**2) - down[:, None] ** 2)
