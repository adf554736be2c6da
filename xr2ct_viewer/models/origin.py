"""What a volume is, as its provenance says: a CT of a patient or a phantom, or a reconstruction, which is synthetic."""

from xr2ct_core.methods.registry import method_specs
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.marked import marked

CT = marked("CT")
SYNTHETIC_VOLUME = marked("Synthetic volume")


def is_reconstruction(volume: Volume | None) -> bool:
    """Whether a volume was made from X-rays."""
    return volume is not None and volume.provenance is not None and volume.provenance.kind == "reconstruction"


def volume_title(volume: Volume | None) -> str:
    """What kind of volume it is, in a word or two."""
    return SYNTHETIC_VOLUME if is_reconstruction(volume) else CT


def method_title(volume: Volume | None) -> str:
    """The method that made a reconstruction; empty where its record does not name one."""
    method_id = volume.provenance.method_id if volume is not None and volume.provenance is not None else ""
    known = method_specs().get(method_id)
    return known.title if known is not None else method_id
