"""The X-rays of a pair where the method that made a volume took them to stand.

A method that calibrates may move the lateral view from where it was told to be. What is asked about its volume
afterwards is asked with the geometry that the volume's provenance records.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xr2ct_core.errors import BadInputError
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.radiograph import RadiographPair


def as_made_with(pair: RadiographPair, record: Mapping[str, Any]) -> RadiographPair:
    """`pair` in the geometry of a provenance record; as it is where the record is empty.

    Raises `BadInputError` if the record is of other views or of detectors of another size, and `BadConfigError` if it
    cannot be read.
    """
    if not record:
        return pair
    geometry = BiplanarGeometry.from_record(record)
    kinds = [[(view.view, view.rows, view.cols) for view in known.views] for known in (geometry, pair.geometry)]
    if kinds[0] != kinds[1]:
        raise BadInputError(
            "The volume was made from X-rays of other views or other detectors than those of this pair.",
            "Give the pair that it was made from.",
        )
    return replace(pair, geometry=geometry)
