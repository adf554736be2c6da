"""Networks measured once more under other settings at inference, which takes no new training."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from xr2ct_core.config.base import inference_settings
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.methods.registry import method_spec


def with_variants(networks: Sequence[Contender], variants: Sequence[Mapping[str, Any]]) -> tuple[Contender, ...]:
    """The networks, each followed by itself under those variants that are settings of its method at inference.

    Raises `BadConfigError` for a variant that is none of any network here, or has a value that is not right.
    """
    rows: list[Contender] = []
    for network in networks:
        rows.append(network)
        known = inference_settings(method_spec(network.info.method).config_type())
        rows += [_varied(network, variant) for variant in variants if set(variant) <= set(known)]
    for variant in variants:
        if not any(row.changes == variant for row in rows):
            raise BadConfigError(
                f"No network here can be used with {_in_words(variant)}.",
                "Only settings that its method has at inference can be varied.",
            )
    return tuple(rows)


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
        changes=variant,
    )


def _in_words(variant: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name}={value if isinstance(value, str) else json.dumps(value)}" for name, value in variant.items()
    )
