"""A method ready to reconstruct: built from settings, or rebuilt from a checkpoint with its weights.

Invariants: a checkpoint brings all settings of its method, and only those that its configuration opens at inference
may differ; the weights are those of the checkpoint whatever differs; what replaces a checkpoint that cannot be used
says so in `notes`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from xr2ct_core.config.base import ConfigBase, inference_settings
from xr2ct_core.config.calibration import CALIBRATION_SETTINGS
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.errors import BadConfigError, Xr2ctError
from xr2ct_core.inference.ensemble import EnsembleMethod, Member
from xr2ct_core.methods.base import Method
from xr2ct_core.methods.registry import MethodSpec, method_spec
from xr2ct_core.runs.bundled import FALLBACK_METHOD, others_like
from xr2ct_core.runs.calibration import Calibration, read_calibration
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_core.training.checkpoint import load_method

MISMATCH: Final = "checkpoint_mismatch"
REPLACED_NOTE: Final = "The volume was made with {fallback}, because {name} could not be used. {reason}"

Settings = Mapping[str, Any] | ConfigBase | None


@dataclass(frozen=True, eq=False)
class ReadyMethod:
    """A built method with its settings; the hash of its weights, their calibration and their patients if it learned."""

    spec: MethodSpec
    method: Method
    config: ConfigBase
    checkpoint_sha256: str = ""
    calibration: Calibration | None = None
    learned_from: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def ready_method(
    spec: MethodSpec, values: Settings, checkpoint: Path | None, device: str, *, fallback: bool = False
) -> ReadyMethod:
    """Build a method on a torch device.

    Where the checkpoint is damaged or does not fit this program, `fallback` takes another bundled network beside it, or
    else builds `template` with its own settings and the calibration that was asked for, and says so in a note. Raises
    `BadConfigError` for settings that are not right or not open at inference, for a learned method without a checkpoint
    and for one of another method; without `fallback` errors of code `checkpoint_mismatch`.
    """
    if not spec.needs_training:
        if checkpoint is not None:
            raise BadConfigError(f"{spec.title} has no checkpoints.", "Leave the checkpoint out.")
        config = _method_config(spec, values)
        return ReadyMethod(spec, spec.build(config, device), config)
    if checkpoint is None:
        raise BadConfigError(f"{spec.title} works only once it was trained.", "Give the checkpoint of a training.")
    if not fallback:
        return _trained(spec, values, checkpoint, device)
    reason = ""
    for path in (checkpoint, *others_like(checkpoint)):
        try:
            ready = _trained(spec, values, path, device)
            return _in_place_of(checkpoint.name, reason, ready, path.name) if reason else ready
        except Xr2ctError as error:
            if error.code != MISMATCH:
                raise
            reason = reason or str(error)
    other = method_spec(FALLBACK_METHOD)
    shared = {name: value for name, value in _given(values).items() if name in CALIBRATION_SETTINGS}
    return _in_place_of(spec.id, reason, ready_method(other, shared, None, device), other.id)


def ready_ensemble(
    spec: MethodSpec, values: Settings, checkpoints: Sequence[Path], device: str, *, folder: Path | None = None
) -> ReadyMethod:
    """Several trained networks of one method as one; see `inference.ensemble`.

    A calibration in `folder` is that of all together and takes the place of their own. Raises what `ready_method` does.
    """
    ready = [_trained(spec, values, path, device) for path in checkpoints]
    if len(ready) == 1:
        return ready[0]
    together = read_calibration(folder) if folder is not None else None
    members = [Member(one.method, one.calibration if together is None else None) for one in ready]
    return replace(
        ready[0],
        method=EnsembleMethod(members),
        checkpoint_sha256="+".join(one.checkpoint_sha256 for one in ready),
        calibration=together,
        learned_from=frozenset[str]().union(*(one.learned_from for one in ready)),
    )


def _in_place_of(name: str, reason: str, ready: ReadyMethod, replacement: str) -> ReadyMethod:
    """The replacement with a note of what it replaces and why."""
    return replace(ready, notes=(REPLACED_NOTE.format(fallback=replacement, name=name, reason=reason),))


def _trained(spec: MethodSpec, values: Settings, checkpoint: Path, device: str) -> ReadyMethod:
    info = read_info(checkpoint)
    if info.method != spec.id:
        raise BadConfigError(
            f"The checkpoint belongs to the method {info.method}, not to {spec.id}.", "Choose another."
        )
    try:
        own = spec.config_type().model_validate(info.method_config)
    except ValidationError as error:
        raise Xr2ctError(
            f"The settings in {checkpoint} are not those of this program. {settings_in_words(error)}",
            "Use another checkpoint, or the program that made it.",
            code=MISMATCH,
        ) from error
    config = _merged(spec, own, values)
    calibration = read_calibration(checkpoint)
    loaded, _ = load_method(checkpoint, device)
    if config == own:
        return ReadyMethod(spec, loaded, own, info.weights_sha256, calibration, info.learned_from)
    method = spec.build(config, device)
    method.load_inference_weights(loaded.inference_weights())  # type: ignore[attr-defined]  # it is a TrainableMethod
    method.networks.eval()  # type: ignore[attr-defined]
    return ReadyMethod(spec, method, config, info.weights_sha256, calibration, info.learned_from)


def _merged(spec: MethodSpec, own: ConfigBase, values: Settings) -> ConfigBase:
    """The settings of a checkpoint with those in `values` in their place."""
    given = _given(values)
    allowed = inference_settings(spec.config_type())
    refused = [name for name in given if name not in allowed and given[name] != getattr(own, name, None)]
    if refused:
        named = ", ".join(refused)
        verb = "is" if len(refused) == 1 else "are"
        raise BadConfigError(
            f"A trained network of {spec.title} comes with its settings: {named} {verb} fixed.",
            f"Of these others may be changed: {', '.join(allowed)}." if allowed else "Leave the settings out.",
        )
    return _method_config(spec, own.model_dump() | given)


def _given(values: Settings) -> dict[str, Any]:
    return values.model_dump() if isinstance(values, ConfigBase) else dict(values or {})


def _method_config(spec: MethodSpec, values: Settings) -> ConfigBase:
    if isinstance(values, ConfigBase):
        return values
    try:
        return spec.config_type().model_validate(dict(values or {}))
    except ValidationError as error:
        raise BadConfigError(settings_in_words(error), f"Correct the settings of {spec.title}.") from error
