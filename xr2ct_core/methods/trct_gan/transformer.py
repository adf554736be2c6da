"""Both views as one sequence of tokens, and voxels that ask these tokens by their position.

A token is a part of a view; its position is known on two of the three axes of the volume: (z, x) in the frontal view,
(z, y) in the lateral one. A voxel is known on all three. Each axis has its own place in the code of a position, so the
code of a voxel agrees best with those of the tokens on the two rays through it.
"""

import math

import torch
from torch import Tensor, nn
from torch.nn.functional import scaled_dot_product_attention

HEADS = 8


def axis_code(size: int) -> Tensor:
    """(size, 2 log2(size)): sines and cosines of a coordinate that goes from -1 to 1, from half a wave on."""
    coordinate = (torch.arange(size) + 0.5) * 2.0 / size - 1.0
    waves = math.pi / 2.0 * 2.0 ** torch.arange(round(math.log2(size)))
    angle = coordinate[:, None] * waves
    return torch.cat((angle.sin(), angle.cos()), dim=1)


def position_codes(size: int) -> tuple[Tensor, Tensor, Tensor]:
    """Codes of the frontal tokens (row, column), the lateral ones, and the voxels (z, y, x), one a row."""
    code = axis_code(size)
    unknown = torch.zeros(1, code.shape[1])
    rows, cols = torch.meshgrid(torch.arange(size), torch.arange(size), indexing="ij")
    row, col, absent = code[rows.flatten()], code[cols.flatten()], unknown.expand(size**2, -1)
    z, y, x = (code[index.flatten()] for index in torch.meshgrid(*[torch.arange(size)] * 3, indexing="ij"))
    return torch.cat((row, absent, col), 1), torch.cat((row, col, absent), 1), torch.cat((z, y, x), 1)


class Attention(nn.Module):
    """Multi-head attention of `queries` (B, Q, E) to `tokens` (B, T, E)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.ask, self.answer, self.out = nn.Linear(width, width), nn.Linear(width, 2 * width), nn.Linear(width, width)

    def forward(self, queries_BQE: Tensor, tokens_BTE: Tensor) -> Tensor:
        keys, values = self.answer(tokens_BTE).chunk(2, dim=-1)
        queries, keys, values = (_in_heads(part) for part in (self.ask(queries_BQE), keys, values))
        mixed: Tensor = self.out(scaled_dot_product_attention(queries, keys, values).transpose(1, 2).flatten(2))
        return mixed


def _in_heads(x_BTE: Tensor) -> Tensor:
    return x_BTE.view(*x_BTE.shape[:2], HEADS, -1).transpose(1, 2)


def _expansion(width: int) -> nn.Sequential:
    return nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))


class TransformerLayer(nn.Module):
    """Tokens (B, T, E) look at each other, then each for itself; normalised before, added after."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm, self.attention, self.expansion = nn.LayerNorm(width), Attention(width), _expansion(width)

    def forward(self, tokens_BTE: Tensor) -> Tensor:
        normed = self.norm(tokens_BTE)
        tokens_BTE = tokens_BTE + self.attention(normed, normed)
        result: Tensor = tokens_BTE + self.expansion(tokens_BTE)
        return result


class JoinedViews(nn.Module):
    """Maps (B, C, size, size) of both views, each changed by what both show, and the tokens (B, 2 size², E)."""

    def __init__(self, channels: int, size: int, width: int, layers: int) -> None:
        super().__init__()
        frontal, lateral, _ = position_codes(size)
        self.register_buffer("codes_TP", torch.cat((frontal, lateral)), persistent=False)
        self.enter, self.leave = nn.Linear(channels, width), nn.Linear(width, channels)
        self.position = nn.Linear(frontal.shape[1], width, bias=False)
        self.view = nn.Parameter(torch.randn(2, 1, width) * 0.02)
        self.layers = nn.Sequential(*(TransformerLayer(width) for _ in range(layers)))
        self.norm = nn.LayerNorm(width)

    def forward(self, frontal_BCHW: Tensor, lateral_BCHW: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        maps = torch.cat((frontal_BCHW.flatten(2), lateral_BCHW.flatten(2)), dim=2).transpose(1, 2)
        views = self.view.expand(-1, maps.shape[1] // 2, -1).flatten(0, 1)
        tokens_BTE: Tensor = self.norm(self.layers(self.enter(maps) + self.position(self.codes_TP) + views))
        frontal, lateral = self.leave(tokens_BTE).transpose(1, 2).chunk(2, dim=2)
        shape = frontal_BCHW.shape
        return frontal_BCHW + frontal.reshape(shape), lateral_BCHW + lateral.reshape(shape), tokens_BTE


class VoxelQuestions(nn.Module):
    """Features (B, C, size, size, size) of a volume, with what each voxel learns from the tokens of both views."""

    def __init__(self, channels: int, size: int, width: int) -> None:
        super().__init__()
        codes_VP = position_codes(size)[2]
        self.register_buffer("codes_VP", codes_VP, persistent=False)
        self.enter, self.leave = nn.Linear(channels, width), nn.Linear(width, channels)
        self.position = nn.Linear(codes_VP.shape[1], width, bias=False)
        self.norm, self.attention, self.expansion = nn.LayerNorm(width), Attention(width), _expansion(width)

    def forward(self, features_BCZYX: Tensor, tokens_BTE: Tensor) -> Tensor:
        questions = self.enter(features_BCZYX.flatten(2).transpose(1, 2)) + self.position(self.codes_VP)
        answers = questions + self.attention(self.norm(questions), tokens_BTE)
        change: Tensor = self.leave(answers + self.expansion(answers))
        return features_BCZYX + change.transpose(1, 2).reshape(features_BCZYX.shape)
