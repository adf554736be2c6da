"""The whole table of the protocol: trained networks, methods and all baselines on patients no network was trained on.

Nothing is trained. Invariants: only held-out patients are measured; the means of other patients are made of those the
networks were trained on, where the data hold them (of the same fold, where they were cross-validated); a cancel writes
what was measured so far, never over a whole table, and is then raised; what was measured before a cancel or a crash is
not measured again by the same command (`journal`).
"""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from xr2ct_core.control import WorkContext
from xr2ct_core.errors import BadConfigError
from xr2ct_core.evaluation.ablation import Ablation, ablations
from xr2ct_core.evaluation.benchmark_markdown import benchmark_markdown
from xr2ct_core.evaluation.candidates import candidates
from xr2ct_core.evaluation.cases import cases_in
from xr2ct_core.evaluation.contender import Contender
from xr2ct_core.evaluation.contenders import contenders
from xr2ct_core.evaluation.ensembles import ensembles
from xr2ct_core.evaluation.held_out import held_out
from xr2ct_core.evaluation.html_page import benchmark_page
from xr2ct_core.evaluation.journal import Journal, depends_on
from xr2ct_core.evaluation.measured import Benchmark
from xr2ct_core.evaluation.report_place import cancelled, report_folder
from xr2ct_core.evaluation.robustness import chosen_conditions, measure_robustness
from xr2ct_core.evaluation.runner import evaluate
from xr2ct_core.evaluation.seed_report import REPORT_ROWS, noise_self_test_db, report_metrics
from xr2ct_core.evaluation.statistics import summarise
from xr2ct_core.evaluation.style_conditions import style_conditions
from xr2ct_core.evaluation.sweeps import sweeps
from xr2ct_core.evaluation.task import Announce, picture_path, summary_of, write_report
from xr2ct_core.evaluation.variants import method_variants, with_variants
from xr2ct_core.geometry import BiplanarGeometry
from xr2ct_core.inference.device import choose_device
from xr2ct_core.io.files import write_text
from xr2ct_core.methods.registry import method_spec
from xr2ct_core.protocol.tasks import BenchmarkTask

LOADING_SHARE: Final = 0.1
WRITING_SHARE: Final = 0.03
ROBUSTNESS_SHARE: Final = 0.75


def run_benchmark_task(task: BenchmarkTask, out_dir: Path, context: WorkContext, announce: Announce) -> dict[str, Any]:
    """Measure what `task` asks for and write table.json, .csv, .md, .html and a picture per case to `out_dir`.

    Returns the summary: grid, geometry, subjects, and for each row its means. Raises `BadInputError`,
    `BadConfigError`, `CudaUnavailableError`, and `CancelledError` after writing partial results.
    """
    device = choose_device(task.device)
    for name in task.methods:
        if method_spec(name).needs_training:
            raise BadConfigError(f"{name} is measured only once trained.", "Give its run with --checkpoints.")
    context.progress(0.0, "looking at the checkpoints")
    trained_ones = contenders([Path(path) for path in task.checkpoints], task.grid_size)
    together = ensembles([Path(path) for path in task.ensembles])
    networks = with_variants((*trained_ones, *together), task.variants, task.methods)
    under = chosen_conditions(task.conditions, style_conditions([Path(path) for path in task.styles], device))
    geometry, loading = BiplanarGeometry.preset(task.geometry), context.part(0.0, LOADING_SHARE)
    found = cases_in(Path(task.data_path), task.grid_size, geometry, loading)
    case_set = held_out(found, networks, with_validation=task.with_validation, with_known=task.with_known)
    trained = bool(case_set.learned_from)
    rows = (
        *(network.candidate(device) for network in networks),
        *method_variants(task.methods, task.variants, device),
        *candidates(task.methods, with_baselines=task.baselines, device=device, trained=trained),
    )
    journal = Journal(out_dir, depends_on(task, case_set, networks))
    measuring = 1.0 - LOADING_SHARE - WRITING_SHARE
    plain_share = measuring * (1.0 - ROBUSTNESS_SHARE if task.robustness else 1.0)
    plain = context.part(LOADING_SHARE, plain_share)
    evaluation = evaluate(case_set, rows, device=device, context=plain, also=report_metrics, journal=journal)
    robustness = None
    if task.robustness and evaluation.complete:
        rest = context.part(LOADING_SHARE + plain_share, measuring - plain_share)
        robustness = measure_robustness(case_set, rows, device=device, context=rest, under=under, journal=journal)
    benchmark = Benchmark(
        evaluation,
        networks,
        robustness,
        sweeps(networks),
        ablations(networks),
        Path(task.data_path).name,
        not context.control.stop_requested,
        journal.taken_over,
    )
    folder = report_folder(out_dir, complete=benchmark.complete)
    document = write_benchmark(benchmark, folder, announce)
    if not benchmark.complete:
        raise cancelled("The benchmark", out_dir, folder)
    journal.close()
    context.progress(1.0, "written")
    context.finish()
    return summary_of(document)


