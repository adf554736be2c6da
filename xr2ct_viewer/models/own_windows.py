"""Windows of the slices that outlive the program: presets of one's own, and the one used last.

Invariants: names are unique among all presets, without regard to case; the presets that come with the program cannot
be changed. Units: HU.
"""

from typing import Final

from xr2ct_core.errors import BadInputError
from xr2ct_viewer.models.display import WINDOW_PRESETS, SliceDisplay, WindowLevel
from xr2ct_viewer.models.settings import OwnWindow, Settings

MAX_OWN: Final = 30


class OwnWindows:
    """Keeps `SliceDisplay.windows` and the settings in step."""

    def __init__(self, settings: Settings, display: SliceDisplay) -> None:
        self._settings, self._display = settings, display
        self._offer()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of one's own presets, in the order in which they were kept."""
        return tuple(own.name for own in self._settings.data.own_windows)

    def window(self, name: str) -> WindowLevel:
        own = next(own for own in self._settings.data.own_windows if own.name == name)
        return WindowLevel(own.centre_hu, own.width_hu)

    def keep(self, name: str, window: WindowLevel) -> None:
        """Keep a window under a name; raises `BadInputError` if the name is empty or taken."""
        own = self._settings.data.own_windows
        if len(own) >= MAX_OWN:
            raise BadInputError(f"There are {MAX_OWN} windows of your own already.", "Delete one of them first.")
        kept = OwnWindow(name=self._free(name), centre_hu=window.centre_hu, width_hu=window.width_hu)
        self._settings.update(own_windows=(*own, kept))
        self._offer()

    def rename(self, name: str, new_name: str) -> None:
        """Give a preset of one's own another name; raises `BadInputError` as `keep` does."""
        new_name = self._free(new_name, but=name)
        renamed = (
            own.model_copy(update={"name": new_name}) if own.name == name else own
            for own in self._settings.data.own_windows
        )
        self._settings.update(own_windows=tuple(renamed))
        self._offer()

    def delete(self, name: str) -> None:
        self._settings.update(own_windows=tuple(own for own in self._settings.data.own_windows if own.name != name))
        self._offer()

    def recall_last(self) -> None:
        """Show slices with the window of the last time."""
        if self._settings.data.last_window_hu is not None:
            self._display.window_level = WindowLevel(*self._settings.data.last_window_hu)

    def remember_last(self) -> None:
        window = self._display.window_level
        self._settings.update(last_window_hu=(window.centre_hu, window.width_hu))

    def _free(self, name: str, but: str = "") -> str:
        name = " ".join(name.split())
        if not name:
            raise BadInputError("A window needs a name.", "Type one, such as the region it is for.")
        taken = {known.lower() for known in (*WINDOW_PRESETS, *self.names, "Custom") if known != but}
        if name.lower() in taken:
            raise BadInputError(f"There is a window called “{name}” already.", "Choose another name.")
        return name

    def _offer(self) -> None:
        own = {name: self.window(name) for name in self.names}
        self._display.windows = {**WINDOW_PRESETS, **own}
