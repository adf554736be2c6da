"""Simulated hardware in front of a simulated chest: rods, wires, a port, a pacemaker, electrodes.

Each piece is a tube or a disc of metal in the patient's millimetres (LPS, isocentre at the origin); its line integrals
are added to those of both views, so that a piece stands at one height in both. Tubes are drawn with the chord of a
cylinder across the ray and sampled thrice as finely as the pixels; discs stand upright and face the front.

Attenuation: titanium 0.35 per mm, steel 0.95 per mm at 60 keV (NIST Standard Reference Database 126), less behind a
filtered spectrum; units 1/mm.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry

KINDS: Final = ("rods", "wires", "port", "pacemaker", "electrodes")
TITANIUM, STEEL = (0.2, 0.35), (0.45, 0.95)
_FINE: Final = 3
Image = NDArray[np.float32]
Points = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Tube:
    """A tube of a radius along points (n, 3)."""

    points_mm: Points
    radius_mm: float
    mu_per_mm: float


@dataclass(frozen=True, eq=False)
class Disc:
    """An upright disc that faces the front."""

    centre_mm: Points
    radius_mm: float
    thickness_mm: float
    mu_per_mm: float


Piece = Tube | Disc


@dataclass(frozen=True)
class Body:
    """Where hardware goes: the front of the chest, the back of the spine, and how wide and high it may lie."""

    front_mm: float = -95.0
    spine_mm: float = 60.0
    half_width_mm: float = 85.0
    half_height_mm: float = 100.0


def body_of(cube_hu: NDArray[np.int16], cube_mm: float) -> Body:
    """The places in a CT on a working cube (z, y, x)."""
    size = cube_hu.shape[0]
    at_mm = (np.arange(size) - (size - 1) / 2.0) * cube_mm / size
    middle = slice(size // 2 - size // 16, size // 2 + size // 16)
    slab = cube_hu[size // 3 : -size // 3, :, middle]
    tissue = np.flatnonzero((slab > -300).mean(axis=(0, 2)) > 0.5)
    bone = np.flatnonzero((slab > 200).mean(axis=(0, 2)) > 0.2)
    if tissue.size == 0 or bone.size == 0:
        return Body()
    return Body(float(at_mm[tissue[0]]), float(at_mm[bone[-1]]))


def pieces_of(kind: str, body: Body, random: np.random.Generator) -> list[Piece]:
    """Random hardware of one of `KINDS`."""
    makers = {"rods": _rods, "wires": _wires, "port": _port, "pacemaker": _pacemaker, "electrodes": _electrodes}
    return makers[kind](body, random)


def shadows(pieces: list[Piece], geometry: BiplanarGeometry) -> tuple[Image, Image]:
    """Line integrals (rows, cols) of the pieces in both views."""
    images = []
    for view in geometry.views:
        image = np.zeros((view.rows, view.cols), np.float32)
        for piece in pieces:
            if isinstance(piece, Tube):
                _draw_tube(image, piece, view)
            else:
                _draw_disc(image, piece, view)
        images.append(image)
    return images[0], images[1]


def added(
    images: list[Image], kind: str, body: Body, geometry: BiplanarGeometry, random: np.random.Generator
) -> list[Image]:
    """Line integrals of both views with random hardware of a kind; some of it weak and blurred, as a CT shows it."""
    from scipy import ndimage

    pieces = list(shadows(pieces_of(kind, body, random), geometry))
    if kind in ("rods", "port", "pacemaker") and random.random() < 0.35:
        most, blur = random.uniform(0.5, 1.1), random.uniform(1.2, 3.0)
        pieces = [ndimage.gaussian_filter(np.minimum(piece, most), blur) for piece in pieces]
    return [image + piece for image, piece in zip(images, pieces, strict=True)]


def _rods(body: Body, random: np.random.Generator) -> list[Piece]:
    mu = random.uniform(*(TITANIUM if random.random() < 0.6 else STEEL))
    half, middle = random.uniform(40, 120), random.uniform(-40, 40)
    depth = body.spine_mm + random.uniform(-20, 0)
    pieces: list[Piece] = []
    for side in (-1, 1):
        x = side * random.uniform(14, 20)
        pieces.append(Tube(_line((x, depth, middle - half), (x, depth, middle + half)), random.uniform(2.5, 3.2), mu))
        for z in np.arange(middle - half + 8, middle + half, random.uniform(28, 45)):
            screw = _line((x, depth, z), (0.5 * x, depth - 40, z))
            pieces.append(Tube(screw, random.uniform(2.2, 3.2), mu))
    return pieces


def _wires(body: Body, random: np.random.Generator) -> list[Piece]:
    mu, depth = random.uniform(*STEEL), body.front_mm + random.uniform(14, 24)
    pieces: list[Piece] = []
    for z in np.linspace(random.uniform(40, 70), random.uniform(-60, -30), int(random.integers(5, 8))):
        angle = np.linspace(0, 2 * np.pi, 17)
        tilt = random.uniform(-0.3, 0.3)
        across, deep = random.uniform(7, 12), random.uniform(4, 7)
        loop = np.stack(
            [
                across * np.cos(angle) + random.uniform(-4, 4),
                depth + deep * np.sin(angle),
                z + tilt * across * np.cos(angle) + 3 * np.sin(angle),
            ],
            axis=1,
        )
        pieces.append(Tube(loop, random.uniform(0.4, 0.55), mu))
    return pieces


def _port(body: Body, random: np.random.Generator) -> list[Piece]:
    side, mu = random.choice((-1, 1)), random.uniform(*TITANIUM)
    centre = np.array([side * random.uniform(50, 80), body.front_mm + random.uniform(22, 35), random.uniform(50, 90)])
    tip = np.array([-15.0, 0.0, random.uniform(-10, 20)])
    knee = np.array([side * 40.0, body.front_mm + 30, centre[2] + 30.0])
    catheter = Tube(_curve(centre, knee, tip), 1.1, 0.06)
    return [Disc(centre, random.uniform(11, 15), random.uniform(6, 10), mu), catheter]


def _pacemaker(body: Body, random: np.random.Generator) -> list[Piece]:
    side, mu = random.choice((-1, 1)), random.uniform(*TITANIUM)
    centre = np.array([side * random.uniform(60, 90), body.front_mm + random.uniform(25, 38), random.uniform(55, 95)])
    pieces: list[Piece] = [Disc(centre, random.uniform(20, 27), random.uniform(5, 8), mu)]
    for _ in range(int(random.integers(1, 3))):
        tip = np.array([random.uniform(10, 45), random.uniform(-60, -10), random.uniform(-70, -30)])
        knee = np.array([-10.0, random.uniform(-20, 10), random.uniform(40, 70)])
        pieces.append(Tube(_curve(centre, knee, tip), random.uniform(0.7, 1.1), random.uniform(*STEEL)))
    return pieces


def _electrodes(body: Body, random: np.random.Generator) -> list[Piece]:
    pieces: list[Piece] = []
    depth, mu = body.front_mm - random.uniform(0, 5), random.uniform(*STEEL)
    foot = np.array([random.uniform(-60, 60), depth, -body.half_height_mm - 60])
    for _ in range(int(random.integers(3, 6))):
        centre = np.array([random.uniform(-1, 1) * body.half_width_mm, depth, random.uniform(-60, 90)])
        pieces.append(Disc(centre, random.uniform(4, 6), random.uniform(1.2, 2.2), mu))
        knee = 0.5 * (centre + foot) + np.array([random.uniform(-25, 25), 0.0, 0.0])
        pieces.append(Tube(_curve(centre, knee, foot), random.uniform(0.5, 0.8), mu * 0.8))
    return pieces


def _line(first: tuple[float, float, float], last: tuple[float, float, float]) -> Points:
    return np.array([first, last], dtype=np.float64)


def _curve(first: Points, knee: Points, last: Points) -> Points:
    """A quadratic Bezier curve of 24 segments."""
    t = np.linspace(0.0, 1.0, 25)[:, None]
    curve: Points = (1 - t) ** 2 * first + 2 * t * (1 - t) * knee + t**2 * last
    return curve


def _draw_tube(image: Image, tube: Tube, view: ViewGeometry) -> None:
    """Adds each part of a tube where it lies; of overlapping ends the larger counts."""
    at = view.world_to_pixel(tube.points_mm)
    radius = tube.radius_mm / view.pixel_at_isocentre_mm
    drawn = np.zeros_like(image)
    for first, last in pairwise(at):
        box = _box(np.minimum(first, last) - radius - 1, np.maximum(first, last) + radius + 1, image.shape)
        if box is None:
            continue
        points = _fine(box)
        along = last - first
        share = np.clip(((points - first) @ along) / max(float(along @ along), 1e-9), 0.0, 1.0)
        distance = np.linalg.norm(points - first - share[..., None] * along, axis=-1)
        chord_mm = 2.0 * np.sqrt(np.maximum(radius**2 - distance**2, 0.0)) * view.pixel_at_isocentre_mm
        drawn[box] = np.maximum(drawn[box], _coarse(chord_mm) * tube.mu_per_mm)
    image += drawn


def _draw_disc(image: Image, disc: Disc, view: ViewGeometry) -> None:
    pixel_mm = view.pixel_at_isocentre_mm
    at = view.world_to_pixel(disc.centre_mm[None])[0]
    is_frontal = view.view.is_frontal
    half_mm = np.array([disc.radius_mm, disc.radius_mm if is_frontal else disc.thickness_mm / 2.0])
    box = _box(at - half_mm / pixel_mm - 1, at + half_mm / pixel_mm + 1, image.shape)
    if box is None:
        return
    down, across = np.moveaxis(np.abs(_fine(box) - at) * pixel_mm, -1, 0)
    if is_frontal:
        chord_mm = disc.thickness_mm * (np.hypot(down, across) <= disc.radius_mm)
    else:
        chord_mm = 2.0 * np.sqrt(np.maximum(disc.radius_mm**2 - down**2, 0.0)) * (across <= disc.thickness_mm / 2.0)
    image[box] += (_coarse(chord_mm) * disc.mu_per_mm).astype(np.float32)


def _box(low: Points, high: Points, shape: tuple[int, ...]) -> tuple[slice, slice] | None:
    first = np.maximum(np.floor(low).astype(int), 0)
    last = np.minimum(np.ceil(high).astype(int) + 1, shape)
    if (last <= first).any():
        return None
    return slice(int(first[0]), int(last[0])), slice(int(first[1]), int(last[1]))


def _fine(box: tuple[slice, slice]) -> Points:
    """Places (rows * 3, cols * 3, 2) of a box in pixels."""
    inside = (np.arange(_FINE) + 0.5) / _FINE - 0.5
    down, across = ((np.arange(side.start, side.stop)[:, None] + inside).ravel() for side in box)
    return np.stack(np.meshgrid(down, across, indexing="ij"), axis=-1)


def _coarse(values: NDArray[np.float64]) -> NDArray[np.float64]:
    rows, cols = values.shape
    means: NDArray[np.float64] = values.reshape(rows // _FINE, _FINE, cols // _FINE, _FINE).mean(axis=(1, 3))
    return means
