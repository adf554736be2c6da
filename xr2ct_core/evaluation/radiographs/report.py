"""The files of an evaluation without a truth: table.json, table.csv, table.md, table.html and a picture a case.

Invariant: what it cannot say stands above the numbers in each of them that people read.
"""

import base64
import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any, Final

from PIL import Image

import xr2ct_core
from xr2ct_core.evaluation.html_style import STYLE
from xr2ct_core.evaluation.radiographs.measure import RadiographEvaluation
from xr2ct_core.evaluation.radiographs.pictures import write_picture
from xr2ct_core.evaluation.radiographs.words import AGREEMENT, COLUMNS, DISPLAY, ESTIMATES, NO_ACCURACY
from xr2ct_core.evaluation.report import plain, write_json
from xr2ct_core.evaluation.statistics import summarise
from xr2ct_core.io.files import write_text
from xr2ct_core.provenance import SYNTHETIC_BANNER

FORMAT: Final = "xr2ct-radiographs"
GAPS: Final = "Not measured, or doubted"
Announce = Callable[[str, Path], None]


def write_report(found: RadiographEvaluation, out_dir: Path, announce: Announce) -> dict[str, Any]:
    """Write and announce all files; returns the content of table.json."""
    out_dir.mkdir(parents=True, exist_ok=True)
    document = as_document(found)
    write_json(out_dir / "table.json", document)
    announce("table_json", out_dir / "table.json")
    write_text(out_dir / "table.csv", as_csv(found))
    announce("table_csv", out_dir / "table.csv")
    write_text(out_dir / "table.md", as_markdown(found))
    announce("table_md", out_dir / "table.md")
    pictures = []
    for number, case in enumerate(found.cases):
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", case.id).strip("-.")[:60]
        path = out_dir / f"case-{number + 1:03d}-{name}.png"
        write_picture(path, found, case)
        announce("picture", path)
        pictures.append((case.id, path))
    write_text(out_dir / "table.html", as_page(found, pictures))
    announce("table_html", out_dir / "table.html")
    return document


def words_of(found: RadiographEvaluation) -> tuple[str, ...]:
    """What is to be said before the numbers."""
    ways = sorted({case.how for case in found.cases if not case.shown.is_physical})
    shown = (DISPLAY.format(how=", ".join(ways)),) if ways else ()
    return (NO_ACCURACY, AGREEMENT, *shown, ESTIMATES)


def as_document(found: RadiographEvaluation) -> dict[str, Any]:
    document: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "version": 1,
            "program": f"xr2ct {xr2ct_core.__version__}",
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "complete": found.complete,
            "has_truth": False,
            "words": list(words_of(found)),
            "device": found.device,
            "grid": {"size": found.grid_size},
            "subjects": _subjects(found),
            "cases": [
                {
                    "id": case.id,
                    "subject": case.subject,
                    "source": "/".join(Path(case.source).parts[-2:]),
                    "line_integrals": case.how,
                    "assumptions": [note for each in case.shown.radiographs for note in each.assumptions],
                }
                for case in found.cases
            ],
            "learned_from": found.learned_from,
            "unusable_cases": [asdict(problem) for problem in found.problems],
            "rows": [
                {
                    "id": row.candidate.id,
                    "title": row.candidate.title,
                    "kind": row.candidate.kind,
                    "method": row.candidate.method,
                    "metrics": {
                        name: asdict(summarise(found.values(row.candidate.id, name))) for name in found.metric_names
                    },
                }
                for row in found.rows
            ],
            "outcomes": [
                {
                    "case": result.case_id,
                    "row": result.row_id,
                    "message": result.message,
                    "doubts": list(result.doubts),
                    "metrics": result.metrics,
                }
                for result in found.results
            ],
        }
    )
    return document


