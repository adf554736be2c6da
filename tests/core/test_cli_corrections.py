"""Images that were stored wrongly are put right by options, and the check says by which."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xr2ct_core.asked_corrections import as_options, corrected_pair
from xr2ct_core.cli import main
from xr2ct_core.cli.corrections import CorrectionOptions
from xr2ct_core.cli.pairs import one_pair
from xr2ct_core.corrections import NOTHING, ImageCorrection, PairCorrection
from xr2ct_core.errors import BadConfigError
from xr2ct_core.geometry import BiplanarGeometry, View
from xr2ct_core.io import read_pair, write_pair, write_png
from xr2ct_core.pairing.findings import inverted, mirrored, on_its_side, swapped
from xr2ct_core.pairing.fix import put_right
from xr2ct_core.radiograph import Radiograph, RadiographPair
from xr2ct_core.samples import samples

Run = Callable[..., tuple[int, dict]]


@pytest.fixture(scope="module")
def sample_pair() -> RadiographPair:
    return read_pair(Path(samples()[0].pair_path))


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], worker_here: None) -> Run:
    def call(*arguments: object) -> tuple[int, dict]:
        code = main([*map(str, arguments), "--json"])
        return code, json.loads(capfd.readouterr().out)

    return call


@pytest.mark.parametrize(
    ("correction", "options"),
    [
        (NOTHING, ""),
        (PairCorrection(frontal=ImageCorrection(flip=True)), "--mirror frontal"),
        (PairCorrection(lateral=ImageCorrection(3, invert=True)), "--rotate lateral=270 --invert lateral"),
        (
            PairCorrection(True, ImageCorrection(1, flip=True), ImageCorrection(2, flip=True)),
            "--swap --rotate frontal=90 lateral=180 --mirror frontal lateral",
        ),
    ],
)
def test_the_options_of_a_correction_make_that_correction(correction: PairCorrection, options: str) -> None:
    import tyro

    assert as_options(correction) == options
    parsed = tyro.cli(CorrectionOptions, args=options.split(), config=(tyro.conf.FlagCreatePairsOff,))
    assert parsed.correction == correction


@pytest.mark.parametrize("turn", ["frontal", "frontal=45", "both=90", "frontal=true", "lateral=left"])
def test_a_rotation_that_is_none_is_refused(turn: str) -> None:
    with pytest.raises(BadConfigError):
        _ = CorrectionOptions(rotate=((turn,),)).correction


def test_images_are_exchanged_then_rotated_then_mirrored_and_say_so() -> None:
    geometry = BiplanarGeometry.make(rows=4, cols=6, pixel_mm=2.0)
    images = np.arange(48, dtype=np.float32).reshape(2, 4, 6)
    assumed = ("View unknown, taken as PA.", "The file does not say how the image lies; taken as upright.")
    pair = RadiographPair(
        Radiograph(images[0], 2.0, View.PA, assumptions=assumed), Radiograph(images[1], 2.0, View.LL), geometry
    )
    made = corrected_pair(pair, PairCorrection(True, AS_ROTATED, ImageCorrection(invert=True)))
    np.testing.assert_array_equal(made.frontal.image, np.rot90(images[1], -1)[:, ::-1])
    np.testing.assert_array_equal(made.lateral.image, images[0].max() - images[0])
    assert (made.geometry.frontal.rows, made.geometry.frontal.cols) == (6, 4)
    assert made.frontal.assumptions == (
        "Frontal and lateral image were exchanged, as asked.",
        "The frontal image was rotated clockwise by 90 degrees, as asked.",
        "The frontal image was mirrored, as asked.",
    )
    assert made.lateral.assumptions == (
        assumed[1],
        "Frontal and lateral image were exchanged, as asked.",
        "Black and white of the lateral image were exchanged, as asked.",
    )
    assert made.lateral.view == View.LL and not corrected_pair(pair, NOTHING).lateral.assumptions


AS_ROTATED = ImageCorrection(1, flip=True)


def test_all_findings_are_put_right_at_once() -> None:
    given = PairCorrection(frontal=ImageCorrection(flip=True))
    found = [on_its_side("frontal", 0.9, head_is_left=True), inverted("lateral", 0.9)]
    assert as_options(put_right(given, found)) == "--rotate frontal=270 --mirror frontal --invert lateral"
    exchanged = put_right(given, [swapped(0.9), *found])
    assert as_options(exchanged) == "--swap --rotate lateral=270 --mirror lateral --invert frontal"
    assert put_right(given, [mirrored("frontal", 0.9)]) == NOTHING


def test_a_pair_file_that_is_corrected_keeps_its_truth_and_stays_as_it_was(
    ball_pair_path: Path, tmp_path: Path
) -> None:
    before = ball_pair_path.read_bytes()
    correction = PairCorrection(lateral=ImageCorrection(flip=True))
    made = read_pair(one_pair(ball_pair_path, None, None, None, tmp_path / "scratch", correction))
    told = read_pair(ball_pair_path)
    np.testing.assert_array_equal(made.lateral.image, told.lateral.image[:, ::-1])
    assert made.truth_path is not None and told.truth_path is not None
    assert made.truth_path.resolve() == told.truth_path.resolve() and ball_pair_path.read_bytes() == before
    assert one_pair(ball_pair_path, None, None, None, tmp_path / "scratch") == ball_pair_path


def test_the_check_names_the_options_and_with_them_finds_nothing(
    sample_pair: RadiographPair, tmp_path: Path, run: Run, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = replace(sample_pair, frontal=sample_pair.frontal.turned_right(1), lateral=sample_pair.lateral.inverted())
    path = write_pair(wrong, tmp_path / "pair")
    _, told = run("check", "--pair", path)
    assert told["put_right"] == "--rotate frontal=270 --invert lateral"
    assert main(["check", "--pair", str(path)]) == 0
    assert "with --rotate frontal=270 --invert lateral." in " ".join(capfd.readouterr().out.split())
    code, right = run("check", "--pair", path, *told["put_right"].split())
    assert (code, right["findings"], right["put_right"]) == (0, [], None)
    assert "Black and white of the lateral image were exchanged, as asked." in right["notes"]


SAID = [
    "The frontal image was mirrored, as asked.",
    "The lateral image was rotated clockwise by 180 degrees, as asked.",
    "The lateral image was mirrored, as asked.",
]


def test_every_command_of_two_images_takes_the_corrections(ball_pair: RadiographPair, tmp_path: Path, run: Run) -> None:
    images = []
    for name, radiograph in zip(("frontal", "lateral"), ball_pair.radiographs, strict=True):
        grey = np.rint(255 * radiograph.image / radiograph.image.max()).astype(np.uint8)
        images += [f"--{name}", write_png(tmp_path / f"{name}.png", grey)]
    options = (*images, "--geometry", "clinic", "--mirror", "frontal", "lateral", "--rotate", "lateral=180")
    quick = ("--method", "backprojection", "--grid", 32, "--no-fit-display", "--anyway", "--device", "cpu")
    code, made = run("reconstruct", *options, *quick, "--out", tmp_path / "v.nii.gz")
    assumptions = made["provenance"]["assumptions"]
    assert code == 0 and [text for text in assumptions if text.endswith("as asked.")] == SAID
    for command in ("check", "lungmask", "calibrate-geometry", "reconstruct"):
        place = ("--out", tmp_path / "never.nii.gz") if command == "reconstruct" else ()
        code, said = run(command, *images, "--rotate", "lateral=45", *place)
        assert code == 2 and said["error"]["message"] == "lateral=45 is no rotation."


def test_without_a_window_view_puts_a_pair_and_the_sample_right(
    ball_pair_path: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = ("--headless", "--method", "backprojection", "--grid", 64, "--anyway", "--out", tmp_path / "out")
    options = ("--mirror", "frontal", "lateral", "--rotate", "lateral=180")
    code, made = run("view", ball_pair_path, *options, *quick)
    assumptions = made["provenance"]["assumptions"]
    assert code == 0 and [text for text in assumptions if text.endswith("as asked.")] == SAID
    asked: list[Path] = []

    def only_note(pair_path: Path, *_: object, **__: object) -> None:
        asked.append(read_pair(pair_path))
        raise BadConfigError("enough")

    monkeypatch.setattr("xr2ct_core.cli.view.reconstruct_to_files", only_note)
    run("view", "--sample", "--swap", *quick)
    told = read_pair(Path(samples()[0].pair_path))
    np.testing.assert_array_equal(asked[0].frontal.image, told.lateral.image)
