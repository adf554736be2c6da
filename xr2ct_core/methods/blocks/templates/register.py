"""The registration of one template: coarse to fine over grids, control grids and unknowns, by Adam.

Pose first, then the coarse control grids, then finer ones with the local density, at last on a finer grid. Each stage
starts from the result of the one before; its step length falls as a half cosine. Deterministic.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, pi

import torch
from torch import Tensor

from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.blocks.radiograph_level import Level, make_level
from xr2ct_core.methods.blocks.templates import losses
from xr2ct_core.methods.blocks.templates.config import RegistrationConfig
from xr2ct_core.methods.blocks.templates.guide import Guide
from xr2ct_core.methods.blocks.templates.library import other_people
from xr2ct_core.methods.blocks.templates.shapes import shape_modes
from xr2ct_core.methods.blocks.templates.warp import Deformation, Lattice, TemplateVolume
from xr2ct_core.radiograph import RadiographPair

_FOLDING_WEIGHT = 100.0
_LEANING_WEIGHT = 2.0
_STRANGENESS_WEIGHT = 1e-3
_COARSE_GRID = 24
_DENSITY_STEP = 0.02
_SHAPE_STEP_PER_MM = 0.1


@dataclass(frozen=True)
class Stage:
    """Steps with the first `levels` control grids at one voxel size; `step_mm` is the first step length."""

    voxel_mm: float
    levels: int
    density: bool
    steps: int
    step_mm: float

    @property
    def cost(self) -> float:
        """Time of a step in units of a step at 10 mm."""
        return self.cost_at(self.voxel_mm)

    @staticmethod
    def cost_at(voxel_mm: float) -> float:
        return (10.0 / voxel_mm) ** 2


POSE = Stage(10.0, 0, False, 60, 4.0)
FREE_FORM = (
    Stage(10.0, 1, False, 60, 3.0),
    Stage(10.0, 2, True, 60, 2.0),
    Stage(5.0, 3, True, 80, 1.5),
)


def pose_stage(config: RegistrationConfig) -> Stage:
    """The first stage, for the effort and the finest voxel size of `config`."""
    return _adapted(POSE, config)


def warp_stages(config: RegistrationConfig) -> tuple[Stage, ...]:
    """The stages after the pose, for the effort and the finest voxel size of `config`."""
    return tuple(_adapted(stage, config) for stage in FREE_FORM)


def _adapted(stage: Stage, config: RegistrationConfig) -> Stage:
    voxel_mm, steps = max(stage.voxel_mm, config.finest_mm), max(1, round(stage.steps * config.effort))
    return replace(stage, voxel_mm=voxel_mm, steps=steps)


class Registration:
    """Fits the deformation of one template to a pair, stage by stage."""

    def __init__(self, template: TemplateVolume, config: RegistrationConfig, pyramid: "Pyramid") -> None:
        self.template = template
        self.guide: Guide | None = None
        """What it is to resemble beside the radiographs, if anything."""
        self.deformation = Deformation(pyramid.device, pyramid.modes_mm if config.shape_weight else None)
        self._config = config
        self._pyramid = pyramid

    def fit(self, stage: Stage, on_step: Callable[[], None]) -> float:
        """Run one stage, calling `on_step` before each step; returns the final value of the loss."""
        level, lattice = self._pyramid.at(stage.voxel_mm)
        optimiser = torch.optim.Adam(self._unknowns(stage), betas=(0.8, 0.95))
        first_lr = [group["lr"] for group in optimiser.param_groups]
        for step in range(stage.steps):
            on_step()
            share = 0.1 + 0.45 * (1.0 + cos(pi * step / stage.steps))
            for group, lr in zip(optimiser.param_groups, first_lr, strict=True):
                group["lr"] = lr * share
            optimiser.zero_grad()
            loss = self._loss(stage, level, lattice)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        with torch.no_grad():
            return float(self._loss(stage, level, lattice))

    def correlation(self, stage: Stage) -> float:
        """Correlation of the warped template's projections with the radiographs."""
        level, lattice = self._pyramid.at(stage.voxel_mm)
        with torch.no_grad():
            projected = level.project(self.deformation.warp(self.template, lattice, stage.levels))
            return losses.normalised_correlation(level, projected)

    def volume(self, lattice: Lattice) -> Tensor:
        """Attenuation (Z, Y, X) of the warped template with all control grids."""
        with torch.no_grad():
            return self.deformation.warp(self.template, lattice, len(self.deformation.free_form_mm))

    def _unknowns(self, stage: Stage) -> list[dict[str, object]]:
        deformation = self.deformation
        half_cube_mm = self._pyramid.cube_mm / 2.0
        groups: list[dict[str, object]] = [
            {"params": [deformation.affine_mm, *deformation.free_form_mm[: stage.levels]], "lr": stage.step_mm},
            {"params": [deformation.scan_ends], "lr": stage.step_mm / half_cube_mm},
        ]
        if stage.levels and len(deformation.shape):
            groups.append({"params": [deformation.shape], "lr": _SHAPE_STEP_PER_MM * stage.step_mm})
        if stage.density:
            groups.append({"params": [deformation.log_density], "lr": _DENSITY_STEP})
        return groups

    def _loss(self, stage: Stage, level: Level, lattice: Lattice) -> Tensor:
        config, deformation = self._config, self.deformation
        mu_ZYX = deformation.warp(self.template, lattice, stage.levels)
        loss = losses.projection_misfit(level, level.project(mu_ZYX), config.edge_weight, config.match_gain)
        if self.guide is not None:
            loss = loss + self.guide.distance(mu_ZYX)
        coarse = self._pyramid.coarse_lattice
        displacement_mm = deformation.displacement_mm(coarse, stage.levels)
        loss = loss + _LEANING_WEIGHT * losses.leaning(displacement_mm, coarse)
        if stage.levels:
            loss = loss + config.bending_weight * losses.bending_energy(
                deformation, stage.levels, self._pyramid.cube_mm
            )
            if len(deformation.shape):
                loss = loss + config.shape_weight * _STRANGENESS_WEIGHT * losses.strangeness(deformation)
            loss = loss + _FOLDING_WEIGHT * losses.folding(displacement_mm, coarse.grid.spacing_mm)
        if stage.density:
            loss = loss + config.tissue_weight * losses.density_change(deformation)
        return loss


class Pyramid:
    """Levels of a pair by voxel size, made when first asked for; never finer than the grid of the result."""

    def __init__(self, pair: RadiographPair, grid: WorkingGrid, device: torch.device) -> None:
        self.device = device
        self.cube_mm = grid.cube_mm
        self.coarse_lattice = Lattice(WorkingGrid(_COARSE_GRID, grid.cube_mm), device)
        self._pair = pair
        self.finest = grid
        self._levels: dict[int, tuple[Level, Lattice]] = {}

    @cached_property
    def modes_mm(self) -> Tensor:
        """How other people than the patient differ in shape (M, 3, K, K, K); see `shapes`."""
        return torch.from_numpy(shape_modes(other_people(self._pair))).to(self.device)

    def at(self, voxel_mm: float) -> tuple[Level, Lattice]:
        """The level whose voxels are nearest to `voxel_mm`."""
        size = max(2, min(self.finest.size, round(self.cube_mm / voxel_mm)))
        if size not in self._levels:
            grid = WorkingGrid(size, self.cube_mm)
            self._levels[size] = make_level(self._pair, grid, self.device), Lattice(grid, self.device)
        return self._levels[size]