def summary_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What the front end shows."""
    keep = ("complete", "device", "grid", "subjects", "unusable_cases", "has_truth", "words")
    rows = [
        {
            **{key: row[key] for key in ("id", "title", "kind")},
            "n": row["metrics"].get("ncc_frontal", {}).get("n", 0),
            "means": {name: summary["mean"] for name, summary in row["metrics"].items()},
        }
        for row in document["rows"]
    ]
    return {**{key: document[key] for key in keep}, "rows": rows}


def as_csv(found: RadiographEvaluation) -> str:
    text, names = io.StringIO(), found.metric_names
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["case", "row", "message", "doubts in words", *names])
    for result in found.results:
        numbers = [f"{result.metrics[name]:.6g}" if name in result.metrics else "" for name in names]
        writer.writerow([result.case_id, result.row_id, result.message, " ".join(result.doubts), *numbers])
    return text.getvalue()


def as_markdown(found: RadiographEvaluation) -> str:
    heads, rows = _table(found)
    lines = ["# X-rays without a true CT", "", f"**{SYNTHETIC_BANNER}**", ""]
    lines += [*(line for words in words_of(found) for line in (words, "")), _facts(found), ""]
    lines += [f"| | n | {' | '.join(heads)} |", f"|---|---:|{'---:|' * len(heads)}"]
    lines += [f"| {title} | {n} | {' | '.join(cells)} |" for title, n, cells in rows]
    gaps = list(_gaps(found))
    return "\n".join([*lines, "", *([f"## {GAPS}", "", *(f"* {gap}" for gap in gaps)] if gaps else [])]) + "\n"


def as_page(found: RadiographEvaluation, pictures: list[tuple[str, Path]]) -> str:
    """One file that opens anywhere, with table and pictures inside."""
    heads, rows = _table(found)
    head = "".join(f"<th>{escape(text)}</th>" for text in ("", "n", *heads))
    body = "".join(
        f"<tr><td>{escape(title)}</td><td>{n}</td>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
        for title, n, cells in rows
    )
    said = "".join(
        f"<p{' class=warn' if number == 0 else ''}>{escape(w)}</p>" for number, w in enumerate(words_of(found))
    )
    gaps = "".join(f"<li>{escape(gap)}</li>" for gap in _gaps(found))
    shown = "".join(
        f'<details open><summary>{escape(name)}</summary><img alt="{escape(name)}" src="{_embedded(path)}"></details>'
        for name, path in pictures
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>X-rays without a true CT</title><style>{STYLE}</style></head><body>"
        f'<div class="banner">{escape(SYNTHETIC_BANNER)}</div><header><h1>X-rays without a true CT</h1>{said}'
        f'<p class="faint">{escape(_facts(found))}</p></header><main>'
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{'<h2>' + GAPS + '</h2><ul class=plain>' + gaps + '</ul>' if gaps else ''}"
        f"<h2>Cases</h2>{shown}</main></body></html>\n"
    )


def _table(found: RadiographEvaluation) -> tuple[list[str], list[tuple[str, int, list[str]]]]:
    """Headings, and title, n and cells of each row: mean ± standard deviation over patients."""
    columns = [column for column in COLUMNS if column[0] in found.metric_names]
    rows = []
    for row in found.rows:
        sums = [summarise(found.values(row.candidate.id, name)) for name, _, _ in columns]
        cells = [
            "-" if not one.n else f"{one.mean:{form}}" + (f" ± {one.sd:{form}}" if one.n > 1 else "")
            for one, (_, _, form) in zip(sums, columns, strict=True)
        ]
        rows.append((row.candidate.title, max((one.n for one in sums), default=0), cells))
    return [title for _, title, _ in columns], rows


def _facts(found: RadiographEvaluation) -> str:
    left_out = f"; {found.learned_from} that a network learned from are left out" if found.learned_from else ""
    state = "" if found.complete else " Cancelled: these are partial results."
    measured = f"{len(found.cases)} pairs, n = {len(_subjects(found))} patients{left_out}"
    how = f"grid {found.grid_size}³, {found.device}; mean ± standard deviation over patients"
    return f"{measured}; {how}.{state}"


def _gaps(found: RadiographEvaluation) -> Iterator[str]:
    for problem in found.problems:
        yield f"{Path(problem.source).parent.name}: {problem.message}"
    for result in found.results:
        if result.message:
            yield f"{result.case_id}, {result.row_id}: {result.message}"
        for doubt in result.doubts:
            yield f"{result.case_id}, {result.row_id}: {doubt}"


def _subjects(found: RadiographEvaluation) -> list[str]:
    return list(dict.fromkeys(case.subject for case in found.cases))


def _embedded(path: Path) -> str:
    packed = io.BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGB").save(packed, "WEBP", quality=85)
    return "data:image/webp;base64," + base64.b64encode(packed.getvalue()).decode("ascii")
