"""Earlier images of a training: made ones, so that a discriminator does not forget them, and real ones of both kinds.

All state lies in buffers and is saved with the training; random choices follow the seed of the step.
"""

import torch
from torch import Tensor, nn

Images = tuple[Tensor, Tensor]
"""Images (B, 1, N, N) and their sides (B)."""


class ImageHistory(nn.Module):
    """The last `slots` images of one kind, with which view each is."""

    images: Tensor
    sides: Tensor
    seen: Tensor

    def __init__(self, slots: int, size: int) -> None:
        super().__init__()
        self.register_buffer("images", torch.zeros((slots, 1, size, size), dtype=torch.float16))
        self.register_buffer("sides", torch.zeros(slots))
        self.register_buffer("seen", torch.zeros((), dtype=torch.int64))

    @torch.no_grad()
    def mixed(self, images: Tensor, sides: Tensor) -> Images:
        """Each image, or with a chance of one half an earlier one in its place (Shrivastava et al., CVPR 2017)."""
        if self.images.is_meta:
            return images, sides
        found = [self._in_place_of(image, side) for image, side in zip(images.float(), sides, strict=True)]
        if not found:
            return images, sides
        return torch.stack([image for image, _ in found]), torch.stack([side for _, side in found])

    @torch.no_grad()
    def known(self, images: Tensor, sides: Tensor, wanted: int) -> Images:
        """These images, which are then remembered; where there are none, at most `wanted` remembered ones."""
        if self.images.is_meta:
            return images, sides
        for image, side in zip(images.float(), sides, strict=True):
            self._put(int(self.seen) % len(self.sides), image, side)
        count = min(wanted, int(self.seen), len(self.sides))
        if len(images) or not count:
            return images, sides
        chosen = torch.randperm(min(int(self.seen), len(self.sides)))[:count].to(self.images.device)
        return self.images[chosen].float(), self.sides[chosen]

    def _in_place_of(self, image: Tensor, side: Tensor) -> Images:
        slots, place = len(self.sides), int(self.seen)
        if place < slots:
            self._put(place, image, side)
            return image, side
        if float(torch.rand((), device="cpu")) < 0.5:
            return image, side
        place = int(torch.randint(slots, (), device="cpu"))
        earlier = self.images[place].float().clone(), self.sides[place].clone()
        self._put(place, image, side)
        return earlier

    def _put(self, place: int, image: Tensor, side: Tensor) -> None:
        self.images[place], self.sides[place] = image.to(torch.float16), side
        self.seen += 1
