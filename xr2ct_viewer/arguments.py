"""The command line of the viewer. Parsed before anything heavy is imported."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from xr2ct_core import __version__
from xr2ct_core.errors import BadConfigError
from xr2ct_core.rotations import PLACES, quarters_of


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Files to open, or the sample, and what to do with them."""
    parser = argparse.ArgumentParser(prog="xr2ct-viewer", description="Show X-ray pairs, reconstructions and CTs.")
    parser.add_argument("files", nargs="*", type=Path, help="two X-rays, a pair.json, a CT, or a session (.xr2ct)")
    parser.add_argument("--sample", nargs="?", const="", metavar="ID", help="open a bundled case")
    parser.add_argument("--swap", action="store_true", help="exchange frontal and lateral, before the options below")
    parser.add_argument(
        "--rotate",
        nargs="+",
        action="extend",
        default=[],
        metavar="VIEW=DEGREES",
        help="rotate clockwise: frontal=90, lateral=180, or both",
    )
    for name, what in (("mirror", "mirror left to right, after rotating"), ("invert", "exchange black and white")):
        parser.add_argument(f"--{name}", nargs="+", action="extend", default=[], choices=PLACES, help=what)
    parser.add_argument("--reconstruct", action="store_true", help="reconstruct at once what was opened")
    parser.add_argument(
        "--show",
        choices=("uncertainty", "evidence", "alternatives", "card"),
        help="with --reconstruct: look at the result this way",
    )
    parser.add_argument("--workspace", choices=("read", "train"), help="workspace to start in")
    parser.add_argument("--run", type=_expanded, metavar="RUN", help="show this training run, in the Train workspace")
    parser.add_argument("--screenshot", type=Path, metavar="PNG", help="save a picture of the window, then close it")
    parser.add_argument("--version", action="version", version=f"xr2ct {__version__}")
    arguments = parser.parse_args(argv)
    try:
        quarters_of(arguments.rotate)
    except BadConfigError as error:
        parser.error(f"{error.message} {error.hint}")
    is_corrected = arguments.swap or arguments.rotate or arguments.mirror or arguments.invert
    if is_corrected and not arguments.files and arguments.sample is None:
        parser.error("there are no X-rays to put right")
    return arguments


def _expanded(text: str) -> Path:
    """A path whose home folder is written out; `argparse` says it where there is none."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"there is no home folder {Path(text).parts[0]}") from error
