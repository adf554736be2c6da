"""Assembles the commands, runs the chosen one, and turns its outcome into an exit code.

Invariants: with `--json` standard output holds exactly one JSON object, also after an error; everything meant for a
person who waits (progress, warnings, errors) goes to standard error.
"""

import sys
from collections.abc import Sequence
from typing import Annotated, Final

import tyro

from xr2ct_core import __version__
from xr2ct_core.cli.alternatives import Alternatives
from xr2ct_core.cli.batch import BatchCommand
from xr2ct_core.cli.benchmark import Benchmark
from xr2ct_core.cli.calibrate import Calibrate
from xr2ct_core.cli.calibrate_geometry import CalibrateGeometry
from xr2ct_core.cli.card import Card
from xr2ct_core.cli.check import Check
from xr2ct_core.cli.console import Console, ReaderLeftError
from xr2ct_core.cli.crossvalidate import Crossvalidate
from xr2ct_core.cli.deidentify import Deidentify
from xr2ct_core.cli.doctor import Doctor
from xr2ct_core.cli.evaluate import Evaluate
from xr2ct_core.cli.evidence import Evidence
from xr2ct_core.cli.export import Export
from xr2ct_core.cli.info import Info
from xr2ct_core.cli.lungmask import Lungmask
from xr2ct_core.cli.methods import Methods
from xr2ct_core.cli.phantom import Phantom
from xr2ct_core.cli.plausibility import Plausibility
from xr2ct_core.cli.prepare import Prepare
from xr2ct_core.cli.project import Project
from xr2ct_core.cli.reconstruct import Reconstruct
from xr2ct_core.cli.render import Render
from xr2ct_core.cli.runs import Runs
from xr2ct_core.cli.split import Split
from xr2ct_core.cli.train import Resume, Train
from xr2ct_core.cli.training_flags import train_arguments, train_type
from xr2ct_core.cli.view import View
from xr2ct_core.cli.views import Views
from xr2ct_core.cli.worker import Worker
from xr2ct_core.errors import EXIT_CODES, CancelledError, Xr2ctError
from xr2ct_core.log import send_to_stderr
from xr2ct_core.worker.faults import explain, traceback_of

DESCRIPTION: Final = """\
Turn a frontal and a lateral chest X-ray into a synthetic 3D CT-like volume, and judge it honestly.
Every volume is synthetic: for research only, not for diagnosis. `xr2ct --version` tells the version.

exit codes:
  0    done
  1    doctor: something is missing; batch, deidentify: some cases or files failed
  2    an input, an option or a setting is not right
  3    not enough memory (computer or graphics card)
  4    no usable CUDA graphics card
  5    a checkpoint does not fit
  6    the computation diverged
  7    the disk is full
  8    the X-rays were refused, because they are unlike anything known; --anyway goes on;
       check: they would be
  70   an unexpected error
  71   the worker process was not understood
  130  cancelled
  141  nobody reads the output any more, as after | head"""

READER_LEFT: Final = 141
"""What a shell says of a program that wrote to a pipe without a reader."""

_USAGE_ERROR: Final = {
    "code": "bad_config",
    "message": "The command line is not right; standard error says why.",
    "hint": "See the command with --help.",
}

Command = (
    Annotated[Doctor, tyro.conf.subcommand("doctor")]
    | Annotated[Methods, tyro.conf.subcommand("methods")]
    | Annotated[Info, tyro.conf.subcommand("info")]
    | Annotated[Project, tyro.conf.subcommand("project")]
    | Annotated[Check, tyro.conf.subcommand("check")]
    | Annotated[Lungmask, tyro.conf.subcommand("lungmask")]
    | Annotated[CalibrateGeometry, tyro.conf.subcommand("calibrate-geometry")]
    | Annotated[Reconstruct, tyro.conf.subcommand("reconstruct")]
    | Annotated[BatchCommand, tyro.conf.subcommand("batch")]
    | Annotated[Evidence, tyro.conf.subcommand("evidence")]
    | Annotated[Alternatives, tyro.conf.subcommand("alternatives")]
    | Annotated[Card, tyro.conf.subcommand("card")]
    | Annotated[Views, tyro.conf.subcommand("views")]
    | Annotated[Evaluate, tyro.conf.subcommand("evaluate")]
    | Annotated[Benchmark, tyro.conf.subcommand("benchmark")]
    | Annotated[Plausibility, tyro.conf.subcommand("plausibility")]
    | Annotated[Calibrate, tyro.conf.subcommand("calibrate")]
    | Annotated[Phantom, tyro.conf.subcommand("phantom")]
    | Annotated[Prepare, tyro.conf.subcommand("prepare")]
    | Annotated[Split, tyro.conf.subcommand("split")]
    | Annotated[Train, tyro.conf.subcommand("train")]
    | Annotated[Crossvalidate, tyro.conf.subcommand("crossvalidate")]
    | Annotated[Resume, tyro.conf.subcommand("resume")]
    | Annotated[Runs, tyro.conf.subcommand("runs")]
    | Annotated[Export, tyro.conf.subcommand("export")]
    | Annotated[Deidentify, tyro.conf.subcommand("deidentify")]
    | Annotated[Render, tyro.conf.subcommand("render")]
    | Annotated[View, tyro.conf.subcommand("view")]
    | Annotated[Worker, tyro.conf.subcommand("worker")]
)

_VERSION: Final = "--version"
_TRAININGS: Final[dict[str, type[Train] | type[Crossvalidate]]] = {"train": Train, "crossvalidate": Crossvalidate}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Usage errors leave with `SystemExit(2)`, `--help` with 0."""
    send_to_stderr()
    arguments = list(sys.argv[1:] if argv is None else argv)
    console = Console(as_json="--json" in arguments)
    try:
        if arguments[:1] == [_VERSION]:
            return _say_version(console)
        return _parsed(arguments, console).run(console)
    except ReaderLeftError:
        return READER_LEFT
    except KeyboardInterrupt:
        console.failure(CancelledError())
        return EXIT_CODES["cancelled"]
    except Exception as error:  # noqa: BLE001  the last resort of the program: every error becomes a sentence
        known: Xr2ctError = explain(error)
        console.failure(known, _details(error) if known.code == "crashed" else "")
        return known.exit_code


def _parsed(arguments: list[str], console: Console) -> Command:
    """The command; of those that train, the flags are made for the method that is chosen."""
    parsed: Command
    try:
        if arguments[:1] and arguments[0] in _TRAININGS:
            name, arguments = arguments[0], train_arguments(arguments[1:])
            training = train_type(_TRAININGS[name], arguments)
            with console.writing():
                parsed = tyro.cli(training, prog=f"xr2ct {name}", args=arguments)
        else:
            pairs_off = (tyro.conf.FlagCreatePairsOff,)
            with console.writing():
                parsed = tyro.cli(Command, prog="xr2ct", description=DESCRIPTION, args=arguments, config=pairs_off)
        return parsed
    except SystemExit as end:
        if end.code not in (None, 0):
            console.result({"error": _USAGE_ERROR})
        raise


def _say_version(console: Console) -> int:
    console.say(f"xr2ct {__version__}")
    console.result({"version": __version__})
    return 0


def _details(error: Exception) -> str:
    """The traceback of a crash, here or in the worker; nothing for an error the program raised knowingly."""
    if isinstance(error, Xr2ctError):
        return "\n".join(getattr(error, "__notes__", ()))
    return traceback_of(error)
