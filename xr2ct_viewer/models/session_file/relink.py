"""Where files are now that were moved together: what is known of one study leads to the others."""

from pathlib import Path

from xr2ct_viewer.models.session_file.schema import StoredStudy


def relinked(
    chosen: StoredStudy, paths: tuple[Path, ...], missing: tuple[StoredStudy, ...]
) -> dict[str, tuple[Path, ...]]:
    """Paths by study id: of the chosen study, and of others whose files moved the same way."""
    found = {chosen.id: paths}
    if not chosen.paths:
        return found
    moves = _moves(Path(chosen.paths[0]), paths[0])
    for study in missing:
        for old_root, new_root in moves:
            candidates = tuple(_moved(Path(path), old_root, new_root) for path in study.paths)
            known = tuple(path for path in candidates if path is not None and path.exists())
            if study.id not in found and known and len(known) == len(study.paths):
                found[study.id] = known
    return found


def _moves(old: Path, new: Path) -> list[tuple[Path, Path]]:
    """Pairs of folders, the nearest first, of which the second may stand for the first."""
    pairs = [(old.parent, new.parent)]
    while pairs[-1][0].name and pairs[-1][0].name == pairs[-1][1].name:
        pairs.append((pairs[-1][0].parent, pairs[-1][1].parent))
    return pairs


def _moved(path: Path, old_root: Path, new_root: Path) -> Path | None:
    return new_root / path.relative_to(old_root) if path.is_relative_to(old_root) else None
