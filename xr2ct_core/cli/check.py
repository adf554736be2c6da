"""`xr2ct check`: what looks wrong with a pair of radiographs; how often the check is right; learning it again."""

from dataclasses import asdict, dataclass
from pathlib import Path

from rich.markup import escape

from xr2ct_core.asked_corrections import as_options
from xr2ct_core.cli.console import Console
from xr2ct_core.cli.corrections import AS_GIVEN, CorrectionsOfPair
from xr2ct_core.cli.notes import tell
from xr2ct_core.cli.overwriting import cases_in, refuse_overwriting
from xr2ct_core.cli.pairs import existing, one_pair
from xr2ct_core.cli.several import Texts, every
from xr2ct_core.cli.work import scratch_folder
from xr2ct_core.errors import BadConfigError
from xr2ct_core.protocol.tasks import GeometryName


@dataclass(frozen=True)
class Check:
    """Look at a pair before it is reconstructed: swapped, mirrored, inverted, heights, breath, patient, no chest.

    The exit code is 8 where `xr2ct reconstruct` would refuse the pair.
    """

    pair: Path | None = None
    """Pair file (pair.json)."""
    frontal: Path | None = None
    """Frontal image, instead of a pair file."""
    lateral: Path | None = None
    """Lateral image, instead of a pair file."""
    geometry: GeometryName | None = None
    """Where source and detector stood, for two images."""
    corrections: CorrectionsOfPair = AS_GIVEN
    benchmark: Path | None = None
    """Folder of chest CTs: measure on spoiled pairs how often the check is right, leaving patients out."""
    bodies: int = 4
    """Bodies that are tested of each patient of the benchmark: the CT itself, then varied ones."""
    without: Texts = ()
    """Patients that are neither learned from nor measured, for example because a scan does not show the whole chest."""
    learn: Path | None = None
    """Folder of chest CTs: learn the check from them, and write it to --out. With --benchmark both share the work. Of
    fourteen CTs two hours of one core."""
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
        from xr2ct_core.domain.reasons import plain, refusal_of
        from xr2ct_core.pairing.doctor import check_pair
        from xr2ct_core.pairing.fix import put_right

        correction = self.corrections.correction
        with scratch_folder() as scratch:
            pair = io.read_pair(one_pair(self.pair, self.frontal, self.lateral, self.geometry, scratch, correction))
            report = check_pair(pair)
            reasons = judge_input(pair, report=report)
        assumed = (note for radiograph in pair.radiographs for note in radiograph.assumptions)
        notes = tuple(dict.fromkeys((*assumed, *report.notes)))
        refusal = refusal_of(reasons)
        right = put_right(correction, report.findings)
        options = as_options(right)
        found = [{"id": finding.id, **asdict(finding)} for finding in report.findings]
        console.result(
            {
                "clean": report.is_clean and not reasons,
                "findings": found,
                "put_right": options if right != correction else None,
                "reasons": plain(reasons),
                "scores": report.scores,
                "notes": notes,
            }
        )
        if report.is_clean and not reasons:
            console.say("Nothing looks wrong with this pair.")
        for finding in report.findings:
            console.say(f"[bold]{escape(finding.sentence)}[/] {escape(finding.action)} (score {finding.score:.2f})")
        if right != correction:
            told = f"with [bold]{options}[/]" if options else "without the options that correct them"
            console.say(f"To put the images right, give them {told}.")
        for reason in (reason for reason in reasons if reason.finding not in {one["id"] for one in found}):
            console.say(f"[bold]{escape(reason.sentence)}[/] {escape(reason.hint)} (score {reason.score:.2f})")
        if refusal is not None:
            console.say("[bold yellow]No volume will be made of this pair, unless with --anyway.[/]")
        tell(notes, console)
        return 0 if refusal is None else refusal.exit_code

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
        if self.learn is not None and self.out is not None and self.out.expanduser().is_dir():
            raise BadConfigError(f"{self.out} is a folder.", "Name a file in it, for example pair_doctor.npz.")
        from xr2ct_core.cli.check_study import study_check
        from xr2ct_core.protocol.pair_check import LearnCheckTask

        data = folders.pop()
        if self.learn is not None and self.out is not None:
            read = (*cases_in(data), *(cases_in(self.phantoms.expanduser()) if self.phantoms is not None else ()))
            refuse_overwriting([self.out], read)
        task = LearnCheckTask(
            data_path=str(data),
            without=every(self.without),
            phantoms_path=None if self.phantoms is None else str(existing(self.phantoms, "folder")),
            keep=self.learn is not None,
            bodies=0 if self.benchmark is None else self.bodies,
            seed=self.seed,
        )
        return study_check(task, self.out if self.learn is not None else None, console)
