"""What is on real films and on no CT of a few people: shoulders and arms, breasts, disease, bowel gas, cables, devices.

Everything is drawn as more water or more bone along the rays (mm), so that it is seen through the same physics as the
body. On a grid (row, col) in mm, row down. Everything random comes from the generator that is handed in.
"""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

Image = NDArray[np.float32]

METAL_IN_BONE_MM: Final = (4.0, 30.0)
"""Metal is drawn as bone that attenuates as much."""
_NEAR_LUNG_MM: Final = 70.0
"""Where rays pass through more lung than this, no bowel lies before it."""


class Sheet:
    """Rows and columns in mm about the centre of a film, and what is drawn on it: `water` and `bone` in mm."""

    def __init__(self, side: int, pixel_mm: float) -> None:
        axis = ((np.arange(side) - (side - 1) / 2.0) * pixel_mm).astype(np.float32)
        self.down, self.right = axis[:, None], axis[None, :]
        self.half_mm = side * pixel_mm / 2.0
        self.water = np.zeros((side, side), dtype=np.float32)
        self.bone = np.zeros((side, side), dtype=np.float32)

    def tube(self, start: tuple[float, float], end: tuple[float, float], radius_mm: float, share: float = 1.0) -> Image:
        """Length (mm) of the rays within a round limb from `start` to `end` (row, col)."""
        along = np.array(end) - np.array(start)
        length = max(float(np.hypot(*along)), 1e-3)
        row, col = self.down - start[0], self.right - start[1]
        place = np.clip((row * along[0] + col * along[1]) / length**2, 0.0, 1.0)
        off2 = (row - place * along[0]) ** 2 + (col - place * along[1]) ** 2
        return np.asarray(2.0 * share * np.sqrt(np.maximum(radius_mm**2 - off2, 0.0)), dtype=np.float32)

    def blob(self, centre: tuple[float, float], reach_mm: tuple[float, float], power: float = 1.0) -> Image:
        """A smooth hill of height 1; a larger `power` makes it flatter with a steeper edge."""
        row, col = (self.down - centre[0]) / reach_mm[0], (self.right - centre[1]) / reach_mm[1]
        return np.asarray(np.exp(-((row**2 + col**2) ** power)), dtype=np.float32)


def with_clutter(
    water: Image, bone: Image, lung: Image, pixel_mm: float, *, is_frontal: bool, random: np.random.Generator
) -> tuple[Image, Image]:
    """The paths of water and bone (row, col) with things drawn over them; `lung` is needed for what lies within it."""
    sheet = Sheet(len(water), pixel_mm)
    if random.random() < 0.65:
        (_shoulders if is_frontal else _raised_arms)(sheet, random)
    if random.random() < 0.4:
        _breasts(sheet, lung, is_frontal, random)
    if random.random() < 0.5:
        _disease(sheet, lung, random)
    if random.random() < 0.6:
        water = water * (1.0 - _gas(sheet, lung, random))
    for draw, chance in ((_cables, 0.3), (_device, 0.15), (_buttons, 0.15)):
        if random.random() < chance:
            draw(sheet, random)
    if random.random() < 0.5:  # more or less inflated
        sheet.water += np.float32(random.uniform(-0.06, 0.12)) * lung
    return np.maximum(water + sheet.water, 0.0), bone + sheet.bone


def _shoulders(sheet: Sheet, random: np.random.Generator) -> None:
    """Upper arms hanging or set on the hips, with the shoulders above them; on one or both sides."""
    half = sheet.half_mm
    for side in (-1, 1):
        if random.random() < 0.15:
            continue
        top = (random.uniform(-0.95, -0.5) * half, side * random.uniform(140.0, 190.0))
        elbow = (top[0] + random.uniform(150.0, 300.0), side * random.uniform(165.0, 240.0))
        radius = random.uniform(38.0, 60.0)
        share = random.uniform(0.5, 1.0)
        sheet.water += sheet.tube(top, elbow, radius, share)
        sheet.bone += sheet.tube(top, elbow, random.uniform(9.0, 14.0), random.uniform(0.3, 0.7))
        sheet.water += random.uniform(20.0, 90.0) * sheet.blob(
            (top[0] + random.uniform(-30.0, 10.0), top[1] - side * random.uniform(0.0, 50.0)),
            (random.uniform(30.0, 60.0), random.uniform(50.0, 100.0)),
        )
        if random.random() < 0.5:  # the shoulder blade's inner border over the upper lung
            edge = side * random.uniform(90.0, 140.0)
            sheet.bone += sheet.tube((top[0] + 20.0, edge), (top[0] + 160.0, edge - side * 15.0), 12.0, 0.15)


def _raised_arms(sheet: Sheet, random: np.random.Generator) -> None:
    """Arms held up and forward, over the upper front corner and sometimes over the top of the lungs."""
    half = sheet.half_mm
    for _ in range(int(random.integers(1, 3))):
        start = (random.uniform(-0.9, -0.35) * half, random.uniform(-60.0, 60.0))
        end = (start[0] - random.uniform(20.0, 180.0), start[1] - random.uniform(90.0, 220.0))
        radius = random.uniform(32.0, 52.0)
        sheet.water += sheet.tube(start, end, radius, random.uniform(0.4, 1.0))
        sheet.bone += sheet.tube(start, end, random.uniform(9.0, 13.0), random.uniform(0.3, 0.8))


