"""What a 3D view draws now, as values that another process can draw again."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from xr2ct_core.volume import Volume


@dataclass(frozen=True, eq=False)
class Drawn:
    """A volume, what is left of each voxel's opacity (z, y, x), and the look of the scene as JSON.

    `state` is a `render.scene_state.SceneState`; None until the view has started, which gives the usual look. `gl` is
    the kind of OpenGL it was drawn with.
    """

    volume: Volume
    visibility: NDArray[np.float32] | None = None
    state: dict[str, Any] | None = None
    gl: Literal["hardware", "software", "none"] = "none"
