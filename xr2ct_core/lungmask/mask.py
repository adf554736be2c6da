"""Finds the lungs of a pair with the network that comes with the program; a fraction of a second on a CPU."""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.errors import BadInputError
from xr2ct_core.lungmask.frame import channels, framed
from xr2ct_core.lungmask.masks import LungMasks, path_in_lung_mm
from xr2ct_core.lungmask.network import LungNet
from xr2ct_core.lungmask.quality import judged
from xr2ct_core.lungmask.weights import bundled_lungmask, ready_lungmask
from xr2ct_core.radiograph import Radiograph, RadiographPair

Image = NDArray[np.float32]


def find_lungs(pair: RadiographPair, *, device: str = "cpu", folder: Path | None = None) -> LungMasks:
    """The lungs on both radiographs of a pair, display images or line integrals, white = dense and upright.

    `folder` holds the network, by default the bundled one. Raises `BadInputError` for an image of one grey level, an
    error of code `checkpoint_mismatch` for a damaged network.
    """
    network, _ = ready_lungmask(str(folder or bundled_lungmask()), device)
    found, doubts = [], []
    for radiograph, view in zip(pair.radiographs, pair.geometry.views, strict=True):
        lung, path_mm, content = _on(radiograph, network, device)
        found.append((lung, path_mm))
        doubts += judged(lung, content, view)
    (frontal, frontal_mm), (lateral, lateral_mm) = found
    return LungMasks(frontal, lateral, frontal_mm, lateral_mm, tuple(doubts))


def _on(radiograph: Radiograph, network: LungNet, device: str) -> tuple[Image, Image, tuple[slice, slice]]:
    """Probability and path in mm (rows, cols) of one radiograph, and the part of it that holds content."""
    name = "frontal" if radiograph.view.is_frontal else "lateral"
    if np.ptp(radiograph.image) == 0.0:
        raise BadInputError(f"The {name} image shows nothing, its pixels have the same value.", "Open another image.")
    return _found(radiograph.image, network, device, is_frontal=radiograph.view.is_frontal)


def lung_paths(image: Image, *, is_frontal: bool) -> Image:
    """Path through lung in mm (rows, cols), zero where none is likely, by the bundled network."""
    network, _ = ready_lungmask(str(bundled_lungmask()), "cpu")
    lung, path_mm, _ = _found(image, network, "cpu", is_frontal=is_frontal)
    return path_in_lung_mm(lung, path_mm)


@torch.inference_mode()
def _found(
    image: Image, network: LungNet, device: str, *, is_frontal: bool
) -> tuple[Image, Image, tuple[slice, slice]]:
    square = framed(image)
    stack = channels(square.image, square.inside, is_frontal=is_frontal)
    logits, paths_mm = network(torch.from_numpy(stack)[None].to(device))
    lung, path = (each[0].float().cpu().numpy() * square.inside for each in (logits.sigmoid(), paths_mm))
    return square.back(lung, image.shape), square.back(path, image.shape), square.box
