"""Which arithmetic this CPU learns with."""

from collections.abc import Mapping

import torch


def multiplies_bf16() -> bool:
    """Whether this CPU multiplies matrices of bfloat16 in hardware (AMX); of torch before 2.12 it may not be known."""
    told: Mapping[str, bool] = getattr(torch.cpu, "get_capabilities", dict)()
    return told.get("amx_bf16", False)


def learning_arithmetic() -> torch.autocast:
    """For what small networks compute when they learn on the CPU: bfloat16 where it is in hardware, else float32."""
    return torch.autocast("cpu", torch.bfloat16, enabled=multiplies_bf16())
