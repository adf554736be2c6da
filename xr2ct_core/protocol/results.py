"""Questions of the worker about a finished reconstruction: evidence, alternatives and the report card.

Paths are absolute. HU, decibels, seconds; the metrics are those of the evaluation.
"""

from typing import Any

from xr2ct_core.config.base import ConfigBase, ui
from xr2ct_core.protocol.tasks import DeviceChoice


class ResultTask(ConfigBase):
    """A question about a finished reconstruction and the two X-rays it was made from.

    `volume_path` is a `.npy` of HU (z, y, x) on the working cube of the pair. The rest says how the method saw the
    pair.
    """

    volume_path: str
    pair_path: str
    geometry: dict[str, Any] = ui(
        {}, "Where the X-rays stood for the volume, by its provenance; empty: as in the pair."
    )
    fit_display: bool = ui(True, "As in the reconstruction.")
    style: str | None = ui(None, "As in the reconstruction.")
    device: DeviceChoice = "auto"


class EvidenceTask(ResultTask):
    """Split a reconstruction into what its two X-rays determine and what the method supplied.

    Artifact: `determined` as `.npy` int16 HU, below -1000 where the determined attenuation is negative. In
    attenuation, the determined and the supplied part add up to the volume: HU + 1000 of the volume is the sum of
    HU + 1000 of both. The summary is an `EvidenceSummary`.
    """


class EvidenceSummary(ConfigBase):
    """How much of a volume two X-rays determine."""

    unknowns: int
    """Voxels of the working cube."""
    measurements: int
    """Detector pixels of both views, averaged to about the size of a voxel."""
    rank: int
    """How many independent numbers about the voxels the measurements fix; an estimate, good to about 1 %."""
    determined_share: float
    """`rank` over `unknowns`."""
    energy_share: float
    """Squares of the determined attenuation over those of the volume's: high, because the rough shape carries most."""
    seconds: float


class AlternativesTask(ResultTask):
    """Draw volumes that explain the two X-rays as well as the reconstruction does.

    The uncertainty is a standard deviation, stored like the volume.
    Artifacts: `alternative_0`, `alternative_1`, ... as `.npy` int16 HU. The summary is an `AlternativesSummary`.
    """

    uncertainty_path: str
    count: int = ui(4, "How many volumes.", ge=1, le=16)
    seed: int = ui(0, "The same seed draws the same volumes.", ge=0)


class Agreement(ConfigBase):
    """How well a volume's re-projections agree with the two X-rays, none for a blank X-ray; `difference_hu` is its
    distance from the volume it was drawn around, root mean square where that is uncertain."""

    psnr_frontal_db: float | None
    psnr_lateral_db: float | None
    ncc_frontal: float | None
    ncc_lateral: float | None
    difference_hu: float = 0.0


class AlternativesSummary(ConfigBase):
    """The agreement of the volume itself and of each alternative, in the order of the artifacts."""

    volume: Agreement
    alternatives: tuple[Agreement, ...]
    seed: int = ui(..., "The one that was asked for.", ge=0)
    seconds: float


class CardTask(ResultTask):
    """Measure a reconstruction beside baselines on the same case. No artifacts; the summary is a `CardSummary`."""

    uncertainty_path: str | None = None
    method: str = ui("", "The method that made the volume; empty where nobody knows.")
    checkpoint_sha256: str = ui("", "Hash of the weights that made it, if a trained network did.")


class CardRow(ConfigBase):
    """One volume on the card. `metrics` is empty where `message` says why nothing was measured.

    Always `psnr_frontal_db`, `psnr_lateral_db` and their mean `psnr_inputs_db`, `ssim_*`, `ncc_*`; with a known truth
    also `psnr_3d_db`, `mae_hu_body`, `ssim_3d`, `dice_lung`, `equivalent_blur_mm`, `psnr_unseen_db` and the other
    measures of the evaluation.
    """

    name: str
    title: str
    is_baseline: bool
    metrics: dict[str, float]
    message: str = ""


class CardSummary(ConfigBase):
    """The result first, then the baselines. `verdict` is one sentence; `notes` say what the numbers do not tell."""

    rows: tuple[CardRow, ...]
    has_truth: bool
    verdict: str
    notes: tuple[str, ...]
