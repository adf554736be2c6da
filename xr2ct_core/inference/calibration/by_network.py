"""How the lateral was taken, by the network that comes with the program: it reconstructs, and the pose is put right.

What the network says before it is made to agree with the X-rays is a chest. If the lateral was taken otherwise than
told, no chest explains both views: the projections of that volume miss both images. So the pose is looked for at which
they miss them least, each time with another reconstruction. What is missed within a few centimetres counts more than
slow shades, which are the body's.

A network that did not learn from the patient is asked, where one comes with the program. Degrees, millimetres and a
logarithm, in the order of `unknowns.POSE_NAMES`, without the breath. Shape legend: B guesses, N residuals, R rows,
C columns.
"""

from dataclasses import replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from torch import Tensor

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.inference.calibration.laid_over import PHASE
from xr2ct_core.inference.calibration.least_squares import least_squares
from xr2ct_core.inference.calibration.pose import LateralPose
from xr2ct_core.inference.calibration.unknowns import POSE_USUAL
from xr2ct_core.methods.biplanar.method import BiplanarMethod
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.runs.bundled import DEFAULT_METHOD, bundled_checkpoint, network_for
from xr2ct_core.training.checkpoint import load_method

GRID_SIZE: Final = 64
"""Of the network that is asked, or of the next finer one: coarse is enough."""
_ROUNDS: Final = 6
_STEP: Final = 0.5
"""Of what is usual: nearer guesses differ by less than a network's whims."""
_ENOUGH: Final = 1e-3
_SHARP_MM: Final = 30.0
_SHARP_SHARE: Final = 2.0
_USUAL_5: Final = POSE_USUAL[:5]


def pose_network(subject: str, device: str) -> BiplanarMethod | None:
    """The network to ask about a patient; None where none comes with the program, or it cannot be read."""
    bundled = bundled_checkpoint(DEFAULT_METHOD, GRID_SIZE)
    if bundled is None:
        return None
    try:
        method, _ = load_method(network_for(bundled.path, subject), device)
    except Xr2ctError:
        return None
    assert isinstance(method, BiplanarMethod)
    return method


def pose_by_network(pair: RadiographPair, method: BiplanarMethod, context: WorkContext) -> NDArray[np.float64]:
    """The pose (5,) of the lateral view of a pair of line integrals; progress is told, and a stop obeyed, before each
    look. Raises `CancelledError`."""
    count, asked = len(_USUAL_5), 0

    def missed(guesses_BK: Tensor) -> Tensor:
        return torch.stack([look(guess_K) for guess_K in guesses_BK])

    def look(guess_K: Tensor) -> Tensor:
        nonlocal asked
        context.progress(min(asked / (_ROUNDS * (count + 1)), 1.0), PHASE)
        asked += 1
        return _missed(posed(pair, _pose(guess_K)), method)

    steps_K = torch.full((count,), _STEP)
    found = least_squares(missed, torch.zeros(count), steps_K, rounds=_ROUNDS, enough=_ENOUGH)
    pose_5: NDArray[np.float64] = found.unknowns_K.double().numpy() * np.asarray(_USUAL_5)
    return pose_5


def posed(pair: RadiographPair, pose: LateralPose) -> RadiographPair:
    """The pair, told to have been taken in this pose."""
    geometry = pose.applied(pair.geometry)
    return replace(pair, geometry=geometry, lateral=replace(pair.lateral, pixel_mm=geometry.lateral.pixel_mm))


def _pose(guess_K: Tensor) -> LateralPose:
    return LateralPose.of_numbers(guess_K.double().numpy() * np.asarray(_USUAL_5))


def _missed(pair: RadiographPair, method: BiplanarMethod) -> Tensor:
    """What the volume of the network misses of both images, and the sharp part of it again, (N,)."""
    parts = []
    for missed_RC, view in zip(method.missed(pair), pair.geometry.views, strict=True):
        image = missed_RC.cpu().numpy()
        pixel_mm = view.pixel_at_isocentre_mm * view.rows / len(image)
        sharp = image - gaussian_filter(image, _SHARP_MM / pixel_mm, mode="constant")
        parts += [image.ravel(), _SHARP_SHARE * sharp.ravel()]
    return torch.from_numpy(np.concatenate(parts))
