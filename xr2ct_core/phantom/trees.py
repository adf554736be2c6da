"""Branching trees that fill a lung: pulmonary arteries, veins and bronchi.

Points scattered through the lung are split again and again along the axis of their greatest spread; each half is
reached by a branch from its parent towards the half's centre (after Kitaoka's space-division model). Radii follow
Murray's law, so with halving point sets the radius falls by 2^(-1/3) a generation.
"""

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.phantom.tubes import Tubes


def grow_tree(
    root_mm: NDArray[np.float64],
    points_mm: NDArray[np.float64],
    root_radius_mm: float,
    rng: np.random.Generator,
    *,
    exponent: float = 3.0,
    least_radius_mm: float = 0.45,
) -> Tubes:
    """Segments of a tree from `root_mm` to 2^k scattered points (N, 3), N a power of two."""
    groups = points_mm[None]
    nodes = root_mm[None]
    radius = root_radius_mm
    start, end, radii = [], [], []
    while True:
        centres = groups.mean(axis=1)
        share = 0.9 if groups.shape[1] == 1 else 0.34 if len(groups) <= 4 else 0.48
        tips = nodes + share * (centres - nodes)
        tips += 0.05 * np.linalg.norm(tips - nodes, axis=1, keepdims=True) * rng.standard_normal(tips.shape)
        start.append(nodes)
        end.append(tips)
        radii.append(radius * rng.uniform(0.85, 1.15, len(tips)))
        if groups.shape[1] == 1 or radius < least_radius_mm:
            break
        groups = _halves(groups)
        nodes = np.repeat(tips, 2, axis=0)
        radius *= 2.0 ** (-1.0 / exponent)
    return Tubes.segments(np.concatenate(start), np.concatenate(end), np.concatenate(radii))


def _halves(groups: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each group (G, M, 3) cut at the median along its longest axis: (2 G, M / 2, 3), halves side by side."""
    centred = groups - groups.mean(axis=1, keepdims=True)
    _, vectors = np.linalg.eigh(np.einsum("gmi,gmj->gij", centred, centred))
    longest = vectors[..., -1]
    longest = longest * np.sign(longest[np.arange(len(longest)), np.abs(longest).argmax(axis=1)])[:, None]
    order = np.argsort(np.einsum("gmi,gi->gm", centred, longest), axis=1, kind="stable")
    ordered = np.take_along_axis(groups, order[..., None], axis=1)
    return ordered.reshape(len(groups) * 2, groups.shape[1] // 2, 3)
