"""The detectors of a training: all views of a batch have as many rows and columns, whatever they were taken on.

Source, distances, pose and field of view of each case stay what they are; only the number of pixels changes, and with
it their size. Where the shapes differ, the whole old detector lies on the new one.
"""

from dataclasses import replace

from xr2ct_core.geometry import BiplanarGeometry, ViewGeometry


def on_detectors(geometry: BiplanarGeometry, detectors: BiplanarGeometry) -> BiplanarGeometry:
    """`geometry` with the rows and columns that the views of `detectors` have."""
    frontal, lateral = (
        _with_pixels(view, like.rows, like.cols) for view, like in zip(geometry.views, detectors.views, strict=True)
    )
    return geometry if (frontal, lateral) == geometry.views else BiplanarGeometry(frontal, lateral)


def _with_pixels(view: ViewGeometry, rows: int, cols: int) -> ViewGeometry:
    if (view.rows, view.cols) == (rows, cols):
        return view
    pixel_mm = view.pixel_mm * max(view.rows / rows, view.cols / cols)
    return replace(view, rows=rows, cols=cols, pixel_mm=pixel_mm)
