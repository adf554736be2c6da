"""What the networks learn from: bodies varied from CTs, both views taken and shown by machines drawn by chance.

A lesson is what a network sees of both views (four channels, `fields.look`) and, as a fifth, the line integrals that it
should find, all in the frame of `radiography.curve_field`. Views of a lesson are turned against each other and taken in
two breaths, because those of real pairs are. Half of the bodies go on above and below the end of their scan.

Shape legend: B pairs, V views, C channels, R rows, P columns.
"""

import zlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import grid_sample, interpolate

from xr2ct_core.data.augment import Augmenter, Draw
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.crossing import Crossing
from xr2ct_core.data.cubes import CubeSource
from xr2ct_core.evaluation.stand_in import StandIn
from xr2ct_core.evaluation.stand_ins import lateral_hu
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.inference.display.fields import look
from xr2ct_core.projection.numpy_twin import project_numpy
from xr2ct_core.radiograph import Radiograph
from xr2ct_core.radiography.curve_field import HIGHEST, in_frame, relative_grey
from xr2ct_core.radiography.drawn import drawn_exposure, drawn_presentations
from xr2ct_core.radiography.exposure import log_signal, materials
from xr2ct_core.radiography.presentation import shown
from xr2ct_core.radiography.restore import share_of_depth, taken_apart
from xr2ct_core.units import HU_AIR, hu_to_mu_per_mm
from xr2ct_core.volume import HuArray, Volume

GRID: Final = WorkingGrid(64)
DETECTOR: Final = 128
VARIED: Final = AugmentConfig(
    stretch=0.18,
    elastic_mm=12.0,
    breathing_mm=20.0,
    shift_mm=15.0,
    crossing=0.3,
    mixing=0.5,
    lung_hu=80.0,
    effusions=0.08,
)
_PIXELS_OF_A_PIXEL: Final = 9.0
"""Photons of a pixel of 3 mm against one of 1 mm."""
_MOST_SCATTER: Final = 0.75
_TISSUE_HU, _BODY_SHARE = -300.0, 0.02

Lessons = NDArray[np.float16]


def drawn_lessons(cubes: Mapping[str, HuArray], bodies: int, machines: int, seed: int = 1) -> dict[str, Lessons]:
    """Lessons (n, V, C + 1, R, P) of each patient: `bodies` variants of a 64³ cube in HU, each by so many machines.

    Shapes are mixed among these patients alone.
    """
    whole = {name: np.rint(hu).astype(np.int16) for name, hu in cubes.items()}
    people = CubeSource(whole, GRID, BiplanarGeometry.preset("clinic"))
    augmenter, lessons = Augmenter(VARIED, GRID, seed=seed, crossing=Crossing(people)), {}
    for index, (name, hu) in enumerate(cubes.items()):
        random = np.random.default_rng([seed, zlib.crc32(name.encode())])
        found = [
            lesson
            for body in range(bodies)
            for lesson in _of_body(hu.astype(np.float32), random, augmenter, Draw(body, index), machines)
        ]
        lessons[name] = np.stack(found)
    return lessons


def _of_body(
    hu: NDArray[np.float32], random: np.random.Generator, augmenter: Augmenter, draw: Draw, machines: int
) -> list[Lessons]:
    if random.random() < 0.5:
        hu = _going_on(hu)
    body = augmenter.content(augmenter.volume(torch.as_tensor(hu), draw), draw)
    volume = Volume.on_grid(body.numpy(), GRID, None)
    how = StandIn(turn_deg=float(random.uniform(-4.0, 4.0)), breath_mm=float(random.normal()) * 5.0)
    views = [view.resampled(DETECTOR, DETECTOR) for view in _drawn_geometry(random).views]
    seen = [volume.hu.astype(np.float32), lateral_hu(volume, how)]
    paths = [[project_numpy(part, (v,), GRID)[0] for part in materials(hu)] for hu, v in zip(seen, views, strict=True)]
    wanted = [project_numpy(hu_to_mu_per_mm(hu), (v,), GRID)[0] for hu, v in zip(seen, views, strict=True)]
    shares = share_of_depth(views, GRID.cube_mm)
    lessons = []
    for _ in range(machines):
        exposure = drawn_exposure(random)
        exposure = replace(
            exposure, photons=exposure.photons * _PIXELS_OF_A_PIXEL, scatter=float(random.uniform(0.0, _MOST_SCATTER))
        )
        images = []
        for (water, bone), view, how_shown, share, line_integrals in zip(
            paths, views, drawn_presentations(random), shares, wanted, strict=True
        ):
            log = log_signal(water, bone, view.pixel_mm, exposure, random)
            if random.random() < 0.25:
                how_shown = replace(how_shown, collimation_mm=float(random.uniform(10.0, 60.0)))
            radiograph = Radiograph(shown(log, view.pixel_mm, how_shown, random), view.pixel_mm, view.view)
            images.append(np.concatenate([_looked_at(radiograph, view, share), in_frame(line_integrals, view)[None]]))
        lessons.append(np.stack(images).astype(np.float16))
    return lessons


