"""Watches whether a discriminator and its generator keep each other busy."""

from collections.abc import Mapping
from typing import Final

_MEMORY: Final = 0.98
_PATIENCE: Final = 200
_TOO_CLOSE: Final = 0.02
_TOO_FAR: Final = 0.95


class BalanceWatch:
    """Warns once of each: a discriminator that tells nothing apart, or everything, over a few hundred steps."""

    def __init__(self) -> None:
        self._gap: dict[str, float] = {}
        self._count: dict[str, int] = {}
        self._told: set[str] = set()

    def look(self, scalars: Mapping[str, float]) -> list[str]:
        """Take in the scalars of a step; returns new warnings."""
        warnings = []
        for key in [key for key in scalars if key.endswith("/score_real")]:
            name = key.removesuffix("/score_real")
            gap = scalars[key] - scalars[f"{name}/score_generated"]
            self._gap[name] = _MEMORY * self._gap.get(name, gap) + (1.0 - _MEMORY) * gap
            self._count[name] = self._count.get(name, 0) + 1
            if self._count[name] >= _PATIENCE:
                warnings += self._judge(name)
        return warnings

    def _judge(self, name: str) -> list[str]:
        gap = self._gap[name]
        if abs(gap) < _TOO_CLOSE:
            text = f"The {name} is at chance: it scores real and generated volumes alike, so it teaches nothing."
        elif gap > _TOO_FAR:
            text = f"The {name} separates real and generated volumes perfectly; its gradient may say little."
        else:
            return []
        if text in self._told:
            return []
        self._told.add(text)
        return [text]
