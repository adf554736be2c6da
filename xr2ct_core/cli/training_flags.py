"""The flags of `xr2ct train` and `xr2ct crossvalidate`, made from the configuration classes.

There is one for each setting, with its help and limits. Which flags there are depends on the method, so `--method` and
`--config` are looked for before the command is parsed. Strength of settings: defaults of the classes, then the
file of `--config`, then flags.
"""

import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field, make_dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

import tyro

from xr2ct_core.cli.train import NewTraining
from xr2ct_core.config.base import ConfigBase
from xr2ct_core.config.command_line import configs_by_table
from xr2ct_core.config.tree import FormNode, form_nodes
from xr2ct_core.errors import BadConfigError
from xr2ct_core.io.files import read_text
from xr2ct_core.methods.registry import learned_method_specs, method_spec
from xr2ct_core.runs.checkpoint_info import BEGUN_SHA256

OTHER_NAME: Final = ("--optim.", "--train.")
"""`--optim.steps` is accepted for `--train.steps`."""
_TYPES: Final[dict[str, type]] = {"bool": bool, "int": int, "float": float, "text": str}
_RUN: Final = "run"
_LOG = logging.getLogger(__name__)
Command = TypeVar("Command", bound=NewTraining)


def train_arguments(arguments: Sequence[str]) -> list[str]:
    """The arguments with other names of flags replaced."""
    other, name = OTHER_NAME
    return [name + word.removeprefix(other) if word.startswith(other) else word for word in arguments]


def train_type(base: type[Command], arguments: Sequence[str]) -> type[Command]:
    """The command `base` with the flags of the method that `arguments` choose, and the values of their `--config`.

    Warns of the settings of a run that began with weights which they do not name.
    Raises `BadConfigError` for an unknown method, for one that has nothing to learn, and for a file that is not right.
    """
    path = _value_of("--config", arguments)
    tables = read_tables(path) if path else {}
    run = tables.get(_RUN, {})
    if run.get(BEGUN_SHA256) and _value_of("--start-from", arguments) is None:
        _LOG.warning(
            "The run in %s began with the weights of another training; this one does not without --start-from.", path
        )
    specs = learned_method_specs()
    method = _value_of("--method", arguments) or str(run.get("method", next(iter(specs))))
    spec = method_spec(method)
    if not spec.needs_training:
        raise BadConfigError(f"{spec.title} has nothing to learn.", f"Use {', '.join(specs)}.")
    configs = {
        table: config_type.model_validate(tables.get(table, {}))
        for table, config_type in configs_by_table(method).items()
    }
    names_augment = any(word.startswith("--augment.") for word in arguments)
    fields: list[tuple[str, Any, Any]] = [
        ("method", Annotated[str, tyro.conf.arg(help=f"Learned method: {', '.join(specs)}.")], field(default=method)),
        (
            "no_augment",
            Annotated[bool, tyro.conf.FlagCreatePairsOff, tyro.conf.arg(help="Show the cases as they are.")],
            field(default=not run.get("varied", True) and not names_augment),
        ),
    ]
    for table, config in configs.items():
        flags = _flags_type(config)
        fields.append((f"{table}_settings", Annotated[flags, tyro.conf.arg(name=table)], field(default=flags())))
    namespace = {"__doc__": base.__doc__}
    return make_dataclass(base.__name__, fields, bases=(base,), frozen=True, kw_only=True, namespace=namespace)


def read_tables(name: str) -> dict[str, dict[str, Any]]:
    """The tables of a TOML file, or of the program's own settings of that name.

    Raises `BadConfigError` for a file that is not TOML or has other tables than [run], [method], [train], [augment].
    """
    path = Path(name).expanduser()
    own = Path(str(files("xr2ct_resources").joinpath("configs", f"{name}.toml")))
    path = own if not path.exists() and path.name == name and own.is_file() else path
    try:
        found = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadConfigError(f"{path} is not TOML: {error}.", "Correct the file.") from error
    known = (_RUN, "method", "train", "augment")
    unknown = [table for table, values in found.items() if table not in known or not isinstance(values, dict)]
    if unknown:
        raise BadConfigError(f"{path} has the unknown table {unknown[0]!r}.", f"Use {', '.join(known)}.")
    return found


def _value_of(flag: str, arguments: Sequence[str]) -> str | None:
    """The last value given to a flag, as `--flag value` or `--flag=value`."""
    value = None
    for word, after in zip(arguments, [*arguments[1:], ""], strict=True):
        if word == flag:
            value = after
        elif word.startswith(f"{flag}="):
            value = word.partition("=")[2]
    return value


def _flags_type(config: ConfigBase) -> type:
    """A dataclass with the fields of a configuration for tyro; its defaults are the values of `config`."""
    values: Mapping[str, Any] = config.model_dump()
    fields = [
        (node.name, Annotated[_type(node), tyro.conf.arg(help=help_text(node))], field(default=values[node.name]))
        for node in form_nodes(type(config))
    ]
    kind = type(config)
    return make_dataclass(kind.__name__, fields, frozen=True, namespace={"__doc__": kind.__doc__})


def _type(node: FormNode) -> Any:
    return Literal[node.choices] if node.kind == "choice" else _TYPES[node.kind]


def help_text(node: FormNode) -> str:
    """The help of a setting with its unit and its limits."""
    low, high = node.limits
    limits = ", ".join(
        [*([_limit(low, "at least", "above")] if low is not None else []),
         *([_limit(high, "at most", "below")] if high is not None else [])]
    )  # fmt: skip
    details = ", ".join(part for part in (node.unit, limits) if part)
    return f"{node.help} [{details}]" if details else node.help


def _limit(limit: float, with_it: str, without_it: str) -> str:
    """A limit that `form_nodes` moved inwards because it is excluded itself is told as such."""
    plain = round(limit, 7)
    return f"{with_it if plain == limit else without_it} {plain:.10g}"