def _looked_at(radiograph: Radiograph, view: ViewGeometry, share: NDArray[np.float32]) -> NDArray[np.float32]:
    apart = taken_apart(radiograph, view, share)
    return look(apart, relative_grey(apart.grey, apart.parts.air, apart.body), view)


def _drawn_geometry(random: np.random.Generator) -> BiplanarGeometry:
    """`clinic`, or a chest stand with other distances and another field."""
    if random.random() < 0.35:
        return BiplanarGeometry.preset("clinic")
    sad_mm = random.uniform(1300.0, 1950.0)
    sdd_mm = sad_mm + random.uniform(120.0, 300.0)
    pixel_mm = random.uniform(300.0, 370.0) * sdd_mm / sad_mm / 384.0
    return BiplanarGeometry.make(sad_mm=sad_mm, sdd_mm=sdd_mm, rows=384, cols=384, pixel_mm=pixel_mm)


def _going_on(hu: NDArray[np.float32]) -> NDArray[np.float32]:
    """The body with its first and last slices repeated to the ends of the cube."""
    filled = np.flatnonzero((hu > _TISSUE_HU).mean(axis=(1, 2)) > _BODY_SHARE)
    if len(filled) < 4:
        return hu
    longer = np.maximum(hu, HU_AIR)
    longer[: filled[0] + 1] = longer[filled[0] + 1]
    longer[filled[-1] :] = longer[filled[-1] - 1]
    return longer


def varied(lessons_BVCRP: Tensor, random: torch.Generator) -> Tensor:
    """Lessons of bodies stretched along each axis, moved, and shown by slightly other curves.

    A body that is deeper by a factor is wider by it in the lateral image and attenuates more by it in the frontal one,
    and likewise the other way round; the curve is then another one, which is as likely.
    """
    batch, views, _, rows, cols = lessons_BVCRP.shape

    def drawn(*shape: int) -> Tensor:
        return torch.empty(*shape).uniform_(-1.0, 1.0, generator=random)

    along_z = torch.exp(0.12 * drawn(batch))
    across_V = [torch.exp(0.2 * drawn(batch)) for _ in range(views)]
    axis = torch.linspace(-1.0, 1.0, rows) * ((rows - 1) / rows)
    moved_down, moved_aside = 0.1 * drawn(batch), 0.06 * drawn(batch, views)
    from_row = (axis - moved_down[:, None]) / along_z[:, None]
    places = []
    for number, factor in enumerate(across_V):
        from_col = (axis - moved_aside[:, number, None]) / factor[:, None]
        places.append(
            torch.stack(
                (from_col[:, None].expand(batch, rows, cols), from_row[..., None].expand(batch, rows, cols)), -1
            )
        )
    grid = torch.stack(places, 1).flatten(0, 1)
    found = grid_sample(lessons_BVCRP.flatten(0, 1), grid, align_corners=False).reshape(lessons_BVCRP.shape)
    grey, exposed, direct, _, wanted = found.unbind(2)
    wanted = wanted * torch.stack(across_V[::-1], 1)[..., None, None]
    local = interpolate(torch.randn(batch * views, 1, 4, 4, generator=random), size=(rows, cols), mode="bicubic")
    grey = grey.clamp_min(0.0) ** torch.exp(0.35 * drawn(batch, views, 1, 1)) * (1.0 + 0.05 * local.reshape(grey.shape))
    grey = (grey + 0.01 * torch.randn(grey.shape, generator=random)).clamp(0.0, HIGHEST)
    return torch.stack((grey, (exposed > 0.5).float(), (direct > 0.5).float(), lessons_BVCRP[:, :, 3], wanted), 2)


def mirrored(lessons_BVCRP: Tensor, random: torch.Generator) -> Tensor:
    """Each view of a batch seen from its other side, or not: what attenuates is the same from there."""
    flips = torch.rand(lessons_BVCRP.shape[1], generator=random) < 0.5
    views = [view.flip(-1) if flip else view for view, flip in zip(lessons_BVCRP.unbind(1), flips, strict=True)]
    return torch.stack(views, 1)
