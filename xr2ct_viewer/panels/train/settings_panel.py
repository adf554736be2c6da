"""Step 3 of a training: the form made from the configs of the method, the training and the data variation."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from xr2ct_viewer.models.training_presets import Preset, presets
from xr2ct_viewer.models.training_setup import GROUPS, Group, TrainingSetup
from xr2ct_viewer.panels.section import Section
from xr2ct_viewer.theme.manager import Theme
from xr2ct_viewer.tr import tr
from xr2ct_viewer.widgets.config_form import ConfigForm, translated


class SettingsPanel(Section):
    """Edits a `TrainingSetup`; the signals ask for what needs files, dialogs or the clipboard."""

    preset_chosen = Signal(object)
    preset_file_requested = Signal()
    preset_save_requested = Signal()
    copy_requested = Signal()

    def __init__(self, setup: TrainingSetup, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(3, tr("Settings"), parent)
        self._setup, self._theme = setup, theme
        self._presets = self._tool(tr("Presets"), tr("Load or save settings"), self._show_presets)
        self._reset = self._tool(tr("Reset"), tr("Take every value back to its default"), setup.reset_all)
        self._copy = self._tool(
            tr("Copy command"), tr("Copy the command line of this very training"), self.copy_requested.emit
        )
        self._explain = QCheckBox(tr("Explain"))
        self._explain.setToolTip(tr("Show what every setting means"))
        self._explain.toggled.connect(self._set_explained)
        self._tabs = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._forms: dict[Group, ConfigForm] = {}
        self._varied = QCheckBox(tr("Vary the cases while learning"))
        self._varied.setToolTip(
            tr("Turn, shift, stretch and bend every case anew each time it is seen, with fresh noise")
        )
        self._varied.toggled.connect(setup.set_varied)
        self._lay_out()
        setup.method_changed.connect(self._renew_method)
        setup.changed.connect(self.refresh)
        theme.changed.connect(self._refresh_icons)
        self.set_state("done")
        self._refresh_icons()
        self.refresh()

    def form(self, group: Group) -> ConfigForm:
        return self._forms[group]

    def refresh(self) -> None:
        """Show the values, which differ from the defaults, and what is wrong."""
        problems = self._setup.problems()
        total = 0
        for index, (group, title) in enumerate(GROUPS.items()):
            form = self._forms[group]
            form.show_values(self._setup.values(group))
            own = {name: text for (known, name), text in problems.items() if known == group}
            form.show_problems(own)
            count = len(self._setup.edits(group))
            total += count
            mark = " !" if own else f" · {count}" if count else ""
            self._tabs.button(index).setText(tr(title) + mark)
        self._varied.blockSignals(True)
        self._varied.setChecked(self._setup.is_varied)
        self._varied.blockSignals(False)
        self._forms["augment"].setEnabled(self._setup.is_varied)
        self._reset.setEnabled(total > 0 or not self._setup.is_varied)
        self._fit()

    def _lay_out(self) -> None:
        for button in (self._presets, self._copy):
            self.header.addWidget(button)
        tabs = QHBoxLayout()
        tabs.setSpacing(0)
        for index, (group, title) in enumerate(GROUPS.items()):
            title = tr(title)
            button = QToolButton(text=title, checkable=True)
            button.setAccessibleName(tr("{title} settings", title=title))
            button.setToolTip(tr("Show or hide these settings"))
            button.setSizePolicy(button.sizePolicy().Policy.Expanding, button.sizePolicy().verticalPolicy())
            self._tabs.addButton(button, index)
            tabs.addWidget(button, 1)
            self._forms[group] = self._make_form(group)
            self._pages.addWidget(self._page(group))
        self._tabs.idToggled.connect(self._turn)
        self._tabs.button(0).setChecked(True)
        below = QHBoxLayout()
        below.addWidget(self._explain)
        below.addStretch(1)
        below.addWidget(self._reset)
        self.body.addLayout(tabs)
        self.body.addWidget(self._pages)
        self.body.addLayout(below)

    def _page(self, group: Group) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if group == "augment":
            layout.addWidget(self._varied)
        layout.addWidget(self._forms[group])
        layout.addStretch(1)
        return page

    def _make_form(self, group: Group) -> ConfigForm:
        form = ConfigForm(map(translated, self._setup.nodes(group)), self._theme)
        form.edited.connect(lambda name, value: self._setup.edit(group, name, value))
        form.reset_requested.connect(lambda name: self._setup.reset(group, name))
        form.resized.connect(self._fit)
        return form

    def _renew_method(self) -> None:
        old = self._forms["method"]
        self._forms["method"] = form = self._make_form("method")
        form.set_explained(self._explain.isChecked())
        layout = self._pages.widget(0).layout()
        layout.replaceWidget(old, form)
        form.show()
        old.hide()
        old.deleteLater()

    def _turn(self, index: int, is_on: bool) -> None:
        if is_on:
            self._pages.setCurrentIndex(index)
            self._fit()

    def _fit(self) -> None:
        """As high as the page in front, not as the highest page."""
        for index in range(self._pages.count()):
            policy = self._pages.widget(index).sizePolicy()
            in_front = index == self._pages.currentIndex()
            policy.setVerticalPolicy(policy.Policy.Preferred if in_front else policy.Policy.Ignored)
            self._pages.widget(index).setSizePolicy(policy)
        self._pages.adjustSize()
        self._pages.updateGeometry()

    def _set_explained(self, explained: bool) -> None:
        for form in self._forms.values():
            form.set_explained(explained)
        self._fit()

    def _show_presets(self) -> None:
        menu = QMenu(self)
        known = presets()
        for title, is_own in ((tr("Of the program"), False), (tr("Your own"), True)):
            group = [preset for preset in known if preset.is_own == is_own]
            if group:
                menu.addSection(title)
            for preset in group:
                menu.addAction(preset.name, lambda preset=preset: self._choose(preset))
        menu.addSeparator()
        menu.addAction(tr("From a file…"), self.preset_file_requested.emit)
        menu.addAction(tr("Save these settings…"), self.preset_save_requested.emit)
        menu.exec(self._presets.mapToGlobal(QPoint(0, self._presets.height())))
        menu.deleteLater()

    def _choose(self, preset: Preset) -> None:
        self.preset_chosen.emit(preset.path)

    def _tool(self, text: str, tip: str, action: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setObjectName("link")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.clicked.connect(action)
        return button

    def _refresh_icons(self) -> None:
        muted = self._theme.palette.muted
        self._presets.setIcon(self._theme.icon("preset", muted))
        self._copy.setIcon(self._theme.icon("copy", muted))
        self._reset.setIcon(self._theme.icon("reset", muted))
