"""A small button that puts one number back; it keeps its place where there is nothing to put back."""

from PySide6.QtWidgets import QToolButton

from xr2ct_viewer.theme.manager import Theme


class ResetButton(QToolButton):
    """Hidden until `offer` says what it goes back to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("flat")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.setVisible(False)
        self.refresh_icon()

    def offer(self, tip: str, *, is_offered: bool) -> None:
        """Show it with what it does, or hide it."""
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setVisible(is_offered)

    def refresh_icon(self) -> None:
        self.setIcon(self._theme.icon("reset", self._theme.palette.muted))
