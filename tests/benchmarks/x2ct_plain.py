"""X2CT-GAN in its plain published form (Ying et al., CVPR 2019), what ours is measured against.

Three decoders that all run to their end, the heads of the two views included although no loss reaches them; maps
repeated along the depth before a full 3D convolution; instance norms that keep running statistics. Layers are made in
the order in which ours makes them, so weights can be handed over one by one.
"""

from collections.abc import Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn

WIDTHS = (128, 64, 32, 16, 16)
LAYERS = (6, 12, 24, 16, 6)
TO_VOLUME = {"frontal": (0, 1, 3, 2, 4), "lateral": (0, 1, 3, 4, 2)}
TO_VIEW = {"frontal": (0, 1, 3, 2, 4), "lateral": (0, 1, 4, 2, 3)}


def norm(dimensions: int, channels: int) -> nn.Module:
    kind = nn.InstanceNorm2d if dimensions == 2 else nn.InstanceNorm3d
    return kind(channels, affine=False, track_running_stats=True)


def before(channels: int, out: int, kernel: int, stride: int = 1) -> nn.Sequential:
    layer = nn.Conv2d(channels, out, kernel, stride, kernel // 2)
    return nn.Sequential(norm(2, channels), nn.ReLU(True), layer)


def conv3(channels: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv3d(channels, out, 3, padding=1), norm(3, out), nn.ReLU(True))


def up3(channels: int, out: int) -> nn.Sequential:
    layer = nn.ConvTranspose3d(channels, out, 3, 2, 1, 1)
    return nn.Sequential(layer, norm(3, out), nn.ReLU(True))


class DenseLayer(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.narrow, self.grow = before(channels, 128, 1), before(128, 32, 3)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x, self.grow(self.narrow(x))], 1)


class Encoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(1, 64, 7), norm(2, 64), nn.ReLU(True))
        self.downs, self.blocks, self.compressions = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        channels = 64
        for level, count in enumerate(LAYERS):
            self.downs.append(before(channels, channels, 3, 2))
            self.blocks.append(nn.Sequential(*(DenseLayer(channels + 32 * index) for index in range(count))))
            channels += 32 * count
            if level < 4:
                self.compressions.append(before(channels, channels // 2, 1))
                channels //= 2
        self.pool = nn.AdaptiveAvgPool2d(1)

    def forward(self, image: Tensor) -> tuple[list[Tensor], Tensor]:
        maps = [self.stem(image)]
        for down, block, compression in zip(self.downs, self.blocks, self.compressions, strict=False):
            maps.append(compression(block(down(maps[-1]))))
        return maps, self.pool(self.blocks[4](self.downs[4](maps[-1]))).flatten(1)


class Vector(nn.Module):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.layers = nn.Sequential(nn.Linear(704, 256 * size**3), nn.Dropout(0.5), nn.ReLU(True))

    def forward(self, vector: Tensor) -> Tensor:
        return self.layers(vector).view(-1, 256, self.size, self.size, self.size)


class Skip(nn.Module):
    def __init__(self, channels: int, out: int) -> None:
        super().__init__()
        self.flat = nn.Sequential(nn.Conv2d(channels, out, 1), norm(2, out), nn.ReLU(True))
        self.deep = conv3(out, out)

    def forward(self, x: Tensor) -> Tensor:
        flat = self.flat(x)
        return self.deep(flat.unsqueeze(2).repeat(1, 1, flat.shape[-1], 1, 1))


class Decoder(nn.Module):
    def __init__(self, extra: Sequence[int]) -> None:
        super().__init__()
        self.rise = up3(256, 128)
        self.joins = nn.ModuleList(conv3(2 * width, width) for width in WIDTHS)
        self.extras = nn.ModuleList(
            nn.Sequential(*(conv3(width, width) for _ in range(count)))
            for width, count in zip(WIDTHS, extra, strict=True)
        )
        self.ups = nn.ModuleList(up3(low, high) for low, high in pairwise(WIDTHS))
        self.head = nn.Sequential(nn.Conv3d(16, 1, 7, padding=3), nn.ReLU(True))

    def join(self, stage: int, first: Tensor, second: Tensor) -> Tensor:
        return self.joins[stage](torch.cat([first, second], 1))

    def go_on(self, stage: int, x: Tensor) -> Tensor:
        x = self.extras[stage](x)
        return self.ups[stage](x) if stage < 4 else self.head(x)


class Branch(nn.Module):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.vector = Vector(size // 32)
        self.skips = nn.ModuleList(
            Skip(channels, width) for channels, width in zip((512, 512, 256, 128, 64), WIDTHS, strict=True)
        )
        self.decoder = Decoder((2, 2, 2, 2, 1))

    def forward(self, image: Tensor) -> tuple[Tensor, list[Tensor]]:
        maps, vector = self.encoder(image)
        return self.vector(vector), [skip(x) for skip, x in zip(self.skips, reversed(maps), strict=True)]


class PlainGenerator(nn.Module):
    """Two images (B, 1, N, N) to the volumes of both views and the fused one (B, 1, N, N, N)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.frontal, self.lateral = Branch(size), Branch(size)
        self.fusion = Decoder((1, 1, 1, 1, 1))

    def forward(self, frontal_image: Tensor, lateral_image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        frontal, frontal_skips = self.frontal(frontal_image)
        lateral, lateral_skips = self.lateral(lateral_image)
        mean = self._mean(frontal, lateral)
        frontal = self.frontal.decoder.rise(mean.permute(*TO_VIEW["frontal"]))
        lateral = self.lateral.decoder.rise(mean.permute(*TO_VIEW["lateral"]))
        fused = self.fusion.rise(mean)
        for stage in range(5):
            frontal = self.frontal.decoder.join(stage, frontal, frontal_skips[stage])
            lateral = self.lateral.decoder.join(stage, lateral, lateral_skips[stage])
            mean = self._mean(frontal, lateral)
            frontal = self.frontal.decoder.go_on(stage, mean.permute(*TO_VIEW["frontal"]))
            lateral = self.lateral.decoder.go_on(stage, mean.permute(*TO_VIEW["lateral"]))
            fused = self.fusion.go_on(stage, self.fusion.join(stage, mean, fused))
        return frontal, lateral, fused

    @staticmethod
    def _mean(frontal: Tensor, lateral: Tensor) -> Tensor:
        return (frontal.permute(*TO_VOLUME["frontal"]) + lateral.permute(*TO_VOLUME["lateral"])) / 2


class PlainDiscriminator(nn.Module):
    """Volume and both images, (B, 3, N, N, N), to scores of patches."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv3d(3, 64, 4, 2, 2), nn.LeakyReLU(0.2, True)]
        for low, high, stride in ((64, 128, 2), (128, 256, 2), (256, 512, 1)):
            layers += [nn.Conv3d(low, high, 4, stride, 2, bias=False), norm(3, high), nn.LeakyReLU(0.2, True)]
        self.layers = nn.Sequential(*layers, nn.Conv3d(512, 1, 4, 1, 2))

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class PlainTraining:
    """The published step: generator with the discriminator frozen, then the discriminator; Adam for both."""

    def __init__(self, size: int, device: str) -> None:
        self.generator, self.discriminator = PlainGenerator(size).to(device), PlainDiscriminator().to(device)
        for network in (self.generator, self.discriminator):
            for parameter in network.parameters():
                nn.init.normal_(parameter, 0.0, 0.02) if parameter.ndim > 1 else nn.init.zeros_(parameter)
        adam = {"lr": 2e-4, "betas": (0.5, 0.99)}
        self.optimisers = [torch.optim.Adam(n.parameters(), **adam) for n in (self.generator, self.discriminator)]

    def step(self, frontal: Tensor, lateral: Tensor, truth: Tensor) -> dict[str, float]:
        """One step on images (B, 1, N, N) and volumes (B, 1, N, N, N) in [0, 1]; returns the losses."""
        volumes = self.generator(frontal, lateral)
        fake = volumes[2]
        self.discriminator.requires_grad_(False)
        adversarial = (self.discriminator(self._conditioned(fake, frontal, lateral)) - 1).square().mean()
        reconstruction = (fake - truth).square().mean()
        projections = [(fake.abs().mean(axis) - truth.abs().mean(axis)).abs().mean() for axis in (2, 3, 4)]
        projection = sum(projections) / 3
        self._update(0, 0.1 * adversarial + 10.0 * reconstruction + 10.0 * projection)
        self.discriminator.requires_grad_(True)
        real = self.discriminator(self._conditioned(truth, frontal, lateral))
        false = self.discriminator(self._conditioned(fake.detach(), frontal, lateral))
        telling_apart = (real - 1).square().mean() + false.square().mean()
        self._update(1, 0.1 * telling_apart)
        losses = {
            "adversarial": adversarial,
            "reconstruction": reconstruction,
            "projection": projection,
            "telling_apart": telling_apart,
        }
        return {name: float(value.detach()) for name, value in losses.items()}

    def _update(self, number: int, loss: Tensor) -> None:
        self.optimisers[number].zero_grad()
        loss.backward()
        self.optimisers[number].step()

    @staticmethod
    def _conditioned(volume: Tensor, frontal: Tensor, lateral: Tensor) -> Tensor:
        size = volume.shape[-1]
        extruded = [
            image.unsqueeze(2).repeat(1, 1, size, 1, 1).permute(*TO_VOLUME[name])
            for name, image in (("frontal", frontal), ("lateral", lateral))
        ]
        return torch.cat([volume, *extruded], 1)
