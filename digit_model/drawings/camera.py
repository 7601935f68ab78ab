"""The camera: from where it looks, in what light, and how sharp its pictures are."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from digit_model.drawings.geometry import direction, rotation
from digit_model.drawings.numbers import WrittenNumber


@dataclass(frozen=True)
class View:
    """What a camera sees of the plane that a number is written on.

    Places on the plane are those in the picture of a camera that looks at it from
    straight above.

    Attributes
    ----------
    size : ndarray of shape (2,), dtype float64
        Width and height of the picture in pixels.
    corner, extent : ndarray of shape (2,), dtype float64
        The number's upper left corner on the plane, and its width and height.
    unit : float
        A digit's usual height in pixels.
    turn : ndarray of shape (2, 2), dtype float64
        The rotation of the plane.
    tilt : ndarray of shape (2,), dtype float64
        By how much of its distance the plane recedes from side to side and from top to
        bottom.
    """

    size: np.ndarray
    corner: np.ndarray
    extent: np.ndarray
    unit: float
    turn: np.ndarray
    tilt: np.ndarray

    def place(self, points: np.ndarray) -> np.ndarray:
        """Find where points of the plane are in the picture.

        Parameters
        ----------
        points : ndarray of shape (n, 2)
            Places on the plane.

        Returns
        -------
        ndarray of shape (n, 2), dtype float64
            Pixels of the picture.
        """
        centred = (points - self.size / 2) @ self.turn.T
        depth = 1 + (centred / self.size) @ self.tilt
        return centred / depth[..., None] + self.size / 2


def look_at(number: WrittenNumber, megapixels: float, rng: np.random.Generator) -> View:
    """Choose a picture's form, how much of it the number fills, and from where it is.

    Parameters
    ----------
    number : WrittenNumber
        What is seen.
    megapixels : float
        About how many pixels the picture has, in millions.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    View
        Some degrees askew, and from an angle.
    """
    shape = float(rng.choice((4 / 3, 3 / 4, 16 / 9, 1)))
    width = round(np.sqrt(megapixels * 1e6 * shape))
    height = round(width / shape)
    size = np.array((width, height), float)
    # One digit's height in pixels: the number fills a part of the picture.
    room = rng.uniform(0.35, 0.85) * size
    unit = min(*(room / (number.size + 0.2)), 0.5 * size.min())
    unit = max(unit, min(18.0, 0.9 * min(size / (number.size + 0.2))))
    extent = number.size * unit
    corner = np.maximum(size - extent, 0) * rng.uniform(0.25, 0.75, 2)
    turn = rotation(np.radians(rng.normal(0, 2.5)))
    return View(size, corner, extent, unit, turn, tilt=rng.normal(0, 0.06, 2))


def light(size: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light a scene with a lamp that is on one side, and throw a shadow on some.

    Parameters
    ----------
    size : ndarray of shape (2,)
        Width and height of the picture in pixels.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    ndarray of shape (h, w, 3), dtype float32
        What the scene's colours are multiplied by, vignette and exposure included.
    """
    width, height = size.astype(int)
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    slope = rng.normal(0, 0.12, 2)
    bright = 1 + slope[0] * x + slope[1] * y - rng.uniform(0, 0.18) * (x**2 + y**2)
    if rng.random() < 0.45:
        shadow = _shadow(rng).resize((width, height), Image.Resampling.BICUBIC)
        darkness = rng.uniform(0.1, 0.5)
        bright = bright * (1 - darkness * np.asarray(shadow, np.float32) / 255)
    warmth = 1 + np.array((1, 0, -1)) * rng.normal(0, 0.06)
    exposure = rng.uniform(0.65, 1.05)
    return (bright[..., None] * warmth * exposure).astype(np.float32)


def take(scene: np.ndarray, unit: float, rng: np.random.Generator) -> np.ndarray:
    """Take a picture: a little out of focus, with noise.

    Parameters
    ----------
    scene : ndarray of shape (h, w, 3), dtype float32
        Colours, 0 to 1; what is brighter is cut off.
    unit : float
        A digit's usual height in pixels.
    rng : numpy.random.Generator
        Where the chance comes from.

    Returns
    -------
    ndarray of shape (h, w, 3), dtype uint8
        The photograph.
    """
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


def _shadow(rng: np.random.Generator) -> Image.Image:
    """Of a hand or the camera, soft or rather sharp."""
    layer = Image.new("L", (200, 200))
    angle = rng.uniform(0, 2 * np.pi)
    toward = direction(angle)
    edge = 100 + 100 * rng.uniform(-0.3, 0.9) * toward
    out = toward * 400
    along = np.array((-np.sin(angle), np.cos(angle))) * 400
    shape = (edge + along, edge - along, edge - along + out, edge + along + out)
    pencil = ImageDraw.Draw(layer)
    pencil.polygon([tuple(map(float, p)) for p in shape], fill=255)
    return layer.filter(ImageFilter.GaussianBlur(float(rng.uniform(1.5, 25))))
