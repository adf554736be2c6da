"""Files of the jobs of the Read workspace: what the worker gets, and results, drafts and studies of what it made."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.protocol.tasks import ProjectTask, ReconstructSummary
from xr2ct_core.provenance import Provenance
from xr2ct_core.radiograph import RadiographPair
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.input_edit import InputEdit
from xr2ct_viewer.models.study import Study
from xr2ct_viewer.models.study_result import Draft, StudyResult
from xr2ct_viewer.models.xray_bench import BenchSetup


def read_result(edit: InputEdit, summary: dict[str, Any], artifacts: dict[str, Path]) -> StudyResult:
    """Read the files of a finished reconstruction into memory. Runs on any thread."""
    report = ReconstructSummary.model_validate(summary)
    grid = WorkingGrid(report.grid_size, report.cube_mm)
    try:
        arrays = {role: np.load(path, allow_pickle=False) for role, path in artifacts.items() if path.suffix == ".npy"}
        inputs = arrays["input_frontal"], arrays["input_lateral"]
        reprojections = arrays["reprojection_frontal"], arrays["reprojection_lateral"]
        hu = np.ascontiguousarray(arrays["volume"], dtype=np.int16)
        geometry = BiplanarGeometry.from_record(report.provenance["geometry"])
    except (KeyError, ValueError) as error:
        raise Xr2ctError("The result of the reconstruction is incomplete.", "Run it again.") from error
    return StudyResult(
        method_id=report.method,
        volume=Volume.on_grid(hu, grid, Provenance.model_validate(report.provenance)),
        uncertainty_hu=arrays.get("uncertainty"),
        inputs=inputs,
        reprojections=reprojections,
        geometry=geometry,
        edit=edit,
        summary=report,
    )


def read_draft(path: Path, pair: RadiographPair, edit: InputEdit, method_id: str) -> Draft:
    """The draft in a file of the worker, on the cube of the X-rays. Runs on any thread."""
    try:
        hu = np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise Xr2ctError(f"The draft {path.name} cannot be read.") from error
    provenance = Provenance(kind="reconstruction", synthetic=True, subject=pair.subject, method_id=method_id)
    return Draft(Volume.on_grid(hu, WorkingGrid(len(hu), pair.cube_mm), provenance), edit)


def project_task(ct_path: Path, setup: BenchSetup | None) -> ProjectTask:
    """How X-rays of a CT are to be made, by default as everywhere."""
    if setup is None:
        return ProjectTask(ct_path=str(ct_path))
    return ProjectTask(
        ct_path=str(ct_path),
        taken=setup.record,
        told="taken" if setup.is_told else "straight",
        breath_mm=setup.breath_mm,
        shown=setup.look,
        photons=setup.photons,
        seed=setup.seed,
    )


def written_volume(volume: Volume, path: Path) -> Path:
    """The file of a volume, in a folder that is made where it is missing. Runs on any thread."""
    from xr2ct_core.io import write_volume

    path.parent.mkdir(parents=True, exist_ok=True)
    return write_volume(volume, path)


def read_projected(pair_path: Path, title: str) -> Study:
    """The study of a simulated pair, all of it in memory with what it was made from: its files are going away.

    Runs on any thread.
    """
    from xr2ct_core.io import read_pair, read_volume

    pair = read_pair(pair_path)
    study = Study(title, pair=replace(pair, truth_path=None))
    if pair.truth_path is not None:
        study.truth = read_volume(pair.truth_path)
    return study
