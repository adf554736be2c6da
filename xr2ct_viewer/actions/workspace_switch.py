"""The switch at the very left of the window's top: Read or Train."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolBar, QToolButton, QWidget

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.tr import tr


class WorkspaceSwitch(QToolBar):
    """Two joined buttons that share the commands of the hub."""

    def __init__(self, hub: ActionHub, parent: QWidget | None = None) -> None:
        super().__init__(tr("Workspaces"), parent)
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(18, 18))
        pair = QWidget()
        pair.setObjectName("workspaceSwitch")
        row = QHBoxLayout(pair)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for name, text in (("read", tr("Read")), ("train", tr("Train"))):
            action = hub[f"view.workspace_{name}"]
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(action.text())
            button.setText(text)
            action.changed.connect(lambda button=button, text=text: button.setText(text))
            row.addWidget(button)
        self.addWidget(pair)