def _breasts(sheet: Sheet, lung: Image, is_frontal: bool, random: np.random.Generator) -> None:
    """Soft shadows with a lower edge over the lower lungs, or before them."""
    middle_row, middle_col = _centre(lung, sheet)
    height = random.uniform(8.0, 55.0)
    for side in (-1, 1) if is_frontal else (-1,):
        across = side * random.uniform(60.0, 95.0) if is_frontal else -random.uniform(80.0, 130.0)
        centre = (middle_row + random.uniform(10.0, 70.0), middle_col + across)
        reach = (random.uniform(35.0, 65.0), random.uniform(40.0, 70.0))
        sheet.water += height * sheet.blob(centre, reach, random.uniform(1.0, 3.0))


def _disease(sheet: Sheet, lung: Image, random: np.random.Generator) -> None:
    """Parts of the lung filled with water: patches, a fluid level from below, a haze, a round mass."""
    kind = random.integers(4)
    filled = np.zeros_like(lung)
    middle_row, middle_col = _centre(lung, sheet)
    if kind == 0:
        for _ in range(int(random.integers(1, 5))):
            centre = (middle_row + random.uniform(-110.0, 110.0), middle_col + random.uniform(-110.0, 110.0))
            reach = tuple(random.uniform(8.0, 45.0, 2))
            filled += random.uniform(0.2, 0.9) * sheet.blob(centre, (reach[0], reach[1]), random.uniform(0.7, 2.0))
    elif kind == 1:
        side = 1.0 if random.random() < 0.5 else -1.0
        level = middle_row + random.uniform(20.0, 110.0) - 0.2 * side * (sheet.right - middle_col)
        beside = _step(side * (sheet.right - middle_col) / 8.0)
        filled += random.uniform(0.3, 0.9) * beside * _step((sheet.down - level) / random.uniform(3.0, 15.0))
    elif kind == 2:
        clouds = gaussian_filter(random.standard_normal(lung.shape).astype(np.float32), random.uniform(3.0, 14.0))
        clouds /= max(float(clouds.std()), 1e-6)
        filled += random.uniform(0.03, 0.15) * np.maximum(clouds + 1.0, 0.0)
    else:
        centre = (middle_row + random.uniform(-100.0, 100.0), middle_col + random.uniform(-100.0, 100.0))
        sheet.water += sheet.tube(centre, centre, random.uniform(6.0, 30.0), random.uniform(0.4, 0.9)) * (lung > 3.0)
    sheet.water += np.clip(filled, 0.0, 0.9) * 0.75 * lung


def _gas(sheet: Sheet, lung: Image, random: np.random.Generator) -> Image:
    """Share of the rays' water that gas in stomach and bowel replaces, below the domes; as dark as lung, and none."""
    middle_row, middle_col = _centre(lung, sheet)
    gas = np.zeros_like(lung)
    for _ in range(int(random.integers(1, 6))):
        centre = (middle_row + random.uniform(50.0, 170.0), middle_col + random.uniform(-120.0, 120.0))
        reach = (random.uniform(8.0, 35.0), random.uniform(8.0, 45.0))
        bubble = sheet.blob(centre, reach, random.uniform(1.0, 5.0))
        if random.random() < 0.3:  # a fluid level
            bubble = bubble * _step((centre[0] + 0.3 * reach[0] - sheet.down) / 1.5)
        gas = np.maximum(gas, random.uniform(0.08, 0.4) * bubble)
    return np.asarray(gas * np.exp(-((lung / _NEAR_LUNG_MM) ** 2)), dtype=np.float32)


def _cables(sheet: Sheet, random: np.random.Generator) -> None:
    for _ in range(int(random.integers(1, 4))):
        points = random.uniform(-sheet.half_mm, sheet.half_mm, (4, 2))
        share = np.linspace(0.0, 1.0, 24)[:, None]
        curve = (
            (1 - share) ** 3 * points[0]
            + 3 * share * (1 - share) ** 2 * points[1]
            + 3 * share**2 * (1 - share) * points[2]
            + share**3 * points[3]
        )
        radius, strength = random.uniform(1.2, 3.0), random.uniform(0.5, 3.0)
        drawn = np.zeros_like(sheet.bone)
        for start, end in pairwise(curve):
            np.maximum(drawn, sheet.tube(tuple(start), tuple(end), radius, strength), out=drawn)
        sheet.bone += drawn


def _device(sheet: Sheet, random: np.random.Generator) -> None:
    """A generator below the collar bone or a port: an oval of metal with a lead."""
    centre = (random.uniform(-110.0, 20.0), random.uniform(-110.0, 110.0))
    size = random.uniform(12.0, 28.0)
    sheet.bone += random.uniform(*METAL_IN_BONE_MM) * sheet.blob(centre, (size, size * random.uniform(0.8, 1.3)), 6.0)
    _cables(sheet, random)


def _buttons(sheet: Sheet, random: np.random.Generator) -> None:
    """Electrodes and sternal wires: small round things."""
    for _ in range(int(random.integers(1, 6))):
        centre = tuple(random.uniform(-140.0, 140.0, 2))
        size = random.uniform(3.0, 9.0)
        sheet.bone += random.uniform(*METAL_IN_BONE_MM) * sheet.blob((centre[0], centre[1]), (size, size), 4.0)


def _centre(lung: Image, sheet: Sheet) -> tuple[float, float]:
    weight = max(float(lung.sum()), 1e-6)
    return float((lung * sheet.down).sum()) / weight, float((lung * sheet.right).sum()) / weight


def _step(values: NDArray[np.floating]) -> Image:
    """From 0 to 1 around 0, smoothly."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * values), dtype=np.float32)
