"""Projection with gradients in the pose as well as in the volume, by the ray marcher of nanodrr.

Slower than the fixed-view projectors and needing many samples a ray, so for registration and calibration only. The
fused kernels of nanodrr are used on a GPU, torch's grid sampling on a CPU. nanodrr is imported on first use; it comes
with the extra `pose`.

Units: attenuation in 1/mm, angles in radians, lengths in millimetres; world LPS.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import ViewGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.rays import view_rays


def project_posed(
    mu_BZYX: Tensor,
    view: ViewGeometry,
    grid: WorkingGrid,
    rotation_rad: Tensor,
    shift_mm: Tensor,
    *,
    samples: int | None = None,
) -> Tensor:
    """Line integrals (B, R, C) of attenuation (B, Z, Y, X), differentiable in the volume and in the pose.

    `rotation_rad` (3,) and `shift_mm` (3,) are added to the view's own rotation about and shift along LPS x, y, z, so
    the result is that of the view with `rotation_deg` and `shift_mm` so changed. `samples` is the number of samples on
    the part of a ray inside the cube, by default two a voxel. Raises `BadConfigError` if nanodrr is not installed or
    the source stands inside the cube.
    """
    subject_type, render = _nanodrr()
    device = mu_BZYX.device
    source_mm, target_mm = _ray_ends(view, grid, device)
    to_world = _pose_matrix(
        rotation_rad.to(device) + torch.deg2rad(torch.tensor(view.rotation_deg, device=device)),
        shift_mm.to(device) + torch.tensor(view.shift_mm, device=device),
    )
    images = [
        render(
            _subject(subject_type, mu_ZYX, grid),
            torch.eye(3, device=device)[None],
            to_world[None],
            torch.ones(1, device=device),
            view.rows,
            view.cols,
            n_samples=2 * grid.size if samples is None else samples,
            src=source_mm,
            tgt=target_mm,
        )[0, 0]
        for mu_ZYX in mu_BZYX
    ]
    return torch.stack(images)


def _nanodrr() -> tuple[Any, Any]:
    """The volume class and the renderer of nanodrr."""
    try:
        from nanodrr.data import Subject
        from nanodrr.drr import render
    except ImportError as error:
        raise BadConfigError(
            "Gradients in the pose need the package nanodrr, which is not installed.",
            'Install it with: pip install "xr2ct[pose]".',
        ) from error
    return Subject, render


def _ray_ends(view: ViewGeometry, grid: WorkingGrid, device: torch.device) -> tuple[Tensor, Tensor]:
    """Where the rays of the view in its rest pose start and end, (1, R * C, 3), beyond the cube on both sides."""
    rays = view_rays(replace(view, rotation_deg=(0.0, 0.0, 0.0), shift_mm=(0.0, 0.0, 0.0)), grid)
    reach_mm = 2.0 * grid.cube_mm
    if view.model == "cone":
        start_mm, end_mm = rays.origin_mm[:1], rays.origin_mm + rays.direction * (view.sdd_mm + reach_mm)
    else:
        start_mm, end_mm = rays.origin_mm - rays.direction * reach_mm, rays.origin_mm + rays.direction * reach_mm
    start, end = (torch.from_numpy(np.array(ends, dtype=np.float32)).to(device) for ends in (start_mm, end_mm))
    return start[None], end[None]


def _pose_matrix(rotation_rad: Tensor, shift_mm: Tensor) -> Tensor:
    """Homogeneous matrix of the rotation about LPS x, then y, then z, followed by the shift."""
    (sx, sy, sz), (cx, cy, cz) = torch.sin(rotation_rad), torch.cos(rotation_rad)
    one, zero = torch.ones_like(sx), torch.zeros_like(sx)
    about_x = torch.stack([one, zero, zero, zero, cx, -sx, zero, sx, cx]).view(3, 3)
    about_y = torch.stack([cy, zero, sy, zero, one, zero, -sy, zero, cy]).view(3, 3)
    about_z = torch.stack([cz, -sz, zero, sz, cz, zero, zero, zero, one]).view(3, 3)
    rigid = torch.cat([about_z @ about_y @ about_x, shift_mm[:, None]], dim=1)
    bottom = torch.stack([zero, zero, zero, one])[None]
    return torch.cat([rigid, bottom]).to(torch.float32)


def _subject(subject_type: Any, mu_ZYX: Tensor, grid: WorkingGrid) -> Any:
    """The volume as nanodrr takes it: voxel indices and world in x, y, z order, attenuation unchanged."""
    to_world = torch.diag(torch.tensor([grid.spacing_mm] * 3 + [1.0]))
    to_world[:3, 3] = -(grid.size - 1) / 2.0 * grid.spacing_mm
    to_unit = torch.diag(torch.tensor([2.0 / grid.size] * 3 + [1.0]))
    to_unit[:3, 3] = 1.0 / grid.size - 1.0
    device = mu_ZYX.device
    return subject_type(
        mu_ZYX[None, None],
        torch.zeros((1, 1, 1, 1, 1), device=device),
        to_world.to(device),
        torch.linalg.inv(to_world).to(device),
        to_unit.to(device),
        torch.zeros(3, device=device),
        max_label=0,
        convert_to_mu=False,
    )
