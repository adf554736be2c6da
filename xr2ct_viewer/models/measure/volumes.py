"""Volumes by threshold: what is connected to a point between two HU limits, or a lung by the rule of the evaluation.

The interval, at 90 %: a voxel whose own 90 % interval HU ± 1.645 sigma straddles a limit may belong to the region or
not. With p the normal probability that it does, its share has the standard deviation sqrt(p (1 - p)); borders move
alike over `DISPLACEMENT_MM`, so the variance of the volume is v² sum_ij s_i s_j rho(d_ij), with the correlation of
`xr2ct_core.error_lengths` (GUM 5.2.2). Voxels inside that may leave make the lower end, voxels outside that may enter,
at most 1.645 `LARGEST_DISPLACEMENT_MM` away, the upper one. To both the size of the voxels is added: the border lies
within half a voxel, uniformly (GUM 4.3.7), which is all that is known on a CT.

This takes up to seconds on a large CT: call it in the background. Units: HU, millimetres, ml.
"""

from math import hypot, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.affine import Affine
from xr2ct_core.error_lengths import DISPLACEMENT_MM, LARGEST_DISPLACEMENT_MM
from xr2ct_core.runs.calibration import HALF_WIDTH
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import filled, marked
from xr2ct_viewer.models.measure.errors import CT_NOTE, MOST_VOXELS, NO_SIGMA_NOTE, volume_size_notes
from xr2ct_viewer.models.measure.lungs import LUNG_LIMITS_HU, lung
from xr2ct_viewer.models.measure.measurement import Measurement
from xr2ct_viewer.models.measure.reading import Quantity, Reading, Region
from xr2ct_viewer.models.measure.subject import Subject

Mask = NDArray[np.bool_]
LIMITS_HU: Final = (-1000.0, 3000.0)
"""At these limits and beyond, there is no limit on that side."""
LUNG_NOTE: Final = marked("Air-filled lung with its vessels, 10 mm and more below the skin; the main airways count.")


def volume(measurement: Measurement, subject: Subject) -> Reading:
    """Millilitres of a region with their 90 % interval, and the region for the views."""
    assert subject.volume is not None and measurement.limits_hu is not None
    if measurement.rule != "connected":
        found = lung(subject.volume, "left" if measurement.rule == "left lung" else "right")
        if found is None:
            return Reading((), (marked("No lung was found by the rule: air-filled, below the skin, 50 ml or more."),))
        measured, mask = found
        sigma_hu = subject.sigma_hu if subject.sigma_hu is not None and mask.shape == subject.sigma_hu.shape else None
        return _reading(measured, mask, sigma_hu, LUNG_LIMITS_HU, subject, (LUNG_NOTE,))
    x_mm, y_mm, z_mm = measurement.points[0]
    hu = subject.volume.hu_at((x_mm, y_mm, z_mm))
    low_hu, high_hu = measurement.limits_hu
    if hu is None:
        return Reading((), (marked("The point lies outside the volume."),))
    if not low_hu <= hu <= high_hu:
        return Reading((), (_not_between(hu),))
    mask = connected(subject.volume, (x_mm, y_mm, z_mm), measurement.limits_hu)
    touches = any(face.any() for axis in range(3) for face in (mask.take(0, axis), mask.take(-1, axis)))
    notes = (
        (marked("The region reaches the end of the volume: it may go on beyond, or have leaked."),) if touches else ()
    )
    return _reading(subject.volume, mask, subject.sigma_hu, measurement.limits_hu, subject, notes)


def _not_between(hu: float) -> str:
    return filled("The voxel at the point has {hu} HU, which is not between the limits.", hu=f"{hu:.0f}")


def connected(volume: Volume, point: tuple[float, float, float], limits_hu: tuple[float, float]) -> Mask:
    """Voxels (z, y, x) between two limits that hang together by faces with the voxel at a point."""
    from scipy import ndimage

    low_hu, high_hu = _open_ended(limits_hu)
    labels, _ = ndimage.label((volume.hu >= low_hu) & (volume.hu <= high_hu))
    z, y, x = np.rint(volume.affine.world_to_voxel(point)).astype(int)
    return np.asarray(labels == labels[z, y, x])


