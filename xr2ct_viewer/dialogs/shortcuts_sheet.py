"""The sheet of keys and mouse gestures as a page, for the screen, for paper and for the manual."""

from collections.abc import Callable, Iterator
from html import escape

from PySide6.QtGui import QKeySequence

from xr2ct_viewer.actions.hub import ActionHub
from xr2ct_viewer.actions.table import COMMANDS, MENUS
from xr2ct_viewer.models.gestures_sheet import GESTURES
from xr2ct_viewer.tr import tr

Block = tuple[str, list[tuple[str, str]]]


def blocks(hub: ActionHub | None, words: str = "") -> list[Block]:
    """Headings with rows of (keys, meaning) in which every word occurs; without a hub, with the usual keys."""
    wanted = words.lower().split()

    def fits(row: tuple[str, str]) -> bool:
        return all(word in " ".join(row).lower() for word in wanted)

    found = [(title, [row for row in rows if fits(row)]) for title, rows in (*_commands(hub), *_gestures())]
    return [(title, rows) for title, rows in found if rows]


def as_html(found: list[Block], colours: tuple[str, str]) -> str:
    """Two columns of blocks; `colours` are those of headings and of keys."""
    if not found:
        return f"<p>{escape(tr('Nothing here has these words.'))}</p>"
    columns: tuple[list[str], list[str]] = ([], [])
    heights = [0, 0]
    for title, rows in found:
        side = heights.index(min(heights))
        heights[side] += len(rows) + 2
        columns[side].append(_block(title, rows, colours))
    cells = "".join(f'<td width="50%" style="padding-right: 18px">{"".join(column)}</td>' for column in columns)
    return f'<table width="100%"><tr>{cells}</tr></table>'


def as_markdown(found: list[Block]) -> str:
    """The same as a page of the manual."""
    parts = [f"# {tr('Keys and mouse')}"]
    for title, rows in found:
        lines = [f"| {_cell(keys)} | {_cell(meaning)} |" for keys, meaning in rows]
        parts.append("\n".join([f"## {title}", "", f"| {tr('Press')} | {tr('To')} |", "|---|---|", *lines]))
    return "\n\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*")


def _block(title: str, rows: list[tuple[str, str]], colours: tuple[str, str]) -> str:
    heading, key = colours
    lines = "".join(
        f'<tr><td style="color: {key}; padding-right: 14px"><b>{escape(keys).replace(" ", "&nbsp;")}</b></td>'
        f"<td>{escape(meaning)}</td></tr>"
        for keys, meaning in rows
    )
    return (
        f'<p style="color: {heading}; margin-bottom: 2px; margin-top: 12px"><b>{escape(title)}</b></p>'
        f'<table cellspacing="0" cellpadding="2">{lines}</table>'
    )


def _commands(hub: ActionHub | None) -> Iterator[Block]:
    native = QKeySequence.SequenceFormat.NativeText
    keys_of: Callable[[str, str], QKeySequence] = (
        (lambda _id, usual: QKeySequence(usual)) if hub is None else (lambda name, _usual: hub[name].shortcut())
    )
    for menu, title in MENUS.items():
        rows = [
            (keys_of(command.id, command.shortcut).toString(native), tr(command.title).rstrip("…"))
            for command in COMMANDS
            if command.menu.startswith(f"{menu}/")
        ]
        yield tr(title).replace("&", ""), [row for row in rows if row[0]]


def _gestures() -> Iterator[Block]:
    for title, rows in GESTURES.items():
        yield tr(title), [(tr(keys), tr(meaning)) for keys, meaning in rows]
