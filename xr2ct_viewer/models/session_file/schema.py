"""What `session.json` in a session file says: every open study, what was made of it, and how it is looked at.

A session file is a folder or a zip that holds `session.json` and the arrays it names, each a plain `.npy`. Invariants:
arrays are never changed, their names carry the beginning of their SHA-256; volumes are int16 or float32 HU (z, y, x);
unknown keys of later programs are ignored on purpose, so that a file opens as long as its `version` is known.
Lengths in millimetres, points in LPS.
"""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

import xr2ct_core
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.protocol.tasks import ReconstructSummary
from xr2ct_core.provenance import SYNTHETIC_BANNER, Provenance
from xr2ct_core.radiograph import RadiographScale
from xr2ct_viewer.models.evidence import EvidenceFacts
from xr2ct_viewer.models.input_edit import IDENTITY, InputEdit
from xr2ct_viewer.models.report_card import ReportCard
from xr2ct_viewer.models.session import LayoutName
from xr2ct_viewer.models.study import Shown

FORMAT: Final = "xr2ct-session"
VERSION: Final = 1
SUFFIX: Final = ".xr2ct"
DOCUMENT: Final = "session.json"

Copies = Literal["none", "xrays", "all"]
"""Which inputs are stored beside the results: none but their paths, the X-rays, or also CTs."""


def _known_of(model: type[BaseModel]) -> BeforeValidator:
    """Leaves out what a model that forbids unknown keys does not know."""

    def known(value: Any) -> Any:
        return {key: value[key] for key in value if key in model.model_fields} if isinstance(value, dict) else value

    return BeforeValidator(known)


class Part(BaseModel):
    """A piece of the document."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ArrayRef(Part):
    """An array: its file within the session and the SHA-256 of that file."""

    file: str = Field(pattern=r"^arrays/[\w.-]{1,200}\.npy$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class StoredImage(Part):
    """A copy of a radiograph as it was read."""

    image: ArrayRef
    pixel_mm: float
    view: View
    scale: RadiographScale
    source: str = ""
    assumptions: tuple[str, ...] = ()
    stated: dict[str, str] = {}
    error: float = Field(default=0.0, ge=0.0)
    text_areas: tuple[tuple[int, int, int, int], ...] = ()


class StoredPair(Part):
    """A copy of a pair as it was read, before any correction."""

    frontal: StoredImage
    lateral: StoredImage
    geometry: BiplanarGeometry
    subject: str = ""
    cube_mm: float
    truth: str | None = None
    extra: dict[str, Any] = {}


class StoredVolume(Part):
    """A volume with its place and its origin."""

    hu: ArrayRef
    spacing_zyx_mm: tuple[float, float, float]
    origin_lps_mm: tuple[float, float, float]
    provenance: Annotated[Provenance | None, _known_of(Provenance)] = None


class StoredEvidence(Part):
    """What the X-rays determine of a result."""

    determined: ArrayRef
    facts: EvidenceFacts


class StoredAlternative(Part):
    """Another volume that fits the X-rays, and how well."""

    volume: StoredVolume
    frontal_db: float | None = None
    lateral_db: float | None = None
    difference_hu: float | None = None


class StoredInsights(Part):
    """What was asked about a result, as far as it was answered."""

    evidence: StoredEvidence | None = None
    alternatives: tuple[StoredAlternative, ...] = ()
    card: ReportCard | None = None


class StoredResult(Part):
    """A reconstruction and the corrections of the X-rays that it was made with."""

    method_id: str
    run_name: str = ""
    volume: StoredVolume
    uncertainty: ArrayRef | None = None
    inputs: tuple[ArrayRef, ArrayRef]
    reprojections: tuple[ArrayRef, ArrayRef]
    geometry: BiplanarGeometry
    edit: InputEdit
    summary: Annotated[ReconstructSummary, _known_of(ReconstructSummary)]
    warnings: tuple[str, ...] = ()
    insights: StoredInsights = StoredInsights()


class StoredStudy(Part):
    """One study. `kind` says what it was opened from; `pair` and `ct` are copies, where they are stored."""

    id: str = Field(pattern=r"^[0-9a-f]{1,32}$")
    kind: Literal["pair", "ct"]
    title: str
    description: str = ""
    attribution: str = ""
    paths: tuple[str, ...] = ()
    pair: StoredPair | None = None
    ct: StoredVolume | None = None
    truth: StoredVolume | None = None
    edit: InputEdit = IDENTITY
    results: tuple[StoredResult, ...] = ()
    current_method: str | None = None
    shown: Shown = "result"
    parts: dict[str, Any] = Field(default={}, description="What other parts of the program keep of a study, by name.")

    @property
    def has_copy(self) -> bool:
        """Whether the study can be opened without the files it came from."""
        return (self.pair if self.kind == "pair" else self.ct) is not None


class SessionDocument(Part):
    """The content of `session.json`."""

    format: Literal["xr2ct-session"] = FORMAT
    version: Literal[1] = VERSION
    program: str = f"xr2ct {xr2ct_core.__version__}"
    notice: str = SYNTHETIC_BANNER
    saved: datetime = Field(default_factory=lambda: datetime.now(UTC))
    copies: Copies = "xrays"
    studies: tuple[StoredStudy, ...] = ()
    current: str | None = None
    layout: LayoutName = "read"
    view: dict[str, Any] = Field(default={}, description="How everything is looked at, by part of the window.")
    session_path: str = Field(default="", description="In an autosave: the session file it belongs to.")

    def text(self) -> str:
        """The document as JSON. Measures that are not finite stay what they are, as in Python's own JSON."""
        return json.dumps(self.model_dump(mode="json"), indent=1, ensure_ascii=False)

    def arrays(self) -> tuple[ArrayRef, ...]:
        """Every array that belongs to the session."""
        return tuple(ref for study in self.studies for ref in study_arrays(study))


def study_arrays(study: StoredStudy) -> tuple[ArrayRef, ...]:
    """Every array of a study, inputs first."""
    refs: list[ArrayRef | None] = []
    if study.pair is not None:
        refs += [study.pair.frontal.image, study.pair.lateral.image]
    refs += [volume.hu for volume in (study.ct, study.truth) if volume is not None]
    for result in study.results:
        refs += [result.volume.hu, result.uncertainty, *result.inputs, *result.reprojections]
        told = result.insights
        refs += [told.evidence.determined if told.evidence is not None else None]
        refs += [other.volume.hu for other in told.alternatives]
    return tuple(ref for ref in refs if ref is not None)
