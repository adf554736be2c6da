"""What was measured on this machine with each learned method: the best held-out score among its runs, in words."""

from pathlib import Path

from xr2ct_core.errors import Xr2ctError
from xr2ct_core.runs.store import runs_in
from xr2ct_viewer.models.marked import Filled, filled, marked


def best_scores(folder: Path) -> dict[str, Filled]:
    """The best PSNR in 3D on held-out cases by method id. Runs on any thread."""
    best: dict[str, tuple[float, str]] = {}
    for run in runs_in(folder) if folder.is_dir() else []:
        try:
            record = run.record()
        except Xr2ctError:
            continue  # being written or removed by its owner
        score = record.best.get("psnr_3d_db") if record.holds_out else None
        if score is not None and score > best.get(record.method, (float("-inf"), ""))[0]:
            best[record.method] = (score, run.path.name)
    words = marked("Best so far: {score:.1f} dB PSNR in 3D ({name}).")
    return {method: filled(words, score=score, name=name) for method, (score, name) in best.items()}