def _reading(
    volume: Volume,
    mask: Mask,
    sigma_hu: NDArray[np.int16] | NDArray[np.float32] | None,
    limits_hu: tuple[float, float],
    subject: Subject,
    notes: tuple[str, ...],
) -> Reading:
    """The volume of a mask (z, y, x) on the grid of `volume`, its interval, and the mask cut to its box."""
    from scipy import ndimage

    z_mm, y_mm, x_mm = volume.spacing_zyx_mm
    voxel_ml = z_mm * y_mm * x_mm / 1000.0
    reach = [int(np.ceil(HALF_WIDTH * LARGEST_DISPLACEMENT_MM / spacing)) for spacing in volume.spacing_zyx_mm]
    box = _grown(ndimage.find_objects(mask.astype(np.uint8))[0], reach, mask.shape)
    inside = mask[box]
    value_ml = float(mask.sum()) * voxel_ml
    border = int((inside & ~ndimage.binary_erosion(inside)).sum())
    sampling_ml = border * voxel_ml / 2.0 / sqrt(3.0)
    leaving_ml = entering_ml = 0.0
    if sigma_hu is not None:
        leaving, entering = _straddling(volume.hu[box], sigma_hu[box], inside, limits_hu, volume.spacing_zyx_mm)
        leaving_ml, entering_ml = (voxel_ml * _spread(shares, volume.spacing_zyx_mm) for shares in (leaving, entering))
    else:
        notes = (*notes, NO_SIGMA_NOTE if subject.is_reconstructed else CT_NOTE)
    notes = (*notes, *volume_size_notes(subject))
    lower_ml = max(value_ml - HALF_WIDTH * hypot(sampling_ml, leaving_ml), 0.0)
    upper_ml = value_ml + HALF_WIDTH * hypot(sampling_ml, entering_ml)
    decimals = 0 if value_ml >= 20.0 else 1
    quantity = Quantity(marked("volume"), value_ml, "ml", lower_ml, upper_ml, decimals)
    mean = Quantity(marked("mean"), float(volume.hu[box][inside].mean()), "HU", decimals=0)
    return Reading((quantity, mean), notes, _cut(inside, volume, box))


def _straddling(
    hu: NDArray[np.int16] | NDArray[np.float32],
    sigma_hu: NDArray[np.int16] | NDArray[np.float32],
    inside: Mask,
    limits_hu: tuple[float, float],
    spacing_zyx_mm: tuple[float, float, float],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Standard deviations (z, y, x) of the shares of voxels that may leave and of those that may enter."""
    from scipy import ndimage
    from scipy.special import ndtr

    low_hu, high_hu = _open_ended(limits_hu)
    value, sigma = hu.astype(np.float64), np.maximum(sigma_hu.astype(np.float64), 1e-3)
    belongs = (value >= low_hu) & (value <= high_hu)
    probability = ndtr((high_hu - value) / sigma) - ndtr((low_hu - value) / sigma)
    shares = np.sqrt(np.clip(probability * (1.0 - probability), 0.0, None))
    width = HALF_WIDTH * sigma
    straddles = (np.abs(value - low_hu) < width) | (np.abs(value - high_hu) < width)
    near = ndimage.distance_transform_edt(~inside, sampling=spacing_zyx_mm) <= HALF_WIDTH * LARGEST_DISPLACEMENT_MM
    return (
        np.where(inside & belongs & straddles, shares, 0.0),
        np.where(~inside & ~belongs & near & straddles, shares, 0.0),
    )


def _spread(shares: NDArray[np.float64], spacing_zyx_mm: tuple[float, float, float]) -> float:
    """Standard deviation of the sum of voxels whose shares (z, y, x) vary alike nearby, in voxels."""
    index = np.argwhere(shares > 0)
    count = len(index)
    if count == 0:
        return 0.0
    if count > 2 * MOST_VOXELS:
        index = index[np.random.default_rng(0).choice(count, 2 * MOST_VOXELS, replace=False)]
    values = shares[tuple(index.T)]
    places = index * np.array(spacing_zyx_mm)
    square_mm2 = np.square(places[:, None, :] - places[None, :, :]).sum(axis=2)
    alike = np.exp(-square_mm2 / (2.0 * DISPLACEMENT_MM**2))
    return count / len(index) * sqrt(max(float(values @ alike @ values), 0.0))


def _open_ended(limits_hu: tuple[float, float]) -> tuple[float, float]:
    low_hu, high_hu = limits_hu
    return (-np.inf if low_hu <= LIMITS_HU[0] else low_hu, np.inf if high_hu >= LIMITS_HU[1] else high_hu)


def _grown(box: tuple[slice, ...], reach: list[int], shape: tuple[int, ...]) -> tuple[slice, ...]:
    return tuple(
        slice(max(side.start - margin, 0), min(side.stop + margin, size))
        for side, margin, size in zip(box, reach, shape, strict=True)
    )


def _cut(inside: Mask, volume: Volume, box: tuple[slice, ...]) -> Region:
    """The region in a box of its own."""
    from scipy import ndimage

    own = ndimage.find_objects(inside.astype(np.uint8))[0]
    start = [outer.start + inner.start for outer, inner in zip(box, own, strict=True)]
    affine = Affine.axis_aligned(volume.spacing_zyx_mm, volume.affine.voxel_to_world(start))
    return Region(np.ascontiguousarray(inside[own]), affine)
