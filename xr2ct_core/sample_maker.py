"""Makes the folders of the bundled samples, so that they can be made again and changed.

    python -m xr2ct_core.sample_maker lidc-0001 LIDC-IDRI-0001.nii.gz resources/samples
    python -m xr2ct_core.sample_maker phantom phantom-00009.nii.gz resources/samples

The first takes the chest CT of patient LIDC-IDRI-0001, the second a volume written by
`xr2ct phantom --count 1 --seed 9 --grid 128`. Both lie on the working cube (128³, 2.5 mm), are projected in the
geometry `x2ct` without noise, and are written with 16-bit images.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from xr2ct_core.cube import ct_to_cube
from xr2ct_core.errors import BadInputError, Xr2ctError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.io.files import write_text
from xr2ct_core.io.pair_file import write_pair
from xr2ct_core.io.volume_read import read_volume
from xr2ct_core.projection.simulate import simulate_pair
from xr2ct_core.provenance import Provenance
from xr2ct_core.samples import SAMPLE_FILE, SampleText
from xr2ct_core.volume import Volume

_LIDC_ATTRIBUTION: Final = (
    "LIDC-IDRI, The Cancer Imaging Archive, doi:10.7937/K9/TCIA.2015.LO9QL9SX, CC BY 3.0. "
    "Armato et al., Med Phys 2011;38:915. Clark et al., J Digit Imaging 2013;26:1045."
)

TEXTS: Final = {
    "lidc-0001": SampleText(
        title="Chest CT, LIDC-IDRI-0001",
        description="A real chest CT with contrast. The two X-rays were computed from it, so the truth is known.",
        licence="CC BY 3.0",
        attribution=_LIDC_ATTRIBUTION,
    ),
    "phantom": SampleText(
        title="Computed thorax",
        description="A thorax drawn by this program from a random seed, with its two X-rays. No patient.",
        licence="Apache-2.0",
        attribution="Made by xr2ct.",
    ),
}

_ORIGIN: Final = {
    "lidc-0001": Provenance(
        kind="acquired", synthetic=False, subject="LIDC-IDRI-0001", source=_LIDC_ATTRIBUTION, licence="CC BY 3.0"
    ),
    "phantom": Provenance(kind="phantom", synthetic=True, subject="phantom", licence="Apache-2.0"),
}


def make_sample(sample_id: str, ct: Volume, folder: Path) -> Path:
    """Write the sample's pair, truth and description into `folder / sample_id`; returns the path of its pair file."""
    if sample_id not in TEXTS:
        raise BadInputError(f"There is no sample named {sample_id!r}.", f"Use {', '.join(TEXTS)}.")
    origin = _ORIGIN[sample_id]
    if ct.provenance is not None and origin.kind == "phantom":
        origin = ct.provenance.model_copy(update={"subject": origin.subject, "licence": origin.licence})
    grid, ct = WorkingGrid(128), Volume(ct.hu, ct.affine, origin)
    cube = ct if (ct.shape_zyx, ct.affine) == (grid.shape_zyx, grid.affine) else ct_to_cube(ct, grid)
    pair = simulate_pair(cube, BiplanarGeometry.preset("x2ct"), subject=origin.subject)
    path = write_pair(pair, folder / sample_id, cube, images="png")
    write_text(path.with_name(SAMPLE_FILE), TEXTS[sample_id].model_dump_json(indent=1) + "\n")
    return path


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m xr2ct_core.sample_maker", description="Make a bundled sample.")
    parser.add_argument("sample", choices=tuple(TEXTS))
    parser.add_argument("ct", help="the CT or phantom it is made of")
    parser.add_argument("folder", type=Path, help="resources/samples, or another folder")
    chosen = parser.parse_args(arguments)
    try:
        path = make_sample(chosen.sample, read_volume(chosen.ct), chosen.folder)
    except Xr2ctError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
