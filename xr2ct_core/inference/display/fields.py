"""Curve fields of a pair by the bundled networks, and the line integrals they give.

Several networks come with the program, each taught without some of the published CTs. Their line integrals are
averaged; for a pair that was made from one of these CTs only the networks that did not learn from it are asked, so that
measurements on stand-ins stay honest. Nobody's real radiograph was learned from.

`resources/display/curve_fields.safetensors` holds their weights in half precision, `<number>.<name>`, and in its
metadata who was learned from; `learn` makes it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from xr2ct_core.data.patients import patient_of
from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry
from xr2ct_core.inference.display.network import FieldNetwork
from xr2ct_core.radiography.curve_field import CurveField, in_frame, relative_grey
from xr2ct_core.radiography.restore import DisplayView

FILE: Final = "display/curve_fields.safetensors"

Image = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class TaughtNetwork:
    """A network and the patients whose CTs it learned from."""

    network: FieldNetwork
    learned_from: frozenset[str]


def line_integrals_by_fields(
    views: Sequence[DisplayView], geometry: BiplanarGeometry, networks: Sequence[TaughtNetwork]
) -> list[Image]:
    """Line integrals (rows, cols) of both views: the mean of what the networks say. `networks` is not empty."""
    greys = [relative_grey(seen.grey, seen.parts.air, seen.body) for seen in views]
    looks = np.stack([look(seen, grey, view) for seen, grey, view in zip(views, greys, geometry.views, strict=True)])
    looks_BVCRP = torch.from_numpy(looks)[None]
    with torch.inference_mode():
        slopes = torch.stack([one.network(looks_BVCRP)[0] for one in networks]).mean(0).numpy()
    return [
        seen.attenuated(CurveField(field).values(grey, view))
        for seen, grey, view, field in zip(views, greys, geometry.views, slopes, strict=True)
    ]


def look(seen: DisplayView, grey: Image, view: ViewGeometry) -> Image:
    """What a network sees of a view: (CHANNELS, 96, 96) in the frame."""
    parts = (grey, seen.parts.exposed, seen.parts.direct, seen.share)
    return np.stack([in_frame(part.astype(np.float32), view) for part in parts])


def networks_for(subject: str) -> tuple[TaughtNetwork, ...]:
    """The bundled networks that did not learn from this patient; all for anybody else."""
    patient = patient_of(subject)
    return tuple(one for one in bundled_networks() if patient not in one.learned_from)


@cache
def bundled_networks() -> tuple[TaughtNetwork, ...]:
    """All that come with the program; raises `BadInputError` if their file is missing or damaged."""
    return read_networks(Path(str(files("xr2ct_resources").joinpath(FILE))))


def read_networks(path: Path) -> tuple[TaughtNetwork, ...]:
    """The networks of a file; raises `BadInputError` if it is none."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, "pt") as stored:
            learned = json.loads(stored.metadata()["learned_from"])
            tensors = {name: stored.get_tensor(name).float() for name in stored.keys()}  # noqa: SIM118
        return tuple(_network(tensors, number, names) for number, names in enumerate(learned))
    except (OSError, SafetensorError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise BadInputError(f"{path.name} holds no networks for display images.", "Install xr2ct again.") from error


def write_networks(networks: Sequence[TaughtNetwork], path: Path) -> None:
    """Write the file that `read_networks` reads."""
    from safetensors.torch import save_file

    tensors = {
        f"{number}.{name}": value.half().contiguous()
        for number, one in enumerate(networks)
        for name, value in one.network.state_dict().items()
    }
    learned = json.dumps([sorted(one.learned_from) for one in networks])
    save_file(tensors, path, metadata={"learned_from": learned})


def _network(tensors: dict[str, torch.Tensor], number: int, names: Sequence[str]) -> TaughtNetwork:
    prefix = f"{number}."
    network = FieldNetwork()
    network.load_state_dict(
        {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
    )
    return TaughtNetwork(network.eval(), frozenset(names))
