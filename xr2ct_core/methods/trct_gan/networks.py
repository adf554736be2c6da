"""The generator of TRCT-GAN, after Wang et al., Digital Signal Processing 2023;140:104123.

The frame of X2CT-GAN, with three additions. Where a view has become `token_map`² parts, those of both views pass a
transformer, before Connection-A and the deeper Connections-B. Each Connection-B has dynamic attention before its lift,
in 2D, and after it, in 3D. Where the volume has `token_map`³ voxels, each of them asks the tokens of both views by its
position. The paper gives no numbers of layers or channels; these are ours.
"""

import math
from functools import partial

from torch import Tensor, nn

from xr2ct_core.methods.blocks.biplanar_frame import DECODER_WIDTHS, LEVELS, BiplanarFrame, ViewBranch, scaled
from xr2ct_core.methods.blocks.normalisation import init_normal
from xr2ct_core.methods.trct_gan.dynamic_attention import DynamicAttention
from xr2ct_core.methods.trct_gan.transformer import HEADS, JoinedViews, VoxelQuestions

TOKEN_WIDTH = 512


class AttentiveBranch(ViewBranch):
    """A view whose Connections-B attend."""

    def __init__(self, grid_size: int, width: float) -> None:
        super().__init__(grid_size, width)
        self.flat_attentions = nn.ModuleList(DynamicAttention(c, 2) for c in self.encoder.level_channels)
        self.deep_attentions = nn.ModuleList(DynamicAttention(scaled(c, width), 3) for c in DECODER_WIDTHS)

    def lifted(self, levels: list[Tensor], vector_BC: Tensor) -> tuple[Tensor, list[Tensor]]:
        attended = [attend(level) for attend, level in zip(self.flat_attentions, levels, strict=True)]
        features, skips = super().lifted(attended, vector_BC)
        return features, [attend(skip) for attend, skip in zip(self.deep_attentions, skips, strict=True)]


class TransformerGenerator(BiplanarFrame):
    """Frontal and lateral image (B, 1, N, N), rows growing to the head, to one volume (B, 1, Z, Y, X)."""

    frontal: AttentiveBranch
    lateral: AttentiveBranch

    def __init__(self, grid_size: int, width: float = 1.0, layers: int = 4, token_map: int = 8) -> None:
        super().__init__(grid_size, width, AttentiveBranch)
        self._token_level = round(math.log2(grid_size / token_map))
        self._asking_stage = LEVELS - 1 - self._token_level
        token_width = HEADS * max(2, round(TOKEN_WIDTH * width / HEADS))
        map_channels = self.frontal.encoder.level_channels[self._token_level]
        self.joined = JoinedViews(map_channels, token_map, token_width, layers)
        self.questions = VoxelQuestions(scaled(DECODER_WIDTHS[self._asking_stage], width), token_map, token_width)
        init_normal(self)

    def forward(self, frontal_B1HW: Tensor, lateral_B1HW: Tensor) -> Tensor:
        frontal_levels = self.frontal.encoder.until(frontal_B1HW, self._token_level)
        lateral_levels = self.lateral.encoder.until(lateral_B1HW, self._token_level)
        frontal_levels[-1], lateral_levels[-1], tokens_BTE = self.joined(frontal_levels[-1], lateral_levels[-1])
        frontal, frontal_skips = self.frontal.lifted(*self.frontal.encoder.onwards(frontal_levels))
        lateral, lateral_skips = self.lateral.lifted(*self.lateral.encoder.onwards(lateral_levels))
        skips = list(zip(frontal_skips, lateral_skips, strict=True))
        return self.decode(frontal, lateral, skips, partial(self._ask, tokens_BTE))

    def _ask(self, tokens_BTE: Tensor, stage: int, common_BCZYX: Tensor) -> Tensor:
        """What both views have in common, with the answers at the one stage that asks."""
        if stage != self._asking_stage:
            return common_BCZYX
        answered: Tensor = self.questions(common_BCZYX, tokens_BTE)
        return answered
