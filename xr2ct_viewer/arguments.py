"""The command line of the viewer. Parsed before anything heavy is imported."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from xr2ct_core import __version__


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Files to open, or the sample, and what to do with them."""
    parser = argparse.ArgumentParser(prog="xr2ct-viewer", description="Show X-ray pairs, reconstructions and CTs.")
    parser.add_argument("files", nargs="*", type=Path, help="two X-rays, a pair.json, a CT, or a session (.xr2ct)")
    parser.add_argument("--sample", nargs="?", const="", metavar="ID", help="open a bundled case")
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
    return parser.parse_args(argv)


def _expanded(text: str) -> Path:
    """A path whose home folder is written out; `argparse` says it where there is none."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise argparse.ArgumentTypeError(f"there is no home folder {Path(text).parts[0]}") from error
