"""Simulated pairs of adults and children, turned patients and cut fields, with the truth about each.

A case is a CT on the 64-voxel working cube, stretched, turned and moved, taken at random distances. Children are adults
made smaller with a child's proportions: a shorter and rounder chest. That is a stand-in: their organs and bones are
those of an adult. Everything random comes from a generator that is handed in.

Units: millimetres at the isocentre, degrees about the patient's long axis.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from xr2ct_core.domain.shown import Shown, stored_pair
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.units import HU_MIN, hu_to_mu_per_mm

GRID: Final = WorkingGrid(64)
Image = NDArray[np.float32]
SIDES: Final = ("top", "bottom", "left", "right")


@dataclass(frozen=True)
class Truth:
    """What is true of a case: its size against the CT, the turns of both views, the shares of the lungs cut off."""

    size: float = 1.0
    turn_deg: tuple[float, float] = (0.0, 0.0)
    cut: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Shot:
    """Line integrals (row, col) of both views before noise, the lungs' shadows, the fields exposed, and the truth."""

    images: tuple[Image, Image]
    lungs: tuple[Image, Image]
    geometry: BiplanarGeometry
    truth: Truth

    def pair(self, shown: Shown, random: np.random.Generator, subject: str = "") -> RadiographPair:
        """The pair as it is stored; a film of a cut field shows no more."""
        is_whole = self.truth.cut == (0.0, 0.0)
        return stored_pair(self.images, self.geometry, shown, random, subject=subject, is_whole=is_whole)


def lungs_of(cube_hu: NDArray[np.int16]) -> Image:
    """The air inside a body on the cube (z, y, x): 1 where lung or airway."""
    from xr2ct_core.cube import body_mask_of_cube
    from xr2ct_core.volume import Volume

    body = body_mask_of_cube(Volume.on_grid(cube_hu, GRID))
    return (body & (cube_hu < -400)).astype(np.float32)


def adult(random: np.random.Generator) -> NDArray[np.float64]:
    """Stretches (z, y, x) of another adult: 5 % in size, 4 % along each axis."""
    return np.asarray(np.exp(random.normal(0.0, 0.05) + random.normal(0.0, 0.04, 3)).clip(0.82, 1.22))


def child(random: np.random.Generator, size: tuple[float, float] = (0.45, 0.75)) -> NDArray[np.float64]:
    """Stretches (z, y, x) of a child of this size against an adult: a shorter, rounder chest the smaller it is."""
    factor = random.uniform(*size)
    young = (1.0 - factor) / 0.55
    proportions = np.array([1.0 - 0.12 * young, 1.0 + 0.15 * young, 1.0])
    return np.asarray(factor * proportions * np.exp(random.normal(0.0, 0.03, 3)))


def taken(
    cube_hu: NDArray[np.int16],
    lungs: Image,
    geometry: BiplanarGeometry,
    random: np.random.Generator,
    *,
    stretch: NDArray[np.float64],
    turn_deg: tuple[float, float] = (0.0, 0.0),
) -> Shot:
    """Both views of a stretched body; each view of it turned by its own angle, as where a patient moved between."""
    shift = random.uniform(-1, 1, 3) * (2.5, 1.5, 1.5)
    lean = np.deg2rad(random.normal(0.0, 1.5, 2))
    images, shadows = [], []
    for view, angle in zip(geometry.views, turn_deg, strict=True):
        hu = _warped(cube_hu.astype(np.float32), stretch, angle, lean, shift, HU_MIN)
        air = _warped(lungs, stretch, angle, lean, shift, 0.0)
        images.append(project_numpy(hu_to_mu_per_mm(hu), (view,), GRID)[0])
        shadows.append(project_numpy(air, (view,), GRID)[0])
    size = float(np.exp(np.log(stretch).mean()))
    return Shot((images[0], images[1]), (shadows[0], shadows[1]), geometry, Truth(size, turn_deg))


def cut(shot: Shot, place: int, share: float, random: np.random.Generator) -> Shot:
    """The view `place` without at least this share of the lungs' shadow: one or two sides end too early.

    The rest is put in the middle of the detector, as an image file is that shows no more, or stays where it is.
    """
    image, lungs = shot.images[place].copy(), shot.lungs[place]
    sides = [str(side) for side in random.permutation(SIDES)[: int(random.integers(1, 3))]]
    total = float(lungs.sum())
    first, last = [0, 0], list(image.shape)
    step = max(1, image.shape[0] // 96)
    while 1.0 - float(lungs[first[0] : last[0], first[1] : last[1]].sum()) / total < share:
        for side in sides:
            axis = 0 if side in ("top", "bottom") else 1
            if side in ("top", "left"):
                first[axis] += step
            else:
                last[axis] -= step
    inside = (slice(first[0], last[0]), slice(first[1], last[1]))
    field = np.zeros_like(image)
    field[inside] = image[inside]
    if random.random() < 0.5:
        moved = [(length - (a + b)) // 2 for length, a, b in zip(image.shape, first, last, strict=True)]
        field = np.roll(field, moved, (0, 1))
    lost = 1.0 - float(lungs[inside].sum()) / total
    images = (field, shot.images[1]) if place == 0 else (shot.images[0], field)
    cuts = (lost, shot.truth.cut[1]) if place == 0 else (shot.truth.cut[0], lost)
    return Shot(images, shot.lungs, shot.geometry, Truth(shot.truth.size, shot.truth.turn_deg, cuts))


def collimated(shot: Shot, random: np.random.Generator, most_mm: float = 14.0) -> Shot:
    """With a narrow black border, as most films have one."""
    images = []
    for image, view in zip(shot.images, shot.geometry.views, strict=True):
        width = round(random.uniform(0.0, most_mm) / view.pixel_at_isocentre_mm)
        framed = np.zeros_like(image)
        inside = (slice(width, image.shape[0] - width), slice(width, image.shape[1] - width))
        framed[inside] = image[inside]
        images.append(framed)
    return Shot((images[0], images[1]), shot.lungs, shot.geometry, shot.truth)


def _warped(
    cube: Image,
    stretch: NDArray[np.float64],
    angle_deg: float,
    lean: NDArray[np.float64],
    shift: NDArray[np.float64],
    outside: float,
) -> Image:
    """A cube (z, y, x) stretched, then turned about z by an angle and leaned about y and x, then moved (voxels)."""
    sz, cz = np.sin(np.deg2rad(angle_deg)), np.cos(np.deg2rad(angle_deg))
    (sy, sx), (cy, cx) = np.sin(lean), np.cos(lean)
    about_z = np.array([[1, 0, 0], [0, cz, -sz], [0, sz, cz]])
    about_y = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    about_x = np.array([[cx, -sx, 0], [sx, cx, 0], [0, 0, 1]])
    matrix = np.diag(1.0 / stretch) @ about_z @ about_y @ about_x
    centre = (np.array(cube.shape) - 1) / 2.0
    warped: Image = ndimage.affine_transform(
        cube, matrix, centre - matrix @ (centre + shift), order=1, cval=outside
    ).astype(np.float32)
    return warped
