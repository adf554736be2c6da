"""The Indiana collection as people download it, rebuilt small from computed chests shown as display images."""

import io
import tarfile
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from xr2ct_core.data.phantoms import Phantoms
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.volume import Volume

TABLE = "indiana_projections.csv"
GEOMETRY = BiplanarGeometry.make(rows=120, cols=120, pixel_mm=3.2, sad_mm=1600.0, sdd_mm=1800.0)
UIDS = ("1", "2", "3")
"""The first has images named as in no other study."""


@dataclass(frozen=True)
class Shot:
    """One image: its study, its number, the view, and the file as PNG."""

    uid: str
    number: str
    is_frontal: bool
    pixels: np.ndarray

    @property
    def table_name(self) -> str:
        return f"{self.uid}_IM-000{self.uid}-{self.number}.dcm.png"

    @property
    def openi_name(self) -> str:
        second = f"{self.uid}_" if self.uid == "1" else ""
        return f"CXR{self.uid}_{second}IM-000{self.uid}-{self.number}.png"

    @property
    def dicom_name(self) -> str:
        return f"{self.uid}/{self.uid}_IM-000{self.uid}-{self.number}.dcm"

    @property
    def png(self) -> bytes:
        stream = io.BytesIO()
        Image.fromarray(self.pixels).save(stream, format="PNG")
        return stream.getvalue()


@lru_cache(maxsize=1)
def shots() -> tuple[Shot, ...]:
    """A lateral and a frontal of each study, in the order of their numbers."""
    phantoms = Phantoms(len(UIDS), WorkingGrid(64), GEOMETRY)
    made = []
    for index, uid in enumerate(UIDS):
        pair = simulate_pair(Volume.on_grid(phantoms[index].cube_hu, WorkingGrid(64)), GEOMETRY)
        for number, is_frontal, radiograph in (("1001", False, pair.lateral), ("2001", True, pair.frontal)):
            shown = 1.0 / (1.0 + np.exp(-(radiograph.image - 2.6) / 1.1))
            grey = 255.0 * (shown - shown.min()) / (shown.max() - shown.min())
            made.append(Shot(uid, number, is_frontal, np.round(grey).astype(np.uint8)))
    return tuple(made)


def table() -> str:
    lines = [f"{s.uid},{s.table_name},{'Frontal' if s.is_frontal else 'Lateral'}" for s in shots()]
    return "\n".join(("uid,filename,projection", *lines)) + "\n"


def kaggle_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for shot in shots():
            archive.writestr(f"images/images_normalized/{shot.table_name}", shot.png)
        archive.writestr(TABLE, table())
        archive.writestr("indiana_reports.csv", "uid,MeSH,Problems,image,indication,comparison,findings,impression\n")
    return path


def kaggle_folder(path: Path) -> Path:
    (path / "images" / "images_normalized").mkdir(parents=True)
    for shot in shots():
        (path / "images" / "images_normalized" / shot.table_name).write_bytes(shot.png)
    (path / TABLE).write_text(table())
    return path


def openi_png_tgz(path: Path) -> Path:
    """All images side by side; the studies lie mixed."""
    return tgz(path, {shot.openi_name: shot.png for shot in sorted(shots(), key=lambda shot: shot.number)})


def openi_dcm_tgz(path: Path, *, with_tags: bool = True) -> Path:
    """A folder for each study."""
    return tgz(path, {shot.dicom_name: dicom(shot, with_tags=with_tags) for shot in shots()})


def openi_reports_tgz(path: Path) -> Path:
    def report(uid: str) -> bytes:
        names = [shot.openi_name.removesuffix(".png") for shot in shots() if shot.uid == uid]
        images = "".join(f'<parentImage id="{name}"><caption>PA and Lateral</caption></parentImage>' for name in names)
        return f"<?xml version='1.0'?><eCitation><uId id='CXR{uid}'/>{images}</eCitation>".encode()

    return tgz(path, {f"ecgen-radiology/{uid}.xml": report(uid) for uid in UIDS})


def tgz(path: Path, files: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def dicom(shot: Shot, *, with_tags: bool) -> bytes:
    """A computed radiograph as Part 10 file, with pixel size, and with distances and view if `with_tags`."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ComputedRadiographyImageStorage, ExplicitVRLittleEndian, generate_uid

    data = Dataset()
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID = ComputedRadiographyImageStorage
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID = generate_uid(entropy_srcs=[shot.table_name])
    data.Modality, data.PatientID, data.PatientName = "CR", f"P{shot.uid}", "Somebody^Real"
    data.Rows, data.Columns = shot.pixels.shape
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.ImagerPixelSpacing = [3.2, 3.2]
    if with_tags:
        data.ViewPosition = "PA" if shot.is_frontal else "LL"
        data.DistanceSourceToDetector = 1800
    data.PixelData = shot.pixels.tobytes()
    stream = io.BytesIO()
    data.save_as(stream, enforce_file_format=True)
    return stream.getvalue()
