"""Configurations of the worker's tasks: what the `config` of a `start` message holds.

Paths are absolute. Each task writes into the message's `out_dir` and announces every finished file as an artifact.
"""

from typing import Any, Final, Literal, Self

from pydantic import model_validator

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.domain.reasons import Reason
from xr2ct_core.errors import BadConfigError

DeviceChoice = Literal["auto", "cpu", "cuda"]
GeometryName = Literal["x2ct", "clinic", "parallel"]
PoseTold = Literal["taken", "straight"]
PairShown = Literal["line_integral", "display", "drawn"]
LARGEST_BREATH_MM: Final = 40.0


class ReconstructTask(ConfigBase):
    """Reconstruct one pair file.

    Artifacts: `volume` and (where the method has one) `uncertainty` as `.npy` int16 HU (z, y, x) on the grid,
    `reprojection_frontal` and `reprojection_lateral` as `.npy` float32 line integrals on the pair's detectors,
    `input_frontal` and `input_lateral` as `.npy` float32, the line integrals the method saw, and `result` as JSON
    (`ReconstructSummary`), which is also the summary of the `result` message.

    With `drafts` early versions of the volume, `draft`, come in between, as they are made: `.npy` int16 HU (z, y, x) of
    the same cube, each in a file of its own, on any grid.

    What makes the pair or the result doubtful comes as `warning` and in the summary; a pair that is refused ends as an
    error of the code `refused` (`domain.reasons`).
    """

    pair_path: str
    method: str = "template"
    method_config: dict[str, Any] = ui({}, "Settings of the method, by field name.")
    checkpoint: str | None = ui(None, "Folder of a checkpoint, for methods that are trained.")
    members: tuple[str, ...] = ui((), "Checkpoints that reconstruct together; `checkpoint` is then the folder of them.")
    fallback: bool = ui(False, "Use another bundled network or template where the checkpoint is damaged, and say so.")
    fit_display: bool = ui(True, "Look for the tone curves of display images; else they are taken to be straight.")
    style: str | None = ui(None, "Folder of a checkpoint of the method style, which translates display images first.")
    grid_size: Literal[32, 64, 128] = ui(128, "Voxels along each edge of the working cube.")
    device: DeviceChoice = "auto"
    anyway: bool = ui(False, "Make a volume even of a pair that is refused; it then says so.")
    drafts: bool = ui(False, "Hand out early versions of the volume, where the method has any.")


class ReconstructSummary(ConfigBase):
    """What a reconstruction reports beside its files."""

    subject: str
    method: str
    grid_size: int
    cube_mm: float
    device: str
    seconds: float
    timings_s: dict[str, float]
    peak_memory_bytes: int
    metrics: dict[str, float]
    """`psnr_frontal_db`, `ssim_frontal`, `ncc_frontal`, the same for `lateral`, and 3D metrics where truth exists."""
    notes: tuple[str, ...]
    provenance: dict[str, Any]
    calibration: dict[str, float] = ui({}, "What was found about how the pair was taken, where that was asked for.")
    reasons: tuple[Reason, ...] = ui((), "Why the volume is to be doubted; their sentences are among the notes.")
    input_errors: tuple[float, float] = ui((0.0, 0.0), "How far the line integrals of both views are taken to be off.")


