"""How many processes train together is what torchrun says, whatever the system says that allotted the machines."""

import pytest
from lightning_fabric.plugins.environments.lightning import LightningEnvironment

from xr2ct_core.errors import BadConfigError
from xr2ct_core.training.processes import joined_fabric, own_device, process_count

SLURM = {"SLURM_NTASKS": "4", "SLURM_JOB_NAME": "train", "SLURM_PROCID": "0", "SLURM_NTASKS_PER_NODE": "4"}
TORCHRUN = {"WORLD_SIZE": "4", "RANK": "3", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "2", "GROUP_RANK": "1"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*SLURM, *TORCHRUN, "SLURM_STEP_NUM_TASKS"):
        monkeypatch.delenv(name, raising=False)


def set_all(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_a_training_alone_in_a_slurm_allotment_of_several_tasks_is_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, SLURM)
    fabric = joined_fabric("cpu", "32-true")
    assert process_count() == 1
    assert (fabric.world_size, fabric.global_rank) == (1, 0)
    assert isinstance(fabric._connector.cluster_environment, LightningEnvironment)


def test_processes_that_srun_started_itself_are_told_how_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, SLURM | {"SLURM_STEP_NUM_TASKS": "4"})
    with pytest.raises(BadConfigError, match="several times") as found:
        process_count()
    assert "torchrun" in found.value.hint


def test_torchrun_within_slurm_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, SLURM | TORCHRUN | {"SLURM_STEP_NUM_TASKS": "2"})
    assert process_count() == 4
    assert own_device("cuda") == "cuda:1"
    assert own_device("cpu") == "cpu"


def test_a_number_of_processes_without_ranks_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all(monkeypatch, {"WORLD_SIZE": "2"})
    with pytest.raises(BadConfigError, match="torchrun"):
        process_count()
