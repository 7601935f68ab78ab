"""Files of this package that are computed from MNIST once: ``digit_model build``."""

import zipfile
import zlib
from itertools import zip_longest
from pathlib import Path

import numpy as np

from digit_model.datasets.mnist import DatasetError

_FOLDER = Path(__file__).parents[1] / "data"


def save_arrays(name: str, **arrays: np.ndarray) -> Path:
    """Save arrays that were computed from MNIST.

    Parameters
    ----------
    name : str
        The file's name, without folder and ending.
    **arrays : ndarray
        The arrays by name.

    Returns
    -------
    Path
        The file.
    """
    path = _FOLDER / f"{name}.npz"
    partial = path.with_suffix(".part.npz")
    # NumPy's types take the names of arrays for its own parameter's.
    np.savez_compressed(partial, **arrays)  # type: ignore[arg-type]
    partial.replace(path)
    return path


def load_arrays(name: str, **shapes: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Load arrays that were computed from MNIST.

    Parameters
    ----------
    name : str
        The file's name, without folder and ending.
    **shapes : tuple of int
        The shapes of the arrays that are needed, by name; -1 stands for any length.

    Returns
    -------
    dict of str to ndarray
        The arrays by name.

    Raises
    ------
    DatasetError
        If the file is missing, damaged or holds other arrays.
    """
    path = _FOLDER / f"{name}.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        for array, shape in shapes.items():
            found = arrays[array].shape if array in arrays else ()
            pairs = zip_longest(shape, found)
            if not all(have and want in (-1, have) for want, have in pairs):
                raise ValueError(f"{array} has the shape {found}, not {shape}")
        return arrays
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DatasetError(
            f"The data file {path} is missing or damaged; restore it with "
            "`git checkout -- digit_model/data` or compute it anew with "
            "`python -m digit_model build`."
        ) from error