class ProjectTask(ConfigBase):
    """Make a pair with its truth from a CT. Artifacts: `pair`, `input_frontal`, `input_lateral`, `truth`.

    The truth is the CT in the breath of the frontal view. What was done to the images is in their assumptions; the
    summary is `{"subject", "pair", "truth", "geometry", "grid_size", "notes"}`, with those as `notes`.
    """

    ct_path: str
    geometry: GeometryName = "x2ct"
    taken: dict[str, Any] = ui({}, "Where both tubes really stood, a geometry's record; empty: as in the geometry.")
    told: PoseTold = ui("taken", "Whether the pair says how they stood, or that both stood straight.")
    breath_mm: float = ui(
        0.0,
        "How much lower the diaphragm stands in the lateral X-ray.",
        unit="mm",
        ge=-LARGEST_BREATH_MM,
        le=LARGEST_BREATH_MM,
    )
    shown: PairShown = ui(
        "line_integral", "Line integrals, or display images of the usual made-up machine, or of one drawn by chance."
    )
    grid_size: Literal[64, 128] = 128
    photons: float | None = ui(None, "Photons per detector pixel, for line integrals; none: without noise.", gt=0)
    seed: int = ui(0, "The same seed makes the same noise, and draws the same machine.", ge=0)

    @model_validator(mode="after")
    def _photons_of_line_integrals(self) -> Self:
        """Raises `BadConfigError` where a machine, which has its own noise, is to show so many photons."""
        if self.photons is not None and self.shown != "line_integral":
            raise BadConfigError(
                "A number of photons is for line integrals; display images have the noise of their machine.",
                "Leave the photons out, or make line integrals.",
            )
        return self


class EvaluateTask(ConfigBase):
    """Measure methods and baselines on pairs with truth, or on CTs projected here; on pairs of which none has a truth
    by their agreement with the X-rays and by plausibility, in files that say that this is no accuracy.

    Artifacts: `table_json`, `table_csv`, `table_md`, one `picture` per case, and `table_html` without a truth.
    """

    pair_paths: tuple[str, ...] = ()
    ct_paths: tuple[str, ...] = ()
    checkpoints: tuple[str, ...] = ui((), "Trained networks to measure as well, on patients new to them.")
    methods: tuple[str, ...] = ("template", "tv", "backprojection")
    grid_size: Literal[64, 128] = 64
    geometry: GeometryName = "x2ct"
    device: DeviceChoice = "auto"
    baselines: bool = ui(True, "Add the baselines of the protocol to the table.")
    limit: int | None = ui(None, "Pairs without a truth at most.", ge=1)
    plausibility: str = ui("", "Checkpoint of continuity that judges volumes without a truth.")


class BenchmarkTask(ConfigBase):
    """Measure trained networks, methods and all baselines on patients that no network was trained on.

    Artifacts: `table_json`, `table_csv`, `table_md`, `table_html`, and one `picture` per case.
    """

    data_path: str = ui(..., "Folder of CTs, or of pair files that name their truth.")
    checkpoints: tuple[str, ...] = ui((), "Runs, checkpoints, or folders of them.")
    ensembles: tuple[str, ...] = ui((), "Folders of checkpoints that reconstruct together, each a row.")
    variants: tuple[dict[str, Any], ...] = ui(
        (), "Settings under which networks, at inference, and methods are measured once more."
    )
    methods: tuple[str, ...] = ("template", "tv", "backprojection")
    grid_size: Literal[64, 128] = 64
    geometry: GeometryName = "x2ct"
    device: DeviceChoice = "auto"
    with_validation: bool = ui(False, "Measure also patients of the validation part, marked.")
    baselines: bool = ui(True, "Add the baselines of the protocol to the table.")
    with_known: bool = ui(False, "Measure also patients that a network learned from, marked: compares settings only.")
    robustness: bool = ui(False, "Repeat everything under the conditions of the protocol.")
    conditions: tuple[str, ...] = ui((), "Of these conditions only those; none: all.")
    styles: tuple[str, ...] = ui((), "Networks of the method style, or folders of them, for stand-ins with a style.")


class PlausibilityTask(ConfigBase):
    """Compare each slice of a volume with what its neighbours lead to expect in CTs.

    Artifact: `error_map` as `.npy` int16 HU (z, y, x) on the grid of the network; the summary is `PlausibilitySummary`.
    """

    volume_path: str
    checkpoint: str = ui(..., "Folder of a checkpoint of the method continuity.")
    device: DeviceChoice = "auto"


class PlausibilitySummary(ConfigBase):
    """How well the slices of a volume follow from their neighbours (`methods.continuity.plausibility`)."""

    relative_error: float
    """1 is as continuous as CTs that change as much from slice to slice; most of them lie in `usual_range`."""
    mean_error_hu: float
    usual_error_hu: float
    usual_range: tuple[float, float]
    verdict: str
    axis: str
    worst_slice: int
    worst_slice_mm: float
    profile_hu: tuple[float | None, ...]
    grid_size: int
    cube_mm: float
    notes: tuple[str, ...]
    provenance: dict[str, Any]


