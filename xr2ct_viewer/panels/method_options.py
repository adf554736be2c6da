"""The settings that a method leaves open when it reconstructs, as a form that unfolds below its name.

Values are those of the checkpoint, or the usual ones of a method without training, until a person changes them, and
what was changed is kept for each while the window is open. Invariants: `changes` are always valid settings; what is not
is shown at its field and kept out. The form is made when it is first unfolded, so that the window opens without what
forms need.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from xr2ct_core.config.base import ConfigBase, inference_settings
from xr2ct_core.config.tree import form_nodes
from xr2ct_core.errors import Xr2ctError
from xr2ct_core.methods.registry import method_specs
from xr2ct_core.runs.checkpoint_info import read_info
from xr2ct_viewer.models.settings import TrainedModel
from xr2ct_viewer.models.training_setup import problem_in_words
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr

if TYPE_CHECKING:
    from xr2ct_viewer.widgets.config_form import ConfigForm


class MethodOptions(QWidget):
    """A fold with one form at a time; hidden for methods that leave nothing open."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._changes: dict[str, dict[str, Any]] = {}
        self._shown = ""
        self._own: ConfigBase | None = None
        self.form: ConfigForm | None = None
        self.fold = QToolButton(checkable=True)
        self.fold.setObjectName("link")
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setToolTip(tr("Settings of this method that may be changed for a reconstruction"))
        self.fold.toggled.connect(self._refresh)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.addWidget(self.fold)
        theme.changed.connect(self._refresh)
        self.show_model(None)

    @property
    def changes(self) -> dict[str, Any]:
        """The settings that differ from those of the shown checkpoint or method."""
        return dict(self._changes.get(self._shown, {}))

    def show_model(self, model: TrainedModel | None, method: str = "") -> None:
        """Show what this checkpoint, or a method without one, leaves open; nothing where it cannot be read."""
        shown = model.checkpoint if model is not None else method
        if shown and shown == self._shown:
            return
        self._drop_form()
        self._shown = shown
        self._own = _settings_of(model) if model is not None else _usual_settings(method)
        self.setVisible(self._own is not None and bool(inference_settings(type(self._own))))
        self._refresh()

    def _drop_form(self) -> None:
        if self.form is not None:
            self._page.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None

    def _make_form(self, own: ConfigBase) -> "ConfigForm":
        from xr2ct_viewer.widgets.config_form import ConfigForm, translated

        nodes = [replace(node, default=getattr(own, node.name)) for node in form_nodes(type(own)) if node.at_inference]
        form = ConfigForm(map(translated, nodes), self._theme, self)
        form.edited.connect(self._edit)
        form.reset_requested.connect(self._reset)
        self._page.addWidget(form)
        return form

    def _edit(self, name: str, value: Any) -> None:
        assert self._own is not None and self.form is not None
        values = self.changes | {name: value}
        try:
            config = type(self._own).model_validate(self._own.model_dump() | values)
        except ValidationError as error:
            self.form.show_problems({name: problem_in_words(error.errors()[0]["msg"], form_nodes(type(self._own)))})
            return
        changed = {key: getattr(config, key) for key in values if getattr(config, key) != getattr(self._own, key)}
        self._changes[self._shown] = changed
        self._refresh()

    def _reset(self, name: str) -> None:
        self._edit(name, getattr(self._own, name))

    def _refresh(self) -> None:
        is_open, count = self.fold.isChecked(), len(self.changes)
        self.fold.setText(tr("Options · {count} changed", count=count) if count else tr("Options"))
        self.fold.setIcon(self._theme.icon("down" if is_open else "right", self._theme.palette.muted))
        if is_open and self.form is None and self._own is not None and not self.isHidden():
            self.form = self._make_form(self._own)
        if self.form is not None:
            self.form.setVisible(is_open)
            self.form.show_values({name: getattr(self._own, name) for name in self.form.rows} | self.changes)
            self.form.show_problems({})


def _usual_settings(method: str) -> ConfigBase | None:
    """Those of a method that needs no training."""
    spec = method_specs().get(method)
    return spec.config_type()() if spec is not None and not spec.needs_training else None


def _settings_of(model: TrainedModel) -> ConfigBase | None:
    """Those of a checkpoint; None where they cannot be read, which its use will tell."""
    spec = method_specs().get(model.method)
    try:
        info = read_info(Path(model.checkpoint))
        return spec.config_type().model_validate(info.method_config) if spec is not None else None
    except (Xr2ctError, ValidationError):
        return None