def write_benchmark(benchmark: Benchmark, out_dir: Path, announce: Announce) -> dict[str, Any]:
    """Write all files of a benchmark, announce each, and return the content of table.json."""
    document = write_report(
        benchmark.evaluation, out_dir, announce, more=_more(benchmark), more_markdown=benchmark_markdown(benchmark)
    )
    drawn = [
        (case.id, path)
        for number, case in enumerate(benchmark.evaluation.case_set.cases)
        if (path := picture_path(out_dir, number, case)).is_file()
    ]
    write_text(out_dir / "table.html", benchmark_page(benchmark, drawn))
    announce("table_html", out_dir / "table.html")
    return document


def _more(benchmark: Benchmark) -> Mapping[str, Any]:
    return {
        "complete": benchmark.complete,
        "benchmark": {
            "taken_over": benchmark.taken_over,
            "networks": [_network(network) for network in benchmark.networks],
            "sweeps": [asdict(sweep) for sweep in benchmark.sweeps],
            "ablations": [_ablation(benchmark, ablation) for ablation in benchmark.ablations],
            "robustness": _robustness(benchmark),
            "seed_report": {
                "warning": "None of these numbers is 3D accuracy, except psnr_x2ct, which has MAX = 4095.",
                "noise_self_test_db": noise_self_test_db(),
                "rows": [asdict(row) for row in REPORT_ROWS],
            },
        },
    }


def _network(network: Contender) -> dict[str, Any]:
    info = network.info
    return {
        "row": network.id,
        "run": network.run,
        "step": info.step,
        "method": info.method,
        "method_config": info.method_config,
        "train_config": info.train_config.model_dump(mode="json"),
        "patients": info.data.get("patients"),
        "weights_sha256": info.weights_sha256,
        "folds": [
            {
                "fold": fold.info.data["fold"],
                "run": fold.run,
                "step": fold.info.step,
                "patients": fold.info.data["patients"],
                "weights_sha256": fold.info.weights_sha256,
            }
            for fold in network.folds
        ],
        "parameters": network.parameters,
        "training_samples_per_s": network.samples_per_s,
        "program": info.program,
    }


def _ablation(benchmark: Benchmark, ablation: Ablation) -> dict[str, Any]:
    return {
        "method": ablation.method,
        "reference": ablation.reference,
        "parts": [
            {
                **asdict(part),
                "reference_minus_row": {
                    metric: asdict(ablation.brings(benchmark.evaluation, part, metric))
                    for metric in benchmark.evaluation.metric_names
                },
            }
            for part in ablation.parts
        ],
    }


def _robustness(benchmark: Benchmark) -> list[dict[str, Any]] | None:
    if benchmark.robustness is None:
        return None
    return [
        {
            "condition": result.condition.id,
            "title": result.condition.title,
            "told": result.condition.told,
            "against": result.condition.against or "main table",
            "unusable_cases": [asdict(problem) for problem in result.evaluation.case_set.problems],
            "rows": {
                row.id: {
                    name: asdict(summarise(result.evaluation.values(row.id, name)))
                    for name in result.evaluation.metric_names
                }
                for row in result.evaluation.candidates
            },
        }
        for result in benchmark.robustness
    ]