class JudgeTask(ConfigBase):
    """Judge true CTs, whole and torn, and reconstructions of the same patients by a network of `continuity`.

    Artifacts: `judgements_json` and `judgements_md`; the summary is what the first holds: `subjects`, `usual_range`,
    and for each of the `rows` the mean judgement, its spread, and of how many patients it is usual.
    """

    data_path: str = ui(..., "Folder of CTs, or of pair files that name their truth.")
    checkpoint: str = ui(..., "Folder of a checkpoint of the method continuity.")
    methods: tuple[str, ...] = ("template", "tv", "backprojection")
    grid_size: Literal[64, 128] = 64
    geometry: GeometryName = "x2ct"
    device: DeviceChoice = "auto"


class CalibrateTask(ConfigBase):
    """Find the factors that make a trained network's standard deviations honest on patients it was not trained on.

    Artifact: `calibration`, a JSON file for the folder of a checkpoint. The summary is `{"calibration", "row",
    "patients", "before", "left_out", "folds"}`: what the file holds, the network, the coverage of each patient without
    calibration and with that of all others, and by number of the fold the calibration for its own network, made without
    its patients.
    """

    data_path: str = ui(..., "Folder of CTs, or of pair files that name their truth.")
    checkpoints: tuple[str, ...] = ui(..., "The folds of one cross-validation, or one run.")
    together: bool = ui(False, "The checkpoints reconstruct together, and are calibrated so.")
    changes: dict[str, Any] = ui({}, "Settings at inference under which the network is used.")
    geometry: GeometryName = "x2ct"
    device: DeviceChoice = "auto"


class PackTask(ConfigBase):
    """Make a trained network ready to be given away, in a new folder.

    Artifacts: each file as `packed`. The summary is `{"name", "folder", "method", "weights_sha256", "rounding"}`, the
    last one how much a volume changes by 16 bits, `{"mean_hu", "largest_hu"}`.
    """

    checkpoint: str = ui(..., "Folder of the checkpoint.")
    name: str = ui(..., "What the network is called.")
    table: str = ui("", "The table.json of a benchmark, for the numbers of the model card.")
    calibration: str = ui("", "A calibration made from its folds; empty: the one beside the weights, if there is one.")
    changes: dict[str, Any] = ui({}, "Settings at inference with which the network is given away.")


class PrepareTask(ConfigBase):
    """Make a folder of cases ready to be learned from.

    Artifacts: one `volume` (NPZ on the working cube) or `pair` (Indiana) for each new case, and `index`.
    """

    source_path: str = ui(..., "Folder; for the Indiana collection also its zip or tgz as downloaded.")
    layout: Literal["ct", "x2ct", "indiana"] = ui("ct", "What the folder holds.")
    grid_size: Literal[64, 128] = ui(64, "Voxels along each edge of the working cube.")
    pairing: Literal["one_of_each", "first_of_each"] = ui("one_of_each", "Which Indiana studies are used.")
    geometry: GeometryName = ui("clinic", "Detectors on which the Indiana images are put.")
    tone: Literal["fitted", "estimated", "straight"] = ui(
        "fitted", "How Indiana images become line integrals, from the best and slowest to the simplest."
    )
    check: Literal["mark", "drop", "none"] = ui("mark", "What is done with Indiana pairs that the pair check doubts.")
    limit: int | None = ui(None, "Indiana studies at most.", ge=1)
    device: DeviceChoice = "auto"


class PhantomTask(ConfigBase):
    """Write random procedural thoraxes. Artifacts: one `volume` (NIfTI) each."""

    count: int = ui(1, "How many.", ge=1, le=10_000)
    seed: int = ui(0, "First seed; each phantom has its own.", ge=0)
    grid_size: Literal[64, 128] = 64
    device: DeviceChoice = "auto"
