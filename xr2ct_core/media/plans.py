"""How long, how large and how fast a movie is; checked where it is made, so that later steps may rely on it.

Invariants: a movie has between 2 and 3600 frames; both sides of a frame are even, as H.264 wants, and include the
banner. Units: seconds, frames a second, pixels, degrees, HU.
"""

from dataclasses import dataclass
from typing import Final, Literal

from xr2ct_core.errors import BadConfigError

Orientation = Literal["axial", "coronal", "sagittal"]
WINDOWS_HU: Final[dict[str, tuple[float, float]]] = {
    "chest": (-200.0, 1600.0),
    "lung": (-600.0, 1500.0),
    "mediastinum": (50.0, 350.0),
    "bone": (400.0, 1800.0),
    "soft-tissue": (40.0, 400.0),
    "liver": (30.0, 150.0),
    "vessels": (200.0, 700.0),
    "full-range": (226.0, 2500.0),
}
"""Centre and width of the windows of the regions that are read in a chest CT, by the names commands know."""
MOVIE_SUFFIXES: Final = (".mp4", ".gif")
MOST_FRAMES: Final = 3600
SMALLEST_PX: Final = 64
LARGEST_PX: Final = 8192


@dataclass(frozen=True)
class FrameSize:
    """Width and height of a picture or a frame."""

    width_px: int
    height_px: int

    def __post_init__(self) -> None:
        if not all(SMALLEST_PX <= side <= LARGEST_PX for side in (self.width_px, self.height_px)):
            raise BadConfigError(
                f"A picture of {self.width_px} x {self.height_px} pixels cannot be made.",
                f"Each side has between {SMALLEST_PX} and {LARGEST_PX} pixels.",
            )

    @classmethod
    def parse(cls, text: str) -> "FrameSize":
        """From words such as 1920x1080; raises `BadConfigError`."""
        width, separator, height = text.lower().replace("×", "x").partition("x")
        if not separator or not width.strip().isdecimal() or not height.strip().isdecimal():
            raise BadConfigError(f"{text!r} is not a size.", "Write width and height in pixels, such as 1920x1080.")
        return cls(int(width), int(height))

    @property
    def even(self) -> "FrameSize":
        """The nearest smaller size that movies can have."""
        return FrameSize(self.width_px // 2 * 2, self.height_px // 2 * 2)


@dataclass(frozen=True)
class Pace:
    """How long a movie is and how many frames a second it has."""

    seconds: float = 6.0
    fps: int = 25

    def __post_init__(self) -> None:
        if not 1 <= self.fps <= 60:
            raise BadConfigError(f"{self.fps} frames a second cannot be shown.", "Choose between 1 and 60.")
        if not self.seconds > 0:
            raise BadConfigError(f"A movie of {self.seconds:g} s shows nothing.", "Choose more than 0 seconds.")
        if self.seconds > 600 or self.seconds * self.fps > MOST_FRAMES:
            raise BadConfigError(
                f"A movie of {self.seconds:g} s with {self.fps} frames a second is too long.",
                f"Choose at most {MOST_FRAMES} frames, and 600 s.",
            )

    @property
    def frames(self) -> int:
        return max(2, round(self.seconds * self.fps))


@dataclass(frozen=True)
class Sweep:
    """A movie through the slices of a volume, from the feet to the head, the front to the back, or right to left.

    `there_and_back` returns to the first slice, so that a repeated movie does not jump.
    """

    size: FrameSize
    pace: Pace = Pace()
    orientation: Orientation = "axial"
    window_hu: tuple[float, float] = WINDOWS_HU["chest"]
    there_and_back: bool = True


@dataclass(frozen=True)
class Turntable:
    """A movie around the patient's long axis. A whole turn ends one step before its start, so that it runs on."""

    size: FrameSize
    pace: Pace = Pace()
    degrees: float = 360.0

    def __post_init__(self) -> None:
        if not 1.0 <= abs(self.degrees) <= 3600.0:
            raise BadConfigError(f"A turn of {self.degrees:g}° cannot be shown.", "Choose between 1 and 3600 degrees.")

    @property
    def azimuths_deg(self) -> tuple[float, ...]:
        """The angle of each frame."""
        frames = self.pace.frames
        steps = frames if self.degrees % 360.0 == 0.0 else frames - 1
        return tuple(self.degrees * number / steps for number in range(frames))
