"""`xr2ct export`: a volume in another format, with its provenance, for other programs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tyro
from rich.markup import escape

from xr2ct_core import io
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing
from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadInputError
from xr2ct_core.io.dicom_write_options import DicomKind, DicomOptions
from xr2ct_core.provenance import assumed
from xr2ct_core.volume import Volume

_DICOM: Final = ".dcm"
_VOLUMES: Final = (".nii.gz", ".nii", ".nrrd", ".mha", ".npz")


@dataclass(frozen=True)
class Export:
    """Write a volume as NIfTI, NRRD, MetaImage, NPZ or DICOM. Where it came from goes along.

    A name without an ending is a folder for DICOM. DICOM is anonymous, derived and marked as synthetic data.
    """

    volume: tyro.conf.Positional[Path]
    """NIfTI, NRRD, MHA, NPZ, or the folder of a DICOM series."""
    out: Path
    """File ending in .nii.gz, .nii, .nrrd, .mha, .npz or .dcm, or a new folder for DICOM."""
    dicom: DicomKind = "secondary-capture"
    """secondary-capture: one file whose frames carry the banner; ct-series: one CT image a slice."""
    patient_id: str = ""
    """Patient ID for DICOM; by default a new one is made up."""
    patient_name: str = ""
    """Patient name for DICOM; by default anonymous."""
    sources: tuple[Path, ...] = ()
    """DICOM X-rays that it was made from, to be named by their UIDs, which are those of a patient."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        path, name = self.out.expanduser().absolute(), self.out.name.lower()
        is_dicom = name.endswith(_DICOM) or not path.suffix
        if not is_dicom:
            self._refuse_dicom_options(name)
        volume = io.read_volume(existing(self.volume, "volume"))
        files = self._write_dicom(volume, path, console) if is_dicom else (io.write_volume(volume, path),)
        provenance = assumed(volume.provenance)
        console.result(
            {
                "files": [str(file) for file in files],
                "format": self.dicom if is_dicom else next((end for end in _VOLUMES if name.endswith(end)), ""),
                "banner": provenance.banner,
                "provenance": provenance.model_dump(mode="json"),
            }
        )
        console.say(escape(str(files[0] if len(files) == 1 else f"{path} ({len(files)} files)")))
        console.say(f"[yellow]{escape(provenance.banner)}[/]")
        return 0

    def _write_dicom(self, volume: Volume, path: Path, console: Console) -> tuple[Path, ...]:
        from xr2ct_core.io.dicom_write_source import dicom_source

        options = DicomOptions(
            kind=self.dicom,
            patient_id=self.patient_id,
            patient_name=self.patient_name,
            sources=tuple(dicom_source(existing(source, "source image")) for source in self.sources),
        )
        with console.progress() as view:
            return io.write_dicom(volume, path, options, WorkContext(on_progress=view.move))

    def _refuse_dicom_options(self, name: str) -> None:
        """Options that would be ignored silently are a mistake."""
        if self.dicom != "secondary-capture" or self.patient_id or self.patient_name or self.sources:
            raise BadInputError(
                f"{name} is not DICOM, but options of DICOM were given.",
                "Give --out a folder or a name ending in .dcm, or leave them out.",
            )
