"""Learning the domain gate: limits and shares come from people the gate did not learn from, and files keep it whole."""

import numpy as np
import pytest
from gate_pairs import sample_cube, shot_of

from xr2ct_core.domain import benchmark, hardware, simulated
from xr2ct_core.domain.frames import LENGTH, frames_of
from xr2ct_core.domain.learning import Learned, learned, limits_of, scored
from xr2ct_core.domain.lessons import Lesson, Sample
from xr2ct_core.domain.limits import Limits, bundled_limits
from xr2ct_core.domain.metal import LENGTH as METAL_LENGTH
from xr2ct_core.domain.model import bundled_gate, line_of, read_model
from xr2ct_core.domain.shown import SHOWN, Shown
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry


def people(seed: int = 0, count: int = 5) -> dict[str, Lesson]:
    """Made-up patients: size shows in the first half of the frames, metal in the first measures."""
    random = np.random.default_rng(seed)

    def framed(kind: str, shown: Shown, log_size: float) -> Sample:
        frames = 0.1 * random.standard_normal(LENGTH).astype(np.float32)
        frames[: LENGTH // 2] += np.float32(log_size)
        return Sample(kind, shown, frames, (log_size, 0.0, 0.0, 0.0), doctor=False)

    def measured(kind: str, shown: Shown, level: float) -> Sample:
        metal = random.standard_normal(METAL_LENGTH).astype(np.float32)
        metal[:10] += np.float32(level)
        return Sample(kind, shown, metal=metal)

    found = {}
    for number in range(count):
        samples = []
        for shown in SHOWN:
            samples += [framed("good", shown, float(random.normal(0.0, 0.05))) for _ in range(12)]
            samples += [framed("child", shown, -0.6) for _ in range(6)]
            samples += [measured("good", shown, 0.0) for _ in range(8)] + [measured("rods", shown, 4.0)] * 3
            samples += [Sample("good", shown, turn_deg=float(turn)) for turn in random.normal(1.0, 1.0, 4)]
            samples += [Sample("turned by 20°", shown, turn_deg=21.0)]
        found[f"p{number}"] = Lesson(samples, has_metal=False)
    return found


@pytest.fixture(scope="module")
def taught() -> dict[str, Lesson]:
    return people()


@pytest.fixture(scope="module")
def found(taught: dict[str, Lesson]) -> Learned:
    return learned(taught, lambda *_: None, steps=120)


def test_a_gate_that_knows_others_sees_what_is_wrong_and_seldom_anything_else(
    taught: dict[str, Lesson], found: Learned
) -> None:
    assert sorted(name for fold in found.folds for name in fold) == sorted(taught)
    rows = {(row.wrong, row.shown): row for row in benchmark.rows_of(taught, found)}
    for shown in SHOWN:
        assert rows["child", shown].share == rows["rods", shown].share == rows["turned by 20°", shown].share == 1.0
        assert rows["nothing (shape looked for)", shown].share < 0.1
        assert rows["child", shown].count == 30
    assert ("any", "display") not in rows


def test_limits_of_some_patients_do_not_hear_of_the_others(taught: dict[str, Lesson], found: Learned) -> None:
    before = limits_of(taught, found.scores, ["p0", "p1", "p2"])
    strange = {**found.scores, "p4": [score.__class__(log_size=-5.0, cut=0.9) for score in found.scores["p4"]]}
    assert limits_of(taught, strange, ["p0", "p1", "p2"]) == before
    assert limits_of(taught, found.scores, taught).usual_turn_deg == pytest.approx(1.0, abs=0.5)


def test_patients_with_hardware_do_not_count_as_clean(taught: dict[str, Lesson], found: Learned) -> None:
    sick = {**taught, "p0": Lesson(taught["p0"].samples, has_metal=True)}
    rows = {row.wrong for row in benchmark.rows_of(sick, found)}
    assert "real hardware, as its CT shows it" in rows
    clean = [sample.metal for sample in taught["p1"].samples if sample.metal is not None and sample.kind == "good"]
    line = line_of(clean, [one + 3.0 for one in clean])
    assert line.score(np.array(clean)).max() < line.score(np.array(clean) + 3.0).min()


def test_too_few_patients_are_named() -> None:
    with pytest.raises(BadInputError, match="3 patients"):
        learned(people(count=3), lambda *_: None)


def test_the_gate_survives_its_file(tmp_path) -> None:
    gate = bundled_gate()
    gate.write(tmp_path / "gate.npz")
    again = read_model(tmp_path / "gate.npz")
    frames = frames_of(shot_of(sample_cube()).pair("line_integral", np.random.default_rng(0)))[None]
    np.testing.assert_allclose(again.shape(frames), gate.shape(frames), atol=1e-3)
    assert len(again.networks) == len(gate.networks) >= 2
    (tmp_path / "broken.npz").write_bytes(b"no")
    with pytest.raises(BadInputError, match=r"broken\.npz"):
        read_model(tmp_path / "broken.npz")


def test_the_limits_that_come_with_the_program_say_how_they_were_made() -> None:
    limits = bundled_limits()
    assert "learn-domain" in limits.made_by and limits.refuse_distance > limits.most_distance
    assert 0.7 < np.exp(limits.least_log_size) < 1.0 and limits != Limits()


def test_hardware_stands_at_one_height_in_both_views_and_is_as_thick_as_it_is() -> None:
    geometry = BiplanarGeometry.preset("parallel")
    ball = [hardware.Disc(np.array([30.0, -20.0, 40.0]), 12.0, 8.0, 0.3)]
    frontal, lateral = hardware.shadows(ball, geometry)
    assert frontal.max() == pytest.approx(8.0 * 0.3, rel=1e-3) and lateral.max() == pytest.approx(24.0 * 0.3, rel=0.05)
    rows = [np.flatnonzero(image.any(axis=1)) for image in (frontal, lateral)]
    assert abs(rows[0].mean() - rows[1].mean()) < 0.6
    rod = [hardware.Tube(np.array([[0.0, 0.0, -50.0], [0.0, 0.0, 50.0]]), 3.0, 0.35)]
    assert hardware.shadows(rod, geometry)[0].max() == pytest.approx(6.0 * 0.35, rel=0.05)


def test_a_cut_takes_the_share_of_the_lungs_that_it_says() -> None:
    shot = shot_of(sample_cube())
    cut = simulated.cut(shot, 0, 0.3, np.random.default_rng(2))
    assert 0.3 <= cut.truth.cut[0] < 0.4 and cut.truth.cut[1] == 0.0
    assert (cut.images[0] == 0.0).mean() > (shot.images[0] == 0.0).mean() + 0.05
    np.testing.assert_array_equal(cut.images[1], shot.images[1])


def test_a_film_shows_more_around_a_chest_and_no_more_around_a_cut_field() -> None:
    shot, random = shot_of(sample_cube()), np.random.default_rng(3)
    sizes = {radiograph.image.shape for _ in range(4) for radiograph in shot.pair("film", random).radiographs}
    assert max(rows for rows, _ in sizes) > shot.images[0].shape[0]
    film = shot.pair("film", random)
    assert not film.is_physical and film.frontal.image.shape == (film.geometry.frontal.rows, film.geometry.frontal.cols)
    assert film.frontal.image.min() >= 0.0 and film.frontal.image.max() <= 1.0
    cut = simulated.cut(shot, 0, 0.3, random).pair("film", random)
    assert cut.frontal.image.shape == shot.images[0].shape


def test_scores_stay_with_their_samples() -> None:
    gate = bundled_gate()
    samples = [
        Sample("good", "display", turn_deg=3.0),
        Sample("good", "display", metal=np.zeros(METAL_LENGTH, np.float32)),
        Sample("good", "display", frames=np.zeros(LENGTH, np.float32)),
    ]
    turn, metal, shape = scored(samples, gate)
    assert (turn.turn_deg, turn.metal, turn.distance) == (3.0, None, None)
    assert metal.metal == pytest.approx(gate.metal_line("display").bias, rel=1e-5) and metal.log_size is None
    assert shape.distance is not None and shape.turn_deg is None
