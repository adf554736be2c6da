"""Which torch device to work on."""

import torch

from xr2ct_core.errors import CudaUnavailableError
from xr2ct_core.protocol.tasks import DeviceChoice


def choose_device(wanted: DeviceChoice | str) -> str:
    """A torch device name for a wish; "auto" takes the graphics card where there is one.

    Raises `CudaUnavailableError` if a card was asked for and torch can use none.
    """
    has_cuda = torch.cuda.is_available()
    if wanted == "auto":
        return "cuda" if has_cuda else "cpu"
    if wanted.startswith("cuda") and not has_cuda:
        reason = "" if torch.version.cuda else " This torch is built for the CPU only."
        raise CudaUnavailableError(
            "No usable CUDA graphics card was found." + reason, "Choose the CPU, or see `xr2ct doctor`."
        )
    return wanted
