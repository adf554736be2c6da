"""The table of reconstruction methods. Listing it imports no torch.

Other packages add methods through the entry-point group `xr2ct.methods`, whose entries name a `MethodSpec`.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal, cast

from xr2ct_core.config.base import ConfigBase
from xr2ct_core.errors import BadConfigError

if TYPE_CHECKING:
    from xr2ct_core.methods.base import Method

Supervision = Literal["none", "bundled CTs", "CT", "X-rays only", "unpaired"]
LearnsFrom = Literal["pairs with CT", "pairs", "volumes"]
"""X-rays with the CT they show, X-rays without one, and volumes that need not belong to any X-rays."""


@dataclass(frozen=True)
class MethodSpec:
    """What a method is, what it needs, and where its parts live ("package.module:name").

    `learns_from` is empty for methods that need no training. CTs and phantoms serve as pairs with CT and as volumes.
    `goes_on_with` is what a training can use only if it begins with a trained network. A method that does not tell an
    uncertainty by itself may in company, as how several of its networks differ; `spread_of` is the setting that counts
    the volumes whose spread the uncertainty is, so that one alone has none.
    """

    id: str
    title: str
    summary: str
    supervision: Supervision
    config_path: str
    factory_path: str
    paper: str = ""
    needs_training: bool = False
    learns_from: tuple[LearnsFrom, ...] = ()
    goes_on_with: tuple[LearnsFrom, ...] = ()
    tells_uncertainty: bool = True
    spread_of: str = ""

    def config_type(self) -> type[ConfigBase]:
        return cast("type[ConfigBase]", _resolve(self.config_path))

    def build(self, config: ConfigBase, device: str) -> "Method":
        """Construct the method on a torch device such as "cpu" or "cuda:0". Imports torch."""
        return cast("Method", _resolve(self.factory_path)(config, device))


def _resolve(path: str) -> Any:
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)


def _spec(
    method_id: str,
    title: str,
    summary: str,
    supervision: Supervision,
    class_stem: str,
    paper: str,
    needs_training: bool = False,
    learns_from: tuple[LearnsFrom, ...] = (),
    goes_on_with: tuple[LearnsFrom, ...] = (),
    tells_uncertainty: bool = True,
    spread_of: str = "",
) -> MethodSpec:
    package = f"xr2ct_core.methods.{method_id.replace('-', '_')}"
    return MethodSpec(
        id=method_id,
        title=title,
        summary=summary,
        supervision=supervision,
        config_path=f"{package}.config:{class_stem}Config",
        factory_path=f"{package}.method:{class_stem}Method",
        paper=paper,
        needs_training=needs_training,
        learns_from=learns_from,
        goes_on_with=goes_on_with,
        tells_uncertainty=tells_uncertainty,
        spread_of=spread_of,
    )


BUILT_IN: tuple[MethodSpec, ...] = (
    _spec(
        "template",
        "Registered template",
        "CTs of other people, warped until their projections match the two X-rays, then corrected to agree.",
        "bundled CTs",
        "Template",
        "Whitmarsh et al., Medical Image Analysis 2013;17:475",
        spread_of="templates",
    ),
    _spec(
        "tv",
        "Total variation",
        "The smoothest piecewise-constant volume that explains both X-rays, inside the silhouettes of the body.",
        "none",
        "Tv",
        "Beck and Teboulle, IEEE Trans Image Process 2009;18:2419",
        tells_uncertainty=False,
    ),
    _spec(
        "backprojection",
        "Back-projection",
        "The smallest volume that explains both X-rays. Instant, blurred along the rays.",
        "none",
        "Backprojection",
        "Andersen and Kak, Ultrasonic Imaging 1984;6:81",
        tells_uncertainty=False,
    ),
    _spec(
        "biplanar",
        "Biplanar network",
        "A network that knows where each ray went: 2D features laid back into the volume, held to both X-rays.",
        "CT",
        "Biplanar",
        "Own; parts: Liu et al., CVPR 2022; Ronneberger et al., MICCAI 2015:234",
        needs_training=True,
        learns_from=("pairs with CT",),
        goes_on_with=("pairs",),
    ),
    _spec(
        "x2ct-gan",
        "X2CT-GAN",
        "One pass of a network that was trained on CTs: dense 2D encoders, lifted to 3D, with a discriminator.",
        "CT",
        "X2ctGan",
        "Ying et al., CVPR 2019:10619",
        needs_training=True,
        learns_from=("pairs with CT",),
        tells_uncertainty=False,
    ),
    _spec(
        "trct-gan",
        "TRCT-GAN",
        "X2CT-GAN in which the parts of both views look at each other, and voxels ask them by their position.",
        "CT",
        "TrctGan",
        "Wang et al., Digital Signal Processing 2023;140:104123",
        needs_training=True,
        learns_from=("pairs with CT",),
        tells_uncertainty=False,
    ),
    _spec(
        "u-x2ct-gan",
        "u-X2CT-GAN",
        "Learns from pairs of radiographs alone: the volume explains both, is smooth, and looks right when turned.",
        "X-rays only",
        "UX2ctGan",
        "Self-supervised form of Ying et al., CVPR 2019:10619",
        needs_training=True,
        learns_from=("pairs", "pairs with CT"),
        tells_uncertainty=False,
    ),
    _spec(
        "diffusion",
        "Diffusion refiner",
        "A coarse reconstruction under noise as large as its error, from which a trained 3D U-Net draws a finer one.",
        "CT",
        "Diffusion",
        "Ho et al., NeurIPS 2020; Meng et al., ICLR 2022",
        needs_training=True,
        learns_from=("pairs with CT",),
        spread_of="samples",
    ),
    _spec(
        "ddnm",
        "Slice diffusion (DDNM)",
        "Axial slices drawn from a diffusion prior that learned from CTs alone, held to both X-rays at each step.",
        "CT",
        "Ddnm",
        "Wang et al., ICLR 2023; Ma et al., MICCAI 2023",
        needs_training=True,
        learns_from=("volumes",),
        spread_of="samples",
    ),
    _spec(
        "continuity",
        "Slice continuity (MADGAN)",
        "Each slice predicted from its neighbours, as CTs go on: a map of implausible places, and a mixture with both.",
        "CT",
        "Continuity",
        "Han et al., BMC Bioinformatics 2021;22:31",
        needs_training=True,
        learns_from=("volumes",),
    ),
    _spec(
        "latent-fit",
        "Latent fit",
        "A prior of volumes learned from CTs alone; what it describes is fitted to the X-rays, pose and all.",
        "CT",
        "LatentFit",
        "Shibata et al., arXiv:2104.04179, 2021; Kingma and Welling, ICLR 2014",
        needs_training=True,
        learns_from=("volumes",),
    ),
    _spec(
        "cnn3d",
        "3D CNN",
        "A coarse reconstruction, made finer by a plain 3D network; a second one learns to tell what was put into it.",
        "CT",
        "Cnn3d",
        "Ronneberger et al., MICCAI 2015:234",
        needs_training=True,
        learns_from=("pairs with CT",),
        tells_uncertainty=False,
    ),
    MethodSpec(
        "cyclegan-b",
        "CycleGAN, two views",
        "Learns from X-rays and volumes of different people: there and back again has to end where it began.",
        "unpaired",
        "xr2ct_core.methods.cyclegan.config:CycleGanConfig",
        "xr2ct_core.methods.cyclegan.method:CycleGanBMethod",
        "Zhu et al., ICCV 2017:2223",
        needs_training=True,
        learns_from=("pairs", "pairs with CT", "volumes"),
        tells_uncertainty=False,
    ),
    MethodSpec(
        "cyclegan-f",
        "CycleGAN, frontal alone",
        "The same from the frontal X-ray alone; the lateral one is not used, so depth is a guess.",
        "unpaired",
        "xr2ct_core.methods.cyclegan.config:CycleGanConfig",
        "xr2ct_core.methods.cyclegan.method:CycleGanFMethod",
        "Zhu et al., ICCV 2017:2223",
        needs_training=True,
        learns_from=("pairs", "pairs with CT", "volumes"),
        tells_uncertainty=False,
    ),
    _spec(
        "style",
        "Style (CycleGAN)",
        "X-rays of a hospital brought into the style of simulated ones, lungs kept; goes in front of any method.",
        "unpaired",
        "Style",
        "Iacono and Khan 2023; Zhu et al., ICCV 2017:2223",
        needs_training=True,
        learns_from=("pairs", "pairs with CT", "volumes"),
        tells_uncertainty=False,
    ),
    _spec(
        "cgan-128",
        "cGAN-128",
        "Two 2D networks, one a view, draw the volume slice by slice; trained with CTs, or with radiographs alone.",
        "CT",
        "Cgan128",
        "Mirza and Osindero 2014; Isola et al., CVPR 2017:5967",
        needs_training=True,
        learns_from=("pairs with CT", "pairs"),
        tells_uncertainty=False,
    ),
)


@cache
def method_specs() -> dict[str, MethodSpec]:
    """All known methods by id, the recommended first, those that need a training last."""
    specs = {spec.id: spec for spec in BUILT_IN}
    for entry_point in entry_points(group="xr2ct.methods"):
        spec = entry_point.load()
        specs[spec.id] = spec
    return specs


def ready_method_specs() -> dict[str, MethodSpec]:
    """The methods that work on a fresh machine, without a checkpoint."""
    return {method_id: spec for method_id, spec in method_specs().items() if not spec.needs_training}


def learned_method_specs() -> dict[str, MethodSpec]:
    """The methods that work once they were trained; their checkpoints are rebuilt by these."""
    return {method_id: spec for method_id, spec in method_specs().items() if spec.needs_training}


def method_spec(method_id: str) -> MethodSpec:
    """The method with this id; raises `BadConfigError` naming the known ones."""
    specs = method_specs()
    if method_id not in specs:
        raise BadConfigError(f"There is no method named {method_id!r}.", f"Use {', '.join(specs)}.")
    return specs[method_id]
