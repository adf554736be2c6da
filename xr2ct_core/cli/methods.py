"""`xr2ct methods`: the reconstruction methods and what each needs."""

from dataclasses import dataclass

from rich.table import Table

from xr2ct_core.cli.console import Console
from xr2ct_core.methods.registry import MethodSpec, method_specs
from xr2ct_core.runs.bundled import bundled_checkpoints, default_choice


@dataclass(frozen=True)
class Methods:
    """List the reconstruction methods, the recommended first."""

    json: bool = False
    """Print one JSON object instead of a table, with the settings of each method."""

    def run(self, console: Console) -> int:
        default = default_choice()[0]
        specs = sorted(method_specs().values(), key=lambda spec: spec.id != default)
        console.result({"methods": [_described(spec) for spec in specs]} if console.as_json else {})
        table = Table("id", "what it does", "learns from", box=None, padding=(0, 2, 1, 0))
        for spec in specs:
            table.add_row(f"[bold]{spec.id}[/]", f"{spec.summary}\n[dim]{spec.paper}[/]", _needs(spec))
        console.say(table)
        return 0


def _needs(spec: MethodSpec) -> str:
    learns_from = "nothing" if spec.supervision == "none" else spec.supervision
    if not spec.needs_training:
        return learns_from
    sizes = [f"{one.info.grid_size}³" for one in bundled_checkpoints() if one.info.method == spec.id]
    return f"{learns_from}, " + (f"ready at {' and '.join(sizes)}" if sizes else "trained first with `xr2ct train`")


def _described(spec: MethodSpec) -> dict[str, object]:
    return {
        "id": spec.id,
        "title": spec.title,
        "summary": spec.summary,
        "supervision": spec.supervision,
        "needs_training": spec.needs_training,
        "bundled": {one.name: str(one.path) for one in bundled_checkpoints() if one.info.method == spec.id},
        "is_default": spec.id == default_choice()[0],
        "paper": spec.paper,
        "settings": spec.config_type().model_json_schema().get("properties", {}),
    }
