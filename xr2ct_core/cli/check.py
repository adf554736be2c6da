"""`xr2ct check`: what looks wrong with a pair of radiographs; how often the check is right; learning it again."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.cli.pairs import existing, one_pair
from xr2ct_core.cli.several import Texts, every
from xr2ct_core.cli.work import scratch_folder
from xr2ct_core.errors import BadConfigError
from xr2ct_core.protocol.tasks import GeometryName

if TYPE_CHECKING:
    from xr2ct_core.pairing.benchmark import Row


@dataclass(frozen=True)
class Check:
    """Look at a pair before it is reconstructed: swapped, mirrored, inverted, heights, breath, patient, no chest."""

    pair: Path | None = None
    """Pair file (pair.json)."""
    frontal: Path | None = None
    """Frontal image, instead of a pair file."""
    lateral: Path | None = None
    """Lateral image, instead of a pair file."""
    geometry: GeometryName | None = None
    """Where source and detector stood, for two images."""
    benchmark: Path | None = None
    """Folder of chest CTs: measure on spoiled pairs how often the check is right, leaving patients out."""
    bodies: int = 4
    """Bodies that are tested of each patient of the benchmark: the CT itself, then varied ones."""
    without: Texts = ()
    """Patients that are neither learned from nor measured, for example because a scan does not show the whole chest."""
    learn: Path | None = None
    """Folder of chest CTs: learn the check from them, and write it to --out. With --benchmark both share the work."""
    phantoms: Path | None = None
    """Folder of phantoms (xr2ct phantom): more chests for learning how frontals and laterals look, never measured."""
    benchmark_domain: Path | None = None
    """Folder of chest CTs: measure how often the domain gate sees children, turned patients, metal, cut fields and what
    is no chest, leaving patients out. Needs about ten minutes on two cores."""
    learn_domain: Path | None = None
    """Folder of chest CTs: learn the domain gate from them and measure it, into the folder --out."""
    with_metal: Texts = ()
    """Patients with hardware, who do not count as clean when the domain gate is learned."""
    out: Path | None = None
    """File for what was learned (.npz), or for the domain gate a folder."""
    seed: int = 0
    """Seed of the benchmark and of learning."""
    json: bool = False
    """Print one JSON object and no progress."""

    def run(self, console: Console) -> int:
        domain = self.learn_domain or self.benchmark_domain
        if domain is not None:
            return self._study_domain(existing(domain, "folder"), console)
        if self.benchmark is not None or self.learn is not None:
            return self._study(console)
        from xr2ct_core import io
        from xr2ct_core.domain.before import judge_input
        from xr2ct_core.domain.reasons import plain
        from xr2ct_core.pairing.doctor import check_pair

        with scratch_folder() as scratch:
            pair = io.read_pair(one_pair(self.pair, self.frontal, self.lateral, self.geometry, scratch))
            report = check_pair(pair)
            reasons = judge_input(pair, report=report)
        found = [{"id": finding.id, **asdict(finding)} for finding in report.findings]
        console.result(
            {
                "clean": report.is_clean and not reasons,
                "findings": found,
                "reasons": plain(reasons),
                "scores": report.scores,
                "notes": report.notes,
            }
        )
        if report.is_clean and not reasons:
            console.say("Nothing looks wrong with this pair.")
        for finding in report.findings:
            console.say(f"[bold]{escape(finding.sentence)}[/] {escape(finding.action)} (score {finding.score:.2f})")
        for reason in (reason for reason in reasons if reason.finding not in {one["id"] for one in found}):
            console.say(f"[bold]{escape(reason.sentence)}[/] {escape(reason.hint)} (score {reason.score:.2f})")
        if any(reason.level == "refusal" for reason in reasons):
            console.say("[bold yellow]No volume will be made of this pair, unless with --anyway.[/]")
        for note in report.notes:
            console.note(f"note: {note}")
        return 0

    def _study_domain(self, folder: Path, console: Console) -> int:
        """The domain gate: always learned and measured, kept where it is asked for."""
        if self.learn_domain is not None and self.out is None:
            raise BadConfigError("What is learned needs a folder.", "Give it with --out.")
        from xr2ct_core.cli.check_domain import study_domain
        from xr2ct_core.protocol.gate import LearnDomainTask

        task = LearnDomainTask(
            data_path=str(folder), with_metal=every(self.with_metal), without=every(self.without), seed=self.seed
        )
        return study_domain(task, self.out, console)

    def _study(self, console: Console) -> int:
        """Learn from CTs, measure on them leaving patients out, or both with the same lessons."""
        folders = {existing(folder, "folder") for folder in (self.learn, self.benchmark) if folder is not None}
        if len(folders) > 1:
            raise BadConfigError("Two folders of CTs were given.", "Learn from and measure on the same one.")
        if self.bodies < 1:
            raise BadConfigError(f"{self.bodies} bodies cannot be tested.", "Use 1 or more.")
        if self.learn is not None and self.out is None:
            raise BadConfigError("What is learned needs a file.", "Give it with --out, for example pair_doctor.npz.")
        from xr2ct_core.pairing.benchmark import measure
        from xr2ct_core.pairing.known_good import good_pairs_of
        from xr2ct_core.pairing.learning import groups_of, model_of
        from xr2ct_core.pairing.lessons import cubes_of, lessons_of, phantom_looks

        rows: list[Row] = []
        out = None if self.out is None else self.out.expanduser().absolute()
        with console.progress() as progress:
            found = cubes_of(folders.pop(), progress.move)
            cubes = {name: found[name] for name in sorted(found) if name not in every(self.without)}
            if len(cubes) < 2:
                raise BadConfigError("One patient is too few to learn from.", "Give a folder with more CTs.")
            lessons = lessons_of(cubes, progress.move, seed=self.seed)
            more = None
            if self.phantoms is not None:
                phantoms = cubes_of(existing(self.phantoms, "folder"), progress.move)
                more = phantom_looks(phantoms, progress.move, seed=self.seed)
            good = good_pairs_of(cubes, progress.move, seed=self.seed)
            groups = groups_of(list(lessons.values()), good, progress.move, more_looks=more, seed=self.seed)
            if self.learn is not None and out is not None:
                out.parent.mkdir(parents=True, exist_ok=True)
                model_of(list(lessons.values()), groups).write(out)
            if self.benchmark is not None:
                rows = measure(cubes, groups, progress.move, bodies=self.bodies, seed=self.seed)
        console.result(
            {
                "patients": list(cubes),
                "folds": len(groups),
                "phantoms": 0 if self.phantoms is None else len(phantoms),
                **({} if self.learn is None else {"file": str(out)}),
                "rows": [{**asdict(row), "share": row.share} for row in rows],
            }
        )
        if self.learn is not None:
            console.say(f"[bold]{escape(str(out))}[/] learned from {len(cubes)} patients")
        if self.benchmark is not None:
            about = f"{len(cubes)} patients, {self.bodies} bodies of each, none of them learned from."
            console.say(_table(rows), about)
        return 0


def _table(rows: "list[Row]") -> Table:
    """A row for each wrong; what is flagged though nothing is wrong is a false alarm."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("what is wrong", "geometry", "images", "pairs", "flagged", "named"):
        table.add_column(heading, justify="right" if heading in ("pairs", "flagged", "named") else "left", no_wrap=True)
    for row in rows:
        named = "" if row.wrong == "nothing" else f"{row.named / row.count:.0%}"
        title = "nothing (false alarms)" if row.wrong == "nothing" else row.wrong
        table.add_row(title, row.geometry, row.shown, str(row.count), f"{row.share:.0%}", named)
    return table
