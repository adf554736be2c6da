"""`xr2ct export`: a volume in another format, with its provenance, for other programs."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import tyro
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.notes import notes_of, tell
from xr2ct_core.cli.overwriting import read_volume_files, refuse_overwriting, volume_files
from xr2ct_core.cli.pairs import existing
from xr2ct_core.cli.several import Paths, every
from xr2ct_core.cli.surface import SurfaceName, export_surface
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_write_options import NAMES_SOURCES, DicomKind, DicomOptions
from xr2ct_core.io.mesh import MESH_SUFFIXES
from xr2ct_core.provenance import assumed
from xr2ct_core.volume import Volume

_DICOM: Final = ".dcm"
_LONGEST_NAME: Final = 64
_ENDINGS: Final = (".nii.gz", ".nii", ".nrrd", ".mha", ".npz", *MESH_SUFFIXES)


@dataclass(frozen=True)
class Export:
    """Write a volume as NIfTI, NRRD, MetaImage, NPZ or DICOM, or its surface as STL or PLY, with its origin.

    A name without an ending is a folder for DICOM. DICOM is anonymous, derived and marked as synthetic data.
    """

    volume: tyro.conf.Positional[Path]
    """NIfTI, NRRD, MHA, NPZ, or the folder of a DICOM series."""
    out: Path
    """File ending in .nii.gz, .nii, .nrrd, .mha, .npz, .dcm, .stl or .ply, or a new folder for DICOM."""
    dicom: DicomKind = "secondary-capture"
    """secondary-capture: one file whose frames carry the banner; ct-series: one CT image a slice."""
    surface: SurfaceName = "lungs"
    """Which surface .stl and .ply hold: lungs, bone or skin."""
    threshold_hu: float | None = None
    """Where the surface lies: lungs are below it, bone and skin above. By default that of the structure."""
    patient_id: str = ""
    """Patient ID for DICOM; by default a new one is made up."""
    patient_name: str = ""
    """Patient name for DICOM; by default anonymous."""
    sources: Paths = ()
    """DICOM X-rays that it was made from, to be named by their UIDs, which are those of a patient."""
    without_names: bool = False
    """Leave out the names of the case and of the files that the volume was made from. DICOM never has them."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        path, name = self.out.expanduser().absolute(), self.out.name.lower()
        is_dicom = name.endswith(_DICOM) or not path.suffix
        is_mesh = name.endswith(MESH_SUFFIXES)
        if is_dicom:
            self._refuse_long_names()
        else:
            self._refuse_dicom_options(name)
        if not is_mesh and (self.surface != "lungs" or self.threshold_hu is not None):
            raise BadInputError(f"{name} holds no surface.", "Give --out a name ending in .stl or .ply.")
        volume_path = existing(self.volume, "volume")
        written = [path] if is_dicom or is_mesh else volume_files(path)
        refuse_overwriting(written, (*read_volume_files(volume_path), *every(self.sources)))
        volume = io.read_volume(volume_path)
        provenance = assumed(volume.provenance)
        if self.without_names:
            provenance = provenance.without_names()
            volume = replace(volume, provenance=provenance)
        notes = (*notes_of(provenance), *([NAMES_SOURCES] if is_dicom and self.sources else []))
        with console.progress() as view:
            work = WorkContext(on_progress=view.move)
            files: tuple[Path, ...]
            if is_mesh:
                made = export_surface(
                    volume, path, self.surface, provenance.banner, work, threshold_hu=self.threshold_hu
                )
                files = (made,)
            elif is_dicom:
                files = self._write_dicom(volume, path, work)
            else:
                files = (io.write_volume(volume, path),)
        console.result(
            {
                "files": [str(file) for file in files],
                "format": self.dicom if is_dicom else next(end for end in _ENDINGS if name.endswith(end)),
                "banner": provenance.banner,
                "provenance": provenance.model_dump(mode="json"),
                "notes": notes,
            }
        )
        console.say(escape(str(files[0] if len(files) == 1 else f"{path} ({len(files)} files)")))
        tell(notes, console)
        console.say(f"[yellow]{escape(provenance.banner)}[/]")
        return 0

    def _write_dicom(self, volume: Volume, path: Path, work: WorkContext) -> tuple[Path, ...]:
        from xr2ct_core.io.dicom_write_source import dicom_source

        options = DicomOptions(
            kind=self.dicom,
            patient_id=self.patient_id,
            patient_name=self.patient_name,
            sources=tuple(dicom_source(existing(source, "source image")) for source in every(self.sources)),
        )
        return io.write_dicom(volume, path, options, work)

    def _refuse_long_names(self) -> None:
        """DICOM has no room for them, and a part of them would name somebody else."""
        for what, text in (("ID", self.patient_id), ("name", self.patient_name)):
            if len(text) > _LONGEST_NAME:
                raise BadInputError(
                    f"The patient's {what} has {len(text)} characters.", f"DICOM holds at most {_LONGEST_NAME}."
                )

    def _refuse_dicom_options(self, name: str) -> None:
        """Options that would be ignored silently are a mistake."""
        if self.dicom != "secondary-capture" or self.patient_id or self.patient_name or self.sources:
            raise BadInputError(
                f"{name} is not DICOM, but options of DICOM were given.",
                "Give --out a folder or a name ending in .dcm, or leave them out.",
            )
