"""People are held out, phantoms only where there are no people with a CT; a stored split is obeyed."""

import pytest

from xr2ct_core.data.dealing import completed, deal, held_out_in_words
from xr2ct_core.data.source import CaseKind, CaseSample, data_digest
from xr2ct_core.data.splits import PatientSplit, split_by_patient
from xr2ct_core.errors import BadConfigError, BadInputError
from xr2ct_core.grid import WorkingGrid


class Named:
    """Cases that are never read."""

    grid = WorkingGrid(32)

    def __init__(self, cts: int = 0, pairs: int = 0, phantoms: int = 0) -> None:
        kinds: list[tuple[CaseKind, int]] = [("CT", cts), ("pair", pairs), ("phantom", phantoms)]
        self.kinds: tuple[CaseKind, ...] = tuple(kind for kind, count in kinds for _ in range(count))
        self.subjects = tuple(f"{kind}-{number}" for kind, count in kinds for number in range(count))

    def __len__(self) -> int:
        return len(self.subjects)

    def __getitem__(self, index: int) -> CaseSample:
        raise AssertionError(index)

    def fingerprint(self, index: int) -> str:
        return self.subjects[index]


def held_out(split: PatientSplit) -> dict[str, int]:
    """How many of each kind are in validation and test."""
    away = [patient.split("-")[0] for part in ("validation", "test") for patient in split.parts[part]]
    return {kind: away.count(kind) for kind in sorted(set(away))}


@pytest.mark.parametrize("seed", range(4))
def test_phantoms_are_not_held_out_beside_people_with_a_ct(seed: int) -> None:
    source = Named(cts=10, phantoms=200)
    split = deal(source, seed, "digest")
    assert held_out(split) == {"CT": 2}
    assert sorted(patient for part in split.parts.values() for patient in part) == sorted(source.subjects)
    assert split.data_digest == "digest"
    alone = split_by_patient(Named(cts=10).subjects, seed)
    assert {part: alone.parts[part] for part in ("validation", "test")} == {
        part: split.parts[part] for part in ("validation", "test")
    }
    assert "people" in held_out_in_words(source) and held_out_in_words(Named(phantoms=9)) == ""


def test_radiographs_without_a_ct_and_phantoms_are_both_held_out() -> None:
    assert held_out(deal(Named(pairs=20, phantoms=10), 0, "")) == {"pair": 4, "phantom": 2}
    assert held_out(deal(Named(cts=10, pairs=20, phantoms=10), 0, "")) == {"CT": 2, "pair": 4}
    assert held_out(deal(Named(phantoms=10), 0, "")) == {"phantom": 2}


def test_a_kind_with_fewer_patients_than_parts_is_learned_from() -> None:
    split = deal(Named(pairs=1, phantoms=4), 0, "")
    assert held_out(split) == {"phantom": 2} and "pair-0" in split.parts["train"]
    assert held_out(deal(Named(cts=2, pairs=2), 0, "")).keys() <= {"CT", "pair"}
    with pytest.raises(BadConfigError, match="phantoms are not held out beside people"):
        deal(Named(cts=2, phantoms=50), 0, "")
    with pytest.raises(BadConfigError, match="cannot be split"):
        deal(Named(phantoms=2), 0, "")


def test_a_person_with_a_ct_and_a_pair_is_in_one_part() -> None:
    source = Named(cts=6, pairs=20)
    source.subjects = tuple(f"person-{name.split('-')[1]}" for name in source.subjects)
    split = deal(source, 0, "")
    assert sorted(patient for part in split.parts.values() for patient in part) == sorted(set(source.subjects))


def test_a_stored_split_decides_over_people_and_takes_phantoms_in() -> None:
    people = Named(cts=3)
    parts = {"train": ("CT-2",), "validation": ("CT-0",), "test": ("CT-1",)}
    stored = PatientSplit(seed=4, data_digest=data_digest(people), parts=parts)
    joined = Named(cts=3, phantoms=2)
    whole = completed(stored, joined, data_digest(joined))
    assert whole.parts == parts | {"train": ("CT-2", "phantom-0", "phantom-1")}
    assert whole.data_digest == data_digest(joined)
    assert completed(stored, people, data_digest(people)).parts == parts
    assert completed(whole, joined, data_digest(joined)).parts == whole.parts


def test_a_stored_split_that_does_not_fit_is_refused() -> None:
    source = Named(cts=3, phantoms=1)
    parts = {"train": ("CT-0",), "validation": ("CT-1",), "test": ("CT-2",)}
    with pytest.raises(BadInputError, match="other data"):
        completed(PatientSplit(seed=0, data_digest="other", parts=parts), source, data_digest(source))
    with pytest.raises(BadInputError, match="does not know the patient CT-2"):
        completed(PatientSplit(seed=0, parts={**parts, "test": ()}), source, data_digest(source))
    with pytest.raises(BadInputError, match="no part 'validation'"):
        completed(PatientSplit(seed=0, parts={"train": ("CT-0", "CT-1", "CT-2")}), source, data_digest(source))
    phantoms = Named(phantoms=4)
    with pytest.raises(BadInputError, match="none of these patients for validation"):
        completed(PatientSplit(seed=0, parts=parts), phantoms, data_digest(phantoms))
