"""Training patients bent towards each other's shape: few patients become many, each with the anatomy of a real one.

A meeting bends one towards another. A mix bends him by how many others differ from each other, each difference taken by
an amount drawn by chance: shapes then vary in all directions in which people do (a draw from a statistical deformation
model; Rueckert et al., IEEE Trans Med Imaging 2003;22:1014).

Invariants: only CTs of real people in the given source, the cases to learn from, take part, so nothing of anybody held
out gets in; who meets and how far the bend goes follow from the draw alone; no bend folds. Two patients are
registered when they first meet; the result is kept on disk under their fingerprints, and safe to delete.
Units: millimetres.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from xr2ct_core.bspline import jacobian
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.data.cache import CubeCache, code_version
from xr2ct_core.data.registration import LARGEST_AMOUNT, registered, sampled
from xr2ct_core.data.source import CaseSample, Source
from xr2ct_core.data.warp import Bend
from xr2ct_core.paths import cache_folder

_REGISTERS: Final = ("data/registration.py", "data/lungs.py", "bspline.py")
MOST_PARTNERS: Final = 12
"""A patient meets the next so many in the source, so that a large one need not be registered all with all."""
MIXED: Final = 24
"""Differences of two people in a mix."""
_MIX_STRENGTH: Final = (0.4, 1.0)
"""Two people differ by the square root of two times what one differs from the mean."""
_LEAST_JACOBIAN: Final = 0.15
_GENTLER: Final = 0.85
_KEPT: Final = 256
_STEPS_PER_MM: Final = 100.0
"""Displacements are kept as whole hundredths of a millimetre."""


@dataclass(frozen=True, eq=False)
class Mix:
    """Who differs from whom (shares of the people, and of the partners of each), and how much of each difference."""

    people: NDArray[np.float64]
    partners: NDArray[np.float64]
    amounts: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Meeting:
    """Whether a case is bent, towards which of its partners (a share of them), and how far: 1 is all the way.

    With a `mix` it is bent by that instead.
    """

    happens: bool
    partner: float
    amount: float
    mix: Mix | None = None


def draw_meeting(config: AugmentConfig, random: np.random.Generator) -> Meeting:
    """A random meeting; every number is drawn whatever the settings."""
    chance, partner, amount = random.uniform(0, 1, 3)
    people, partners = random.uniform(0, 1, (2, MIXED))
    amounts = random.uniform(*_MIX_STRENGTH) / np.sqrt(MIXED) * random.standard_normal(MIXED)
    is_mixed = config.crossing <= chance < config.crossing + config.mixing
    mix = Mix(people, partners, amounts) if is_mixed else None
    return Meeting(bool(chance < config.crossing), float(partner), float(LARGEST_AMOUNT * amount), mix)


class Crossing:
    """Bends of the cases of one source towards each other."""

    def __init__(self, source: Source, kept: CubeCache | None = None) -> None:
        self._source = source
        self._people = [index for index, kind in enumerate(source.kinds) if kind == "CT"]
        self._cache = kept or CubeCache(cache_folder() / "crossings")
        self._newest: OrderedDict[tuple[int, int], NDArray[np.int16]] = OrderedDict()

    def partners(self, index: int) -> list[int]:
        """Cases of other people that a case may be bent towards; none for what is not a person's CT."""
        if index not in self._people:
            return []
        place = self._people.index(index)
        others = self._people[place + 1 :] + self._people[:place]
        return [other for other in others if self._source.subjects[other] != self._source.subjects[index]][
            :MOST_PARTNERS
        ]

    def bend(self, index: int, meeting: Meeting, device: torch.device) -> Bend | None:
        """The bend of a case in a meeting, or None if there is none."""
        partners = self.partners(index)
        if not partners:
            return None
        if meeting.happens:
            displacement_mm = meeting.amount * self.displacement_mm(index, _chosen(partners, meeting.partner))
        elif meeting.mix is not None:
            displacement_mm = self._mixed_mm(meeting.mix)
        else:
            return None
        return partial(_bent, displacement_mm=displacement_mm.to(device), cube_mm=self._source.grid.cube_mm)

    def _mixed_mm(self, mix: Mix) -> Tensor:
        """(3, z, y, x) in mm; as much of the mix as does not fold."""
        differences_mm = []
        for one, other, amount in zip(mix.people, mix.partners, mix.amounts, strict=True):
            person = _chosen(self._people, one)
            partner = _chosen(self.partners(person), other)
            differences_mm.append(float(amount) * self.displacement_mm(person, partner))
        displacement_mm = torch.stack(differences_mm).sum(0)
        spacing_mm = self._source.grid.cube_mm / displacement_mm.shape[-1]
        while float(jacobian(displacement_mm, spacing_mm).min()) < _LEAST_JACOBIAN:
            displacement_mm = _GENTLER * displacement_mm
        return displacement_mm

    def displacement_mm(self, index: int, partner: int) -> Tensor:
        """(3, z, y, x) in mm on a coarse grid: where the case shows what the partner shows at each place."""
        pair = (index, partner)
        found = self._newest.pop(pair, None)
        if found is None:
            found = self._cache.get_or_make(self._key(index, partner), lambda: self._registered(index, partner))
        self._newest[pair] = found
        if len(self._newest) > _KEPT:
            self._newest.popitem(last=False)
        return torch.from_numpy(found).float() / _STEPS_PER_MM

    def _registered(self, index: int, partner: int) -> NDArray[np.int16]:
        moving, fixed = (cast(CaseSample, self._source[which]) for which in (index, partner))
        displacement_mm = registered(moving.cube_hu, fixed.cube_hu, self._source.grid.cube_mm)
        return np.asarray((_STEPS_PER_MM * displacement_mm).round().numpy(), dtype=np.int16)

    def _key(self, index: int, partner: int) -> str:
        names = f"{self._source.fingerprint(index)} {self._source.fingerprint(partner)}"
        return hashlib.sha256(f"{names} {self._source.grid.cube_mm:g} {code_version(*_REGISTERS)}".encode()).hexdigest()


def _chosen(cases: Sequence[int], share: float) -> int:
    return cases[min(int(share * len(cases)), len(cases) - 1)]


def _bent(places_mm: Tensor, displacement_mm: Tensor, cube_mm: float) -> Tensor:
    return places_mm + sampled(displacement_mm, places_mm, cube_mm)
