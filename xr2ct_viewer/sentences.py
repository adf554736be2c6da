"""Which sentences `said` knows: what every error says, and what the core says of a case.

Of the window these are all errors, of the core those that somebody at the window can meet: all but what only the
command line uses (`UNSEEN`). The modules that speak of a case (`SPEAKING`) say findings, reasons and notes too, so all
their sentences are known.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from xr2ct_viewer.error_words import errors_in, pattern_of

WINDOW: Final = Path(__file__).parent
ROOT: Final = WINDOW.parent
CORE: Final = ROOT / "xr2ct_core"
SPEAKING: Final = (
    "asked_corrections.py",
    "config/words.py",
    "data/breath_field.py",
    "domain/after.py",
    "domain/reasons.py",
    "domain/sentences.py",
    "evaluation/card_words.py",
    "evaluation/more_views.py",
    "evaluation/taken_pair.py",
    "inference/alternatives.py",
    "inference/calibration/breath.py",
    "inference/calibration/calibrate.py",
    "inference/calibration/find_pose.py",
    "inference/calibration/findings.py",
    "inference/calibration/geometry.py",
    "inference/calibration/tone_curve.py",
    "inference/ensemble.py",
    "inference/fit_display.py",
    "inference/linearise.py",
    "inference/own_grid.py",
    "inference/ready_method.py",
    "inference/reconstruct.py",
    "inference/run_method.py",
    "inference/styled.py",
    "io/colour.py",
    "io/dicom_file.py",
    "io/dicom_grey.py",
    "io/dicom_radiograph.py",
    "io/dicom_series.py",
    "io/facts.py",
    "io/files.py",
    "io/nifti_check.py",
    "io/npy.py",
    "io/orientation.py",
    "io/pair_file.py",
    "io/pair_images.py",
    "io/radiograph_read.py",
    "io/raster.py",
    "io/raster_pillow.py",
    "io/raster_tiff.py",
    "io/volume_read.py",
    "lungmask/quality.py",
    "methods/backprojection/method.py",
    "methods/biplanar/method.py",
    "methods/registry.py",
    "methods/style/method.py",
    "methods/template/method.py",
    "pairing/doctor.py",
    "pairing/findings.py",
    "projection/body.py",
    "radiography/restore.py",
    "worker/client.py",
    "worker/faults.py",
)
"""Modules of the core whose sentences reach somebody who opens a case, reconstructs it and looks at the result."""
UNSEEN: Final = (
    "cli/",
    "domain/learning.py",
    "evaluation/benchmark.py",
    "evaluation/calibrate.py",
    "evaluation/cases.py",
    "evaluation/conformal.py",
    "evaluation/contender.py",
    "evaluation/contenders.py",
    "evaluation/ensembles.py",
    "evaluation/held_out.py",
    "evaluation/judgements.py",
    "evaluation/radiographs/",
    "evaluation/report_place.py",
    "evaluation/robustness.py",
    "evaluation/style_conditions.py",
    "evaluation/variants.py",
    "inference/calibration/learning.py",
    "lungmask/benchmark.py",
    "lungmask/card.py",
    "lungmask/learning.py",
    "methods/continuity/",
    "pairing/benchmark.py",
    "projection/posed.py",
    "rotations.py",
    "runs/model_card.py",
    "sample_maker.py",
    "training/pack.py",
    "training/processes.py",
    "worker/learn_calibration_task.py",
    "worker/learn_check_task.py",
    "worker/lungs_learning_task.py",
)
"""Modules and packages of the core that only the command line uses: nobody at the window meets their errors."""
_FEWEST_LETTERS: Final = 8


def sentences_in(code: str) -> Iterator[str]:
    """The sentences of a module of the core, whatever they are for; values of an f-string are numbered."""
    tree = ast.parse(code)
    inner = {id(part) for node in ast.walk(tree) for part in _parts(node)}
    for node in ast.walk(tree):
        if id(node) not in inner and (text := pattern_of(node)) and _is_sentence(text):
            yield text


def _parts(node: ast.AST) -> list[ast.expr]:
    """What is no text of its own: pieces of an f-string, and docstrings."""
    match node:
        case ast.JoinedStr(values=parts):
            return parts
        case ast.Expr(value=value):
            return [value]
    return []


def _is_sentence(text: str) -> bool:
    """Whether it ends like one, begins like one, and has words of its own."""
    words = re.sub(r"\{[^{}]*\}", "", text)
    is_whole = text[-1] in ".!?" and (text[0].isupper() or text[0] in "{“0123456789")
    return is_whole and " " in text and sum(letter.isalpha() for letter in words) >= _FEWEST_LETTERS


@cache
def core_sentences() -> tuple[str, ...]:
    """Every sentence of the core's modules that speak of a case once, sorted."""
    return tuple(
        sorted({text for name in SPEAKING for text in sentences_in((CORE / name).read_text(encoding="utf-8"))})
    )


@cache
def error_sentences() -> tuple[str, ...]:
    """What every error that the window can show says, once, sorted."""
    core = (path for path in CORE.rglob("*.py") if not path.relative_to(CORE).as_posix().startswith(UNSEEN))
    paths = (*WINDOW.rglob("*.py"), *core)
    return tuple(sorted({text for path in paths for text in errors_in(path, ROOT).sentences}))


def said_sentences() -> tuple[str, ...]:
    """All that `said` finds again in what it is given, sorted."""
    return tuple(sorted({*core_sentences(), *error_sentences()}))
