"""The part of the volume shown in 3D."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CropBox:
    """Fractions 0..1 of the volume's extent along LPS x (right to left), y (front to back), z (feet to head)."""

    x: tuple[float, float] = (0.0, 1.0)
    y: tuple[float, float] = (0.0, 1.0)
    z: tuple[float, float] = (0.0, 1.0)

    @property
    def is_whole(self) -> bool:
        return self == CropBox()
