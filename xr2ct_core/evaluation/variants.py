"""Networks and methods measured once more under other settings, which takes no new training."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from xr2ct_core.config.base import inference_settings
from xr2ct_core.config.words import settings_in_words
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.candidates import Candidate, method_candidate
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.methods.registry import method_spec


def with_variants(
    networks: Sequence[Contender], variants: Sequence[Mapping[str, Any]], methods: Sequence[str] = ()
) -> tuple[Contender, ...]:
    """The networks, each followed by itself under those variants that are settings of its method at inference.

    Raises `BadConfigError` for a variant that is none of any network here nor of the `methods` without training, or has
    a value that is not right.
    """
    rows: list[Contender] = []
    for network in networks:
        rows.append(network)
        known = inference_settings(method_spec(network.info.method).config_type())
        rows += [_varied(network, variant) for variant in variants if set(variant) <= set(known)]
    for variant in variants:
        if not any(row.changes == variant for row in rows) and not any(_suits(name, variant) for name in methods):
            raise BadConfigError(
                f"No network here can be used with {_in_words(variant)}.",
                "Only settings that its method has at inference can be varied.",
            )
    return tuple(rows)


def method_variants(methods: Sequence[str], variants: Sequence[Mapping[str, Any]], device: str) -> list[Candidate]:
    """A row for each method without training under each variant that is made of its settings."""
    return [
        method_candidate(
            f"{name} {_in_words(variant)}",
            f"{method_spec(name).title}, {_in_words(variant)}",
            name,
            _validated(name, variant),
            "method",
            device,
        )
        for name in methods
        for variant in variants
        if _suits(name, variant)
    ]


def _suits(method: str, variant: Mapping[str, Any]) -> bool:
    return set(variant) <= set(method_spec(method).config_type().model_fields)


def _validated(method: str, variant: Mapping[str, Any]) -> dict[str, Any]:
    try:
        method_spec(method).config_type().model_validate(dict(variant))
    except ValidationError as error:
        raise BadConfigError(
            settings_in_words(error), f"Correct the settings of {method_spec(method).title}."
        ) from error
    return dict(variant)


def _varied(network: Contender, variant: Mapping[str, Any]) -> Contender:
    """The network as it reconstructs with other settings."""
    config = method_spec(network.info.method).config_type().model_validate({**network.info.method_config, **variant})
    values = config.model_dump(mode="json")
    told = {**network.info.method_config, **{name: values[name] for name in variant}}
    return replace(
        network,
        id=f"{network.id} {_in_words(variant)}",
        title=f"{network.title}, {_in_words(variant)}",
        info=network.info.model_copy(update={"method_config": told}),
        folds=tuple(_varied(fold, variant) for fold in network.folds),
        rest=None if network.rest is None else _varied(network.rest, variant),
        changes=variant,
    )


def _in_words(variant: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in variant.items()
    )
