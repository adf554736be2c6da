"""Physics is computed in 32 bits, also where the networks around it use fewer."""

import torch


def full_precision(device: torch.device) -> torch.autocast:
    """The context in which mixed precision does not reach what is computed on a device."""
    return torch.autocast("cuda" if device.type == "cuda" else "cpu", enabled=False)
