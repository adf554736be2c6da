"""Validation errors of configurations, in words."""

from typing import Final

from pydantic import ValidationError

_SHOWN: Final = 4


def settings_in_words(error: ValidationError) -> str:
    """Which settings are wrong and why, in one sentence."""
    reasons = [
        f"{'.'.join(map(str, item['loc'])) or 'the settings'}: {item['msg'].removeprefix('Value error, ')}"
        for item in error.errors()
    ]
    more = f"; and {len(reasons) - _SHOWN} more" if len(reasons) > _SHOWN else ""
    return f"A setting is not right - {'; '.join(reasons[:_SHOWN])}{more}."
