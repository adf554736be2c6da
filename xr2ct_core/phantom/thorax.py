"""A whole thorax from a seed: the anatomy is drawn, placed in the thoracic frame and painted from outside to inside.

The same seed is the same person on every grid and device; on the CPU it is the same volume bit by bit.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.phantom.abdomen import Abdomen
from xr2ct_core.phantom.anatomy import Anatomy, draw_anatomy
from xr2ct_core.phantom.cage import Frame
from xr2ct_core.phantom.girdle import Girdle
from xr2ct_core.phantom.insertions import (
    EffusionSpec,
    NoduleSpec,
    draw_effusion,
    draw_nodule,
    paint_effusion,
    paint_nodule,
)
from xr2ct_core.phantom.lungs import Lungs
from xr2ct_core.phantom.mediastinum import Mediastinum
from xr2ct_core.phantom.skeleton import Skeleton
from xr2ct_core.phantom.soft import SoftBody
from xr2ct_core.phantom.space import Canvas, Space
from xr2ct_core.phantom.texture import world_noise
from xr2ct_core.provenance import Provenance
from xr2ct_core.units import HU_AIR
from xr2ct_core.volume import Volume

#: Share of a voxel from which it counts as bone; thin plates fill no voxel.
_BONE_SHARE = 0.4
#: Lattice spacing in mm and amplitude in HU of the mottle of soft tissue and bone.
_SOFT_TEXTURE = ((5.0, 26.0), (14.0, 16.0))


class Label(IntEnum):
    """Classes of the label map. Air is outside the body and in airways and bowel; lung includes its vessels."""

    AIR = 0
    LUNG = 1
    SOFT = 2
    BONE = 3


@dataclass(frozen=True, eq=False)
class LabelledThorax:
    """A phantom with what is known about it: labels uint8 (z, y, x) and a mask of each insertion by its name."""

    volume: Volume
    labels: NDArray[np.uint8]
    insertions: dict[str, NDArray[np.bool_]]


def make_thorax(
    seed: int,
    grid: WorkingGrid,
    device: torch.device | str = "cpu",
    *,
    nodule: bool | NoduleSpec = False,
    effusion: bool | EffusionSpec = False,
) -> Volume:
    """The thorax of a random person as int16 HU; `True` draws the finding from the seed as well."""
    return make_thorax_with_labels(seed, grid, device, nodule=nodule, effusion=effusion).volume


def make_thorax_with_labels(
    seed: int,
    grid: WorkingGrid,
    device: torch.device | str = "cpu",
    *,
    nodule: bool | NoduleSpec = False,
    effusion: bool | EffusionSpec = False,
) -> LabelledThorax:
    """The same with labels and the masks of the insertions (`nodule`, `effusion`)."""
    if nodule is True:
        nodule = draw_nodule(seed)
    if effusion is True:
        effusion = draw_effusion(seed)
    return build_thorax(draw_anatomy(seed), grid, device, nodule=nodule or None, effusion=effusion or None)


@torch.no_grad()
def build_thorax(
    anatomy: Anatomy,
    grid: WorkingGrid,
    device: torch.device | str = "cpu",
    *,
    nodule: NoduleSpec | None = None,
    effusion: EffusionSpec | None = None,
) -> LabelledThorax:
    """The thorax of a described person."""
    space = Space.of_grid(grid, device)
    canvas, tissue, frame = Canvas(space, HU_AIR), anatomy.tissue, Frame(anatomy)
    mediastinum = Mediastinum(frame, tissue)
    lungs, girdle = Lungs(frame, mediastinum, tissue), Girdle(frame, tissue)

    cage = frame.cage_distance(space)
    soft = SoftBody(frame, tissue, girdle.shoulder_mm)
    body = soft.paint(canvas, cage)
    girdle.paint_muscle(canvas, body)
    canvas.fill(space, cage + 1.0, tissue.fat)
    soft.paint_neck(canvas)
    Abdomen(frame, tissue).paint(canvas, cage)
    above_diaphragm = frame.above_diaphragm_distance(space)
    heart = mediastinum.heart.distance(space)
    lung = lungs.distance(space, cage, heart)
    lungs.paint(canvas, lung)
    mediastinum.paint(canvas, heart, above_diaphragm)
    lungs.paint_trees(canvas)

    found: dict[str, NDArray[np.bool_]] = {}
    if nodule is not None:
        mask, nodule = paint_nodule(canvas, lungs, nodule)
        found["nodule"] = mask.cpu().numpy()
    if effusion is not None:
        mask, effusion, lung = paint_effusion(canvas, frame, lung, effusion)
        found["effusion"] = mask.cpu().numpy()

    bone = Skeleton(frame, tissue).paint(canvas)
    girdle.paint(canvas, bone)
    rng = np.random.default_rng([anatomy.seed, 6])
    texture = sum((hu * world_noise(space, rng, scale_mm) for scale_mm, hu in _SOFT_TEXTURE), start=torch.zeros(()))
    canvas.hu += texture * (canvas.hu > -200.0) * space.occupancy(body)

    labels = torch.full(space.shape, int(Label.SOFT), dtype=torch.uint8, device=space.device)
    gas = (canvas.hu < -300.0) & (lung > 0.6 * space.spacing_mm)
    labels[(body > 0.0) | gas] = int(Label.AIR)
    labels[lung < 0.0] = int(Label.LUNG)
    labels[bone > _BONE_SHARE] = int(Label.BONE)
    hu = torch.round(canvas.hu).clamp(-1024.0, 3071.0).to(torch.int16).cpu().numpy()
    volume = Volume.on_grid(hu, grid, _provenance(anatomy, nodule, effusion))
    return LabelledThorax(volume, labels.cpu().numpy(), found)


def _provenance(anatomy: Anatomy, nodule: NoduleSpec | None, effusion: EffusionSpec | None) -> Provenance:
    config = {
        "anatomy": anatomy.model_dump(mode="json"),
        "nodule": None if nodule is None else nodule.model_dump(mode="json"),
        "effusion": None if effusion is None else effusion.model_dump(mode="json"),
    }
    return Provenance(
        kind="phantom",
        synthetic=True,
        subject=f"phantom-{anatomy.seed}",
        method_config=config,
        source=f"Procedural thorax, seed {anatomy.seed}.",
        assumptions=("Anatomy is made by formulas and random numbers; it is nobody's.",),
    )
