"""What a training is set up with: data, method, and the values of the three groups of settings.

Toolkit-free; the form shows it, the start and the command line are made from it. Invariants: values that were never
edited are the defaults of the configs themselves; each method keeps its own values while others are looked at; the
size of the grid goes along from method to method.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from psygnal import Signal
from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.command_line import changed_settings, configs_by_table
from xr2ct_core.config.smaller import smaller
from xr2ct_core.config.train import TrainConfig
from xr2ct_core.config.tree import FormNode, form_nodes
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.data.augment_config import AugmentConfig
from xr2ct_core.errors import BadConfigError
from xr2ct_core.methods.registry import MethodSpec, learned_method_specs, method_spec
from xr2ct_core.protocol.tasks import DeviceChoice
from xr2ct_core.protocol.training import EstimateTask, TrainTask
from xr2ct_viewer.models.data_choice import DataChoice
from xr2ct_viewer.models.marked import marked

Group = Literal["method", "train", "augment"]
GROUPS: Final[dict[Group, str]] = {
    "method": marked("Method"),
    "train": marked("Training"),
    "augment": marked("Data variation"),
}
CARRIED: Final = "grid_size"


class TrainingSetup:
    """`changed` fires on every edit; `method_changed` when another method is chosen."""

    changed = Signal()
    method_changed = Signal()

    def __init__(self, data: DataChoice, method: str = "") -> None:
        self.data = data
        specs = learned_method_specs()
        self.method = method if method in specs else next(iter(specs))
        self.device: DeviceChoice = "auto"
        self.is_varied = True
        self._edits: dict[str, dict[str, Any]] = {"train": {}, "augment": {}}
        data.changed.connect(self.changed.emit)

    # What is chosen

    @property
    def spec(self) -> MethodSpec:
        return method_spec(self.method)

    def choose_method(self, method: str) -> None:
        """Look at another method; the size of the grid stays as it is."""
        if method == self.method:
            return
        grid = self._edits.get(self._key("method"), {}).get(CARRIED)
        self.method = method
        if grid is not None and any(node.name == CARRIED for node in self.nodes("method")):
            self._set("method", CARRIED, grid)
        self.method_changed.emit()
        self.changed.emit()

    def choose_device(self, device: DeviceChoice) -> None:
        self.device = device
        self.changed.emit()

    def set_varied(self, varied: bool) -> None:
        """Vary the cases while learning, or show them as they are."""
        self.is_varied = varied
        self.changed.emit()

    # Values

    def config_type(self, group: Group) -> type[ConfigBase]:
        return configs_by_table(self.method)[group]

    def nodes(self, group: Group) -> tuple[FormNode, ...]:
        return form_nodes(self.config_type(group))

    def values(self, group: Group) -> dict[str, Any]:
        """All values of a group, edited or default."""
        return {node.name: node.default for node in self.nodes(group)} | self.edits(group)

    def edits(self, group: Group) -> dict[str, Any]:
        """The values that differ from their defaults."""
        return dict(self._edits.get(self._key(group), {}))

    def edit(self, group: Group, name: str, value: Any) -> None:
        """Set one value."""
        if self.values(group)[name] != value:
            self._set(group, name, value)
            self.changed.emit()

    def reset(self, group: Group, name: str) -> None:
        """Take one value back to its default."""
        if self._edits.get(self._key(group), {}).pop(name, None) is not None:
            self.changed.emit()

    def reset_all(self) -> None:
        """Take every value back to its default."""
        for group in GROUPS:
            self._edits[self._key(group)] = {}
        self.is_varied = True
        self.changed.emit()

    def load(self, tables: Mapping[str, Mapping[str, Any]], *, is_run: bool = False) -> None:
        """Take over the tables of a preset, or of a run's config.toml, where a missing [augment] means none.

        Raises `BadConfigError` for what is unknown or not right, and changes nothing then.
        """
        run = tables.get("run", {})
        method = str(run.get("method", self.method))
        if method not in learned_method_specs():
            raise BadConfigError(f"There is no learned method named {method!r}.", "Choose another preset.")
        unknown = [name for name in tables if name not in ("run", *GROUPS)]
        if unknown:
            raise BadConfigError(f"The table {unknown[0]!r} is unknown.", f"Use {', '.join(GROUPS)}.")
        found: dict[str, dict[str, Any]] = {}
        for group, config_type in configs_by_table(method).items():
            try:
                config = config_type.model_validate(dict(tables.get(group, {})))
            except ValidationError as error:
                raise BadConfigError(settings_in_words(error), "Correct the file.") from error
            found[group] = changed_settings(config)
        is_other = method != self.method
        self.method = method
        for name, values in found.items():
            self._edits[method if name == "method" else name] = values
        self.is_varied = bool(run.get("varied", "augment" in tables or not is_run))
        if is_other:
            self.method_changed.emit()
        self.changed.emit()

    def tables(self) -> dict[str, dict[str, Any]]:
        """What a preset holds: the method and every value that is not a default."""
        run = {"method": self.method, "varied": self.is_varied}
        return {"run": run, **{group: self.edits(group) for group in GROUPS}}

    # Is it right, and what is made of it

    def problems(self) -> dict[tuple[Group, str], str]:
        """What is wrong with which value; the name is empty where values contradict each other."""
        found: dict[tuple[Group, str], str] = {}
        for group in GROUPS:
            if group == "augment" and not self.is_varied:
                continue
            try:
                self.config_type(group).model_validate(self.edits(group))
            except ValidationError as error:
                for item in error.errors():
                    name = str(item["loc"][0]) if item["loc"] else ""
                    found[group, name] = problem_in_words(item["msg"], self.nodes(group))
        return found

    def task(self) -> TrainTask:
        """The training as the worker and the command line take it; raises `BadConfigError` if it is not right."""
        if not self.data.sources:
            raise BadConfigError("There are no data to learn from.", "Add a folder or phantoms.")
        try:
            return TrainTask(
                data=self.data.text,
                method=self.method,
                method_config=self._checked("method").model_dump(include=set(self.edits("method"))),
                train=TrainConfig.model_validate(self.edits("train")),
                augment=AugmentConfig.model_validate(self.edits("augment")) if self.is_varied else None,
                split=self.data.split,
                geometry=self.data.geometry,
                device=self.device,
            )
        except ValidationError as error:
            raise BadConfigError(settings_in_words(error), "Correct the setting and try again.") from error

    def estimate_task(self) -> EstimateTask | None:
        """The question what this training needs; None while a value is wrong."""
        if self.problems():
            return None
        return EstimateTask(
            method=self.method,
            method_config=self.edits("method"),
            train=TrainConfig.model_validate(self.edits("train")),
            device=self.device,
        )

    def apply(self, method_config: Mapping[str, Any], train: TrainConfig) -> None:
        """Take over other settings of the method and the training, such as smaller ones."""
        method = self.spec.config_type().model_validate(dict(method_config))
        self._edits[self.method] = changed_settings(method)
        self._edits["train"] = changed_settings(train)
        self.changed.emit()

    def smaller(self) -> tuple[dict[str, Any], TrainConfig, str] | None:
        """Settings that need less memory and what is different in words; None if there are none."""
        if self.problems():
            return None
        return smaller(self.method, self.edits("method"), TrainConfig.model_validate(self.edits("train")))

    def suggested_name(self, folder: Path, now: datetime) -> str:
        """A name for the run that is free in the folder: the method and the day, and a number if need be."""
        stem = f"{self.method}-{now:%Y%m%d}"
        names = (f"{stem}-{number}" if number > 1 else stem for number in range(1, 10_000))
        return next((name for name in names if not (folder / name).exists()), stem)

    def _checked(self, group: Group) -> ConfigBase:
        return self.config_type(group).model_validate(self.edits(group))

    def _key(self, group: Group) -> str:
        return self.method if group == "method" else group

    def _set(self, group: Group, name: str, value: Any) -> None:
        edits = self._edits.setdefault(self._key(group), {})
        default = next(node.default for node in self.nodes(group) if node.name == name)
        if value == default:
            edits.pop(name, None)
        else:
            edits[name] = value


def problem_in_words(message: str, nodes: Iterable[FormNode]) -> str:
    """Pydantic's words for one value, as a sentence with the titles of the form in it."""
    text = message.removeprefix("Value error, ").removeprefix("Input ")
    for node in nodes:
        text = re.sub(rf"\b{node.name}\b", node.title.lower(), text) if "_" in node.name else text
    return f"{text[:1].upper()}{text[1:]}."
