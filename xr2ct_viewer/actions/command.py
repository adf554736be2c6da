"""What a command is, and what of the window's state commands depend on. Nothing here knows a widget."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class WindowContext:
    """What the window's state means for its commands."""

    has_study: bool = False
    has_pair: bool = False
    has_ct: bool = False
    has_known_volume: bool = False
    has_volume: bool = False
    shows_volume: bool = False
    has_result: bool = False
    shows_result: bool = False
    has_truth: bool = False
    can_compare: bool = False
    is_running: bool = False
    is_corrected: bool = False
    can_undo: bool = False
    can_redo: bool = False
    has_studies: bool = False
    has_closed: bool = False
    has_measurements: bool = False
    has_selected_measurement: bool = False
    in_read: bool = True
    can_train: bool = False
    training_runs: bool = False
    training_paused: bool = False

    def keys(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True)
class Command:
    """One command. `menu` is "menu/group", `enabled` an expression over the context; checkable ones show a state."""

    id: str
    title: str
    menu: str
    icon: str = ""
    shortcut: str = ""
    enabled: str = ""
    tip: str = ""
    checkable: bool = False
