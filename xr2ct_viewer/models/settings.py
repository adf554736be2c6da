"""Preferences that survive the program: theme, folders, last choices, the list of recent files.

Invariants: reading never fails (a damaged file gives the defaults and is kept beside as `.damaged`); writing is atomic
and never raises, because losing a preference must not disturb the work.
"""

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Literal

from psygnal import Signal
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xr2ct_core.paths import settings_folder
from xr2ct_core.protocol.tasks import GeometryName
from xr2ct_viewer.models.preference import preference

logger = logging.getLogger(__name__)

ThemeName = Literal["system", "dark", "light", "contrast"]
LanguageName = Literal["system", "en", "de"]
WindowName = Literal["last", "Chest", "Lung", "Mediastinum", "Bone", "Soft tissue"]
WorkspaceName = Literal["read", "train"]
MAX_RECENT = 8


class TrainedModel(BaseModel):
    """A checkpoint a person chose to reconstruct with: its method, its folder, and the name of its run."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    method: str
    checkpoint: str
    run: str


class OwnWindow(BaseModel):
    """A window of HU a person kept under a name."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = Field(min_length=1)
    centre_hu: float
    width_hu: float = Field(ge=1)


class SettingsData(BaseModel):
    """What is written to disk. Unknown keys of other versions are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    language: LanguageName = preference(
        "system",
        "Language",
        tip="Language of menus, panels and help.",
        group="General",
        labels=("As the system", "English", "Deutsch"),
        after_restart=True,
    )
    tour_at_start: bool = preference(
        True, "Show the tour at the next start", tip="Two minutes through the window, on the sample.", group="General"
    )
    confirm_stopping: bool = preference(
        True,
        "Ask before work is stopped",
        tip="When a case or the window is closed while a reconstruction runs.",
        group="General",
    )
    autosave_s: int = preference(
        2,
        "Autosave after",
        tip="Seconds after a change until everything open is kept for a recovery.",
        group="General",
        unit="s",
        ge=1,
        le=600,
    )
    recent_limit: int = preference(
        8, "Recent cases kept", tip="How many cases the program remembers.", group="General", ge=0, le=40
    )
    theme: ThemeName = preference(
        "dark",
        "Theme",
        tip="Dark suits a reading room. High contrast has white on black with yellow accents.",
        group="Appearance",
        labels=("As the system", "Dark", "Light", "High contrast"),
    )
    ui_scale_percent: Literal[80, 90, 100, 110, 125, 150, 175, 200] = preference(
        100,
        "Size of text and controls",
        tip="On top of the scale of the system.",
        group="Appearance",
        labels=("80 %", "90 %", "100 %", "110 %", "125 %", "150 %", "175 %", "200 %"),
        after_restart=True,
    )
    last_folder: str = ""
    batch_folder: str = Field(default="", description="Folder of the batch that was worked on last.")
    window_geometry: str = Field(default="", description="Qt's window geometry, base64.")
    sidebar_width: int = Field(default=340, ge=240, le=800)
    method: str = Field(default="", description="Chosen method; empty: the best that comes with the program.")
    grid_size: Literal[64, 128] = preference(
        128,
        "Grid",
        tip="Voxels along each side of the volume. The finer grid takes about eight times as long.",
        group="Reconstruction",
        labels=("64³, 5 mm", "128³, 2.5 mm"),
    )
    device: Literal["auto", "cpu", "cuda"] = preference(
        "auto",
        "Compute on",
        tip="Automatic takes the graphics card where there is one.",
        group="Reconstruction",
        labels=("Automatic", "Processor", "Graphics card (CUDA)"),
    )
    start_window: WindowName = preference(
        "last",
        "Window of the slices",
        tip="Range of Hounsfield units the program starts with. Right-drag in a slice for your own.",
        group="Images",
        labels=("The one used last", "Chest", "Lung", "Mediastinum", "Bone", "Soft tissue"),
    )
    smooth_slices: bool = preference(
        True,
        "Smooth slices",
        tip="Interpolate between voxels. Off: every voxel is a square, as it was computed.",
        group="Images",
    )
    moving_fps: int = preference(
        25,
        "Pictures a second while turning in 3D",
        tip="More are smoother and coarser; at rest the picture is always fine.",
        group="Images",
        ge=5,
        le=60,
        step=5,
    )
    show_crosshair: bool = preference(
        True, "Show the crosshair", tip="The same point of the patient in every view.", group="Images"
    )
    recent: tuple[tuple[str, ...], ...] = Field(
        default=(), description="Groups of files opened together, newest first."
    )
    workspace: WorkspaceName = "read"
    shortcuts: dict[str, str] = Field(
        default_factory=dict, description="Keys people chose, by command; empty: none at all."
    )
    recent_commands: tuple[str, ...] = Field(default=(), description="Commands found by name, newest first.")
    splitters: dict[str, str] = Field(default_factory=dict, description="Qt's state of each named splitter, base64.")
    checkpoint: str = Field(default="", description="Checkpoint of the chosen method, where it is a trained one.")
    trained: tuple[TrainedModel, ...] = Field(default=(), description="Checkpoints offered in Read, newest first.")
    training_data: str = Field(default="", description="Sources of the last training, joined by +.")
    training_geometry: GeometryName = "x2ct"
    training_split: str = Field(default="", description="Split file of the last training; empty: dealt by the seed.")
    training_method: str = ""
    export_choice: str = Field(default="", description="Last answers of the export dialog, as JSON.")
    runs_folders: tuple[str, ...] = Field(default=(), description="Other folders whose runs are listed.")
    own_windows: tuple[OwnWindow, ...] = Field(default=(), description="Windows of the slices kept under a name.")
    last_window_hu: tuple[float, float] | None = Field(default=None, description="Centre and width used last, in HU.")
    cine_fps: float = Field(default=12.0, ge=1, le=60, description="Slices a second while a stack is played.")
    cine_bounces: bool = Field(default=False, description="Play stacks to and fro.")
    recent_data: tuple[str, ...] = Field(default=(), description="Data of trainings, newest first.")


class Settings:
    """The current preferences; `changed` carries the new values."""

    changed = Signal(SettingsData)

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or settings_folder() / "settings.json"
        self.data = self._read()

    def update(self, **values: object) -> None:
        """Replace some values, keep the others, write and announce. Invalid values are dropped with a log line."""
        try:
            data = SettingsData.model_validate({**self.data.model_dump(), **values})
        except ValidationError:
            logger.warning("Settings not changed, invalid values: %s", sorted(values))
            return
        if data == self.data:
            return
        self.data = data
        self._write()
        self.changed.emit(data)

    def add_recent(self, paths: tuple[Path, ...]) -> None:
        """Put a group of files that was opened together at the top of the recent list."""
        group = tuple(str(path.absolute()) for path in paths)
        others = tuple(known for known in self.data.recent if known != group)
        self.update(recent=(group, *others)[: self.data.recent_limit])

    def recent_groups(self) -> tuple[tuple[Path, ...], ...]:
        """Recently opened groups of files that still exist, newest first."""
        groups = (tuple(Path(name) for name in group) for group in self.data.recent)
        return tuple(group for group in groups if group and all(path.exists() for path in group))

    def add_recent_data(self, source: str) -> None:
        """Put the data of a training at the top of their list."""
        others = tuple(known for known in self.data.recent_data if known != source)
        self.update(recent_data=(source, *others)[:MAX_RECENT])

    def add_trained(self, model: TrainedModel) -> None:
        """Offer a checkpoint in Read, the newest choice first."""
        others = tuple(known for known in self.data.trained if known.checkpoint != model.checkpoint)
        self.update(trained=(model, *others))

    def drop_missing_trained(self) -> tuple[TrainedModel, ...]:
        """Forget checkpoints whose folder is gone; returns them."""
        gone = tuple(model for model in self.data.trained if not Path(model.checkpoint).is_dir())
        if gone:
            self.update(trained=tuple(model for model in self.data.trained if model not in gone))
        return gone

    def _read(self) -> SettingsData:
        try:
            return SettingsData.model_validate(json.loads(self.path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return SettingsData()
        except (OSError, ValueError) as error:
            logger.warning("Settings were damaged and start afresh: %s", error)
            self._keep_damaged()
            return SettingsData()

    def _keep_damaged(self) -> None:
        try:
            self.path.replace(self.path.with_suffix(".damaged"))
        except OSError as error:
            logger.warning("The damaged settings could not be kept: %s", error)

    def _write(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".settings-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(self.data.model_dump_json(indent=2))
            Path(name).replace(self.path)
        except OSError as error:
            logger.warning("The settings could not be saved: %s", error)
