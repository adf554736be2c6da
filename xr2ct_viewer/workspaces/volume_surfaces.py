"""Surfaces of the volume in front: made in the background, shown in 3D, written as STL or PLY.

Invariant: a surface lands with the volume it was made of, whatever is in front by then. Making, removing and changing
are steps of the case in front. No file is replaced without asking.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from xr2ct_core.provenance import RESEARCH_BANNER
from xr2ct_core.structure_names import Structure
from xr2ct_core.volume import Volume
from xr2ct_viewer.models.surfaces import RECIPES, SURFACE_TITLES, Surface, SurfaceRecipe, Surfaces, surface_files
from xr2ct_viewer.models.typed_path import refusal
from xr2ct_viewer.models.undo import Step
from xr2ct_viewer.services.export_tasks import write_surfaces
from xr2ct_viewer.services.surfacing import Surfacing
from xr2ct_viewer.tr import tr
from xr2ct_viewer.views.surface_panel import SurfacePanel
from xr2ct_viewer.views.volume_view import VolumeView
from xr2ct_viewer.widgets.question import may_replace
from xr2ct_viewer.workspaces.read_area import ReadContext


class VolumeSurfaces(QObject):
    """The list of surfaces, its panel and the program that makes them."""

    def __init__(self, context: ReadContext, view: VolumeView, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.surfaces = Surfaces()
        self.surfacing = Surfacing(context.background, context.scratch, self)
        self.panel: SurfacePanel | None = None
        self.surfaces.changed.connect(self._show)
        self.surfacing.made.connect(self._land)
        self.surfacing.failed.connect(lambda error: context.fail(error, ""))

    def make_panel(self) -> SurfacePanel:
        """The page of the drawer, made when that is opened."""
        panel = self.panel = SurfacePanel()
        self.surfacing.busy_changed.connect(panel.set_busy)
        self.surfacing.progress.connect(panel.show_progress)
        panel.make_requested.connect(self.make)
        panel.cancel_requested.connect(self.surfacing.cancel)
        panel.changed.connect(self.change)
        panel.change_ended.connect(self._view.changes.end_gesture)
        panel.remove_requested.connect(self.remove)
        panel.export_requested.connect(self.ask_export)
        panel.show_surfaces(self.surfaces.shown)
        panel.set_busy(self.surfacing.is_busy)
        return panel

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        kinds: tuple[Structure, ...] = ("lungs", "bone", "skin")
        make = {f"volume.surface_{kind}": lambda kind=kind: self.make(RECIPES[kind]) for kind in kinds}
        return {**make, "volume.export_surfaces": lambda: self.ask_export()}

    def follow(self, volume: Volume | None) -> None:
        """Another volume is in front."""
        self.surfaces.follow(volume)

    def shutdown(self) -> None:
        self.surfacing.close()

    def make(self, recipe: SurfaceRecipe) -> None:
        """Make a surface of the volume in front."""
        volume = self._view.volume
        if volume is not None:
            self._context.notice(tr("Making a surface: {kind} …", kind=tr(SURFACE_TITLES[recipe.kind])))
            self.surfacing.make(volume, recipe)

    def change(self, before: Surface, after: Surface, gesture: str) -> None:
        """Show a surface otherwise."""
        volume = self.surfaces.volume
        if volume is not None:
            changed = tuple(after if known.id == before.id else known for known in self.surfaces.shown)
            self._set(tr("the look of a surface"), volume, changed, gesture)

    def remove(self, surface: Surface) -> None:
        volume = self.surfaces.volume
        if volume is not None:
            rest = tuple(known for known in self.surfaces.shown if known.id != surface.id)
            self._set(tr("removing the surface {title}", title=tr(surface.title)), volume, rest)

    def ask_export(self, surface: Surface | None = None) -> None:
        """Ask for a file and write one surface, or all that are shown."""
        chosen = (surface,) if surface is not None else tuple(one for one in self.surfaces.shown if one.visible)
        if not chosen:
            self._context.notice(tr("There is no surface to write: make one first, in Adjust, Surfaces"))
            return
        folder = self._context.settings.data.last_folder or str(Path.home())
        stem = "_".join(one.recipe.kind for one in chosen)
        name, kind = QFileDialog.getSaveFileName(
            self._context.window,
            tr("Save surfaces"),
            f"{folder}/{stem}.stl",
            f"STL (*.stl);;{tr('PLY, with colour')} (*.ply)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not name:
            return
        path = Path(name)
        path = path if path.suffix else path.with_suffix(".ply" if "ply" in kind else ".stl")
        files = surface_files(chosen, path)
        problem = next(filter(None, map(refusal, files)), "")
        if problem:
            self._context.notice(tr(problem))
        elif may_replace(self._context.window, files):
            self.export(chosen, path)

    def export(self, chosen: tuple[Surface, ...], path: Path) -> None:
        """Write surfaces in the background, each into a file of its own where there are several."""
        volume = self.surfaces.volume
        provenance = volume.provenance if volume is not None else None
        banner = provenance.banner if provenance is not None else RESEARCH_BANNER
        self._context.settings.update(last_folder=str(path.parent))
        self._context.background.run(
            lambda: list(write_surfaces(chosen, path, banner)),
            lambda written: self._context.notice(
                tr("Saved {names} in {folder}", names=", ".join(one.name for one in written), folder=path.parent)
            ),
            lambda error: self._context.fail(error, ""),
        )

    def _land(self, volume: Volume, surface: Surface) -> None:
        self._set(tr("the surface {title}", title=tr(surface.title)), volume, (*self.surfaces.of(volume), surface))
        triangles = f"{len(surface.mesh.faces):,}".replace(",", " ")
        self._context.notice(tr("Surface {title}: {triangles} triangles", title=tr(surface.title), triangles=triangles))

    def _set(self, title: str, volume: Volume, after: tuple[Surface, ...], gesture: str = "") -> None:
        before = self.surfaces.of(volume)
        self.surfaces.set(volume, after)
        steps = self._view.changes.steps
        if steps is not None and volume is self.surfaces.volume:
            undo, redo = (lambda: self.surfaces.set(volume, before)), (lambda: self.surfaces.set(volume, after))
            steps.push(Step(title, undo, redo, gesture))
            if not gesture:
                steps.seal()

    def _show(self) -> None:
        self._view.look.surfaces = self.surfaces.shown
        if self.panel is not None:
            self.panel.show_surfaces(self.surfaces.shown)
