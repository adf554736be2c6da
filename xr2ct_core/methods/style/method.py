"""`style`: real radiographs made to look like simulated ones and back, the lungs kept (Iacono and Khan, 2023).

A CycleGAN (Zhu et al., ICCV 2017) of radiographs that belong to nobody in common: X-rays without a CT, as first
estimates of line integrals, and projections of CTs or phantoms. Beside adversarial, cycle and identity losses, the
lungs of a CT must be found again in its projection after it went there and back, by a network that learns to outline
them at the same time. Without X-rays the other style is made of the projections by machines drawn by chance
(`displays`); their truth is known, so the first generator can also learn from it alone (`supervision`).

In front of another method (`inference.styled`) the first generator alone is used; by itself the method hands the
translated pair to an untrained one.

Shape legend: B samples, 2B images (frontal views first), N pixels along an edge.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

import torch
from torch import Tensor, nn

from xr2ct_core.control import WorkContext
from xr2ct_core.data.batch import PairBatch
from xr2ct_core.data.source import CaseKind
from xr2ct_core.errors import BadInputError
from xr2ct_core.grid import WorkingGrid
from xr2ct_core.methods.base import MethodOutput, require_line_integrals
from xr2ct_core.methods.blocks.frames import view_images
from xr2ct_core.methods.blocks.projected_views import ViewProjector
from xr2ct_core.methods.coarse import CoarseReconstruction
from xr2ct_core.methods.style.config import StyleConfig
from xr2ct_core.methods.style.displays import drawn_displays, moved
from xr2ct_core.methods.style.history import ImageHistory
from xr2ct_core.methods.style.losses import error_at_one_total, focal_tversky, image_error, squared_distance
from xr2ct_core.methods.style.lungs import lung_shadows
from xr2ct_core.methods.style.networks import Discriminator, Generator, LungOutliner
from xr2ct_core.methods.style.translate import sides_of, translated
from xr2ct_core.methods.trainable import TrainableMethod, Turn, TurnSpec
from xr2ct_core.radiograph import RadiographPair

NOTE = "Both X-rays were brought into the style of simulated ones first; {title} then made the volume."
_BYTES_PER_PIXEL = 600.0
_TRANSLATION_SHARE = 0.1
Images = tuple[Tensor, Tensor]


class StyleMethod(TrainableMethod):
    """Two generators, their discriminators, the outliner of lungs, and what a training remembers."""

    inference_networks = ("to_simulated",)
    display_start = "first"

    def __init__(self, config: StyleConfig, device: str = "cpu") -> None:
        super().__init__(config, device)
        self._settings = config
        width, slots, size = config.width, config.remembered, config.image_size
        self.image_grid = WorkingGrid(size, self.grid.cube_mm)
        self.to_simulated = Generator(width, size, config.residual)
        names = [f"{origin}_{style}" for origin in ("known", "made") for style in ("simulated", "real")]
        self._histories = {name: ImageHistory(slots, size) for name in names}
        self.networks = nn.ModuleDict(
            {
                "to_simulated": self.to_simulated,
                "to_real": Generator(width, size, config.residual),
                "judge_simulated": Discriminator(width, size),
                "judge_real": Discriminator(width, size),
                "lungs": LungOutliner(width),
                **self._histories,
            }
        )
        self.networks.to(self.device)
        self._has_xrays = False
        self._is_drawn = config.supervision == "drawn"
        self._project = ViewProjector(self.grid)
        self._coarse: CoarseReconstruction | None = None

    def expect(self, kinds: AbstractSet[CaseKind]) -> None:
        if self._is_drawn and "pair" in kinds:
            raise BadInputError(
                "With machines drawn by chance the network learns from CTs alone, and there are X-rays without one.",
                "Leave them out, or set supervision to unpaired.",
            )
        self._has_xrays = "pair" in kinds

    def turns(self) -> tuple[TurnSpec, ...]:
        settings = self._settings
        if self._is_drawn:
            return (TurnSpec("generator", ("to_simulated",), settings.learning_rate),)
        betas = (settings.beta1, 0.999)
        return (
            TurnSpec("generators", ("to_simulated", "to_real"), settings.learning_rate, betas),
            TurnSpec("lungs", ("lungs",), settings.lung_rate),
            TurnSpec("judge_simulated", ("judge_simulated",), settings.judge_rate, betas),
            TurnSpec("judge_real", ("judge_real",), settings.judge_rate, betas),
        )

    def training_step(self, batch: PairBatch) -> Iterator[Turn]:
        if self._is_drawn:
            yield self._with_truth(batch)
            return
        settings, networks = self._settings, self.networks
        to_simulated, to_real = networks["to_simulated"], networks["to_real"]
        (real, real_sides), (simulated, sides), lungs = self._domains(batch)
        as_simulated, as_real = to_simulated(real, real_sides), to_real(simulated, sides)
        real_again, simulated_again = to_real(as_simulated, real_sides), to_simulated(as_real, sides)
        logits = networks["lungs"](simulated_again, sides)
        wanted = nn.functional.avg_pool2d(lungs, 2)
        yield Turn(
            "generators",
            {
                "like_simulated": squared_distance(networks["judge_simulated"](as_simulated, real_sides), 1.0),
                "like_real": squared_distance(networks["judge_real"](as_real, sides), 1.0),
                "cycle_real": image_error(real_again, real),
                "cycle_simulated": image_error(simulated_again, simulated),
                "identity_simulated": image_error(to_simulated(simulated, sides), simulated),
                "identity_real": image_error(to_real(real, real_sides), real),
                "structure": focal_tversky(logits, wanted),
            },
            {
                "like_simulated": settings.adversarial_weight,
                "like_real": settings.adversarial_weight,
                "cycle_real": settings.cycle_weight,
                "cycle_simulated": settings.cycle_weight,
                "identity_simulated": settings.identity_weight,
                "identity_real": settings.identity_weight,
                "structure": settings.structure_weight,
            },
        )
        yield Turn(
            "lungs",
            {"outline": focal_tversky(networks["lungs"](simulated_again.detach(), sides), wanted)},
            {"outline": 1.0},
        )
        yield self._telling_apart("simulated", (simulated, sides), (as_simulated.detach(), real_sides))
        yield self._telling_apart("real", (real, real_sides), (as_real.detach(), sides))

    def translated(self, pair: RadiographPair) -> RadiographPair:
        """The pair, of line integrals that are first estimates, in the style of simulated ones."""
        self.networks.eval()
        return translated(self.to_simulated, pair, self._settings.image_size, self.device)

    def reconstruct(self, pair: RadiographPair, grid: WorkingGrid, context: WorkContext) -> MethodOutput:
        require_line_integrals(pair)
        self.require_grid(grid)
        context.progress(0.0, "Translating")
        styled = self.translated(pair)
        share = _TRANSLATION_SHARE
        rest = WorkContext(context.control, lambda done, phase: context.progress(share + (1.0 - share) * done, phase))
        coarse = self._behind()
        hu = coarse.of_pair(styled, rest)[0].cpu().numpy()
        return MethodOutput(hu=hu, notes=(NOTE.format(title=coarse.title),))

    def estimate_memory_bytes(self, grid: WorkingGrid) -> int:
        pixels = self._settings.image_size**2
        return (
            4 * self.parameter_count()
            + round(_BYTES_PER_PIXEL * self._settings.width * pixels)
            + self._behind().estimate_memory_bytes()
        )

    def _behind(self) -> CoarseReconstruction:
        """The untrained method, made when first needed: some load bundled CTs."""
        if self._coarse is None:
            size = self._settings.grid_size
            self._coarse = CoarseReconstruction(self._settings.coarse, self.grid, size, self.device)
        return self._coarse

    def _with_truth(self, batch: PairBatch) -> Turn:
        """The turn of the first generator alone, where the same images are there in both styles."""
        images, sides = self._images(batch)
        shown, simulated = moved((self._displays(images, batch), images), sides)
        before = error_at_one_total(shown, simulated)
        error = error_at_one_total(self.to_simulated(shown, sides), simulated)
        return Turn("generator", {"error": error}, {"error": 1.0}, measures={"error_before": before})

    def _images(self, batch: PairBatch) -> Images:
        images = torch.cat(view_images(batch.frontal_BRC, batch.lateral_BRC, batch.geometries, self.image_grid))
        return images.float(), sides_of(len(batch), self.device)

    def _displays(self, images: Tensor, batch: PairBatch) -> Tensor:
        return drawn_displays(images, batch.cube_hu_BZYX, batch.geometries, self._project, self.image_grid)

    def _domains(self, batch: PairBatch) -> tuple[Images, Images, Tensor]:
        """Real images, simulated images, and the shadows of the lungs in the latter."""
        images, sides = self._images(batch)
        if not self._has_xrays:
            shadows = torch.cat(lung_shadows(batch.cube_hu_BZYX, batch.geometries, self._project, self.image_grid))
            shown, simulated, shadows = moved((self._displays(images, batch), images, shadows), sides)
            return (shown, sides), (simulated, sides), shadows
        with_ct = batch.has_truth_B.tolist()
        geometries = tuple(geometry for geometry, has in zip(batch.geometries, with_ct, strict=True) if has)
        cubes = batch.cube_hu_BZYX[batch.has_truth_B]
        shadows = torch.cat(lung_shadows(cubes, geometries, self._project, self.image_grid))
        is_simulated = batch.has_truth_B.repeat(2)
        real_sides, sides = sides[~is_simulated], sides[is_simulated]
        (real,) = moved((images[~is_simulated],), real_sides)
        simulated, shadows = moved((images[is_simulated], shadows), sides)
        return (real, real_sides), (simulated, sides), shadows

    def _telling_apart(self, style: str, own: Images, made: Images) -> Turn:
        """The turn of a discriminator: images of the style towards 1, those made to look like it towards 0."""
        judge = self.networks[f"judge_{style}"]
        own = self._histories[f"known_{style}"].known(*own, wanted=len(made[0]))
        made = self._histories[f"made_{style}"].mixed(*made)
        scores_own, scores_made = judge(*own), judge(*made)
        pairs = zip((scores_own, scores_made), (0.5, 0.5), strict=True)
        means = [scores.detach().mean() if len(scores) else scores.new_tensor(none) for scores, none in pairs]
        return Turn(
            f"judge_{style}",
            {"own": squared_distance(scores_own, 1.0), "made": squared_distance(scores_made, 0.0)},
            {"own": 0.5, "made": 0.5},
            scores=(means[0], means[1]),
        )
