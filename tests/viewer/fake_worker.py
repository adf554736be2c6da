"""A worker that keeps the protocol but does what its first argument says: flood, crash, hang, answer, be idle.

As `reconstructs` it makes small volumes; the lateral X-ray of a pair named "stands higher" does so by 12 mm.
As `insights` it answers questions about results: half of the volume is determined, alternative n is n HU denser.
As `drafts` it shows one of 64 HU, and goes on once a file called "go on" lies beside the pair.
As `views` it reconstructs from any number of X-rays.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

ANSWERS = {
    "estimate": {
        "parameters": 2_000_000,
        "memory_bytes": 3_000_000_000,
        "free_bytes": 2_000_000_000,
        "step_s": 0.5,
        "total_s": 10_000.0,
        "device": "cpu",
    },
    "prepare": {"cases": 14, "patients": 14, "index": "index.json", "notes": [], "problems": []},
    "inspect": {
        "kind": "pairs",
        "cases": 5,
        "patients": 4,
        "parts": {"train": 3, "validation": 1, "test": 1},
        "problems": [{"source": "CXR9", "message": "No lateral image."}],
        "has_truth": False,
        "grid_size": None,
    },
}


def say(**message: object) -> None:
    sys.stdout.write(json.dumps({"v": 1, "seq": 0, "ts": 0.0, **message}) + "\n")


CARD = {
    "rows": [
        {
            "name": "result",
            "title": "Registered template",
            "is_baseline": False,
            "metrics": {
                "psnr_3d_db": 24.4,
                "equivalent_blur_mm": 8.1,
                "psnr_frontal_db": 40.8,
                "psnr_lateral_db": 42.6,
            },
        },
        {
            "name": "tv",
            "title": "TV least squares",
            "is_baseline": True,
            "metrics": {"psnr_3d_db": 17.9, "equivalent_blur_mm": 24.0, "psnr_frontal_db": 48.0},
        },
    ],
    "has_truth": True,
    "verdict": "Better than all baselines on this case.",
    "notes": ["One case says little."],
}


def answer_about_a_result(command: dict) -> None:
    """Write what the task would, and say so."""
    import numpy as np

    job, task, config = command["job"], command["task"], command["config"]
    hu, folder = np.load(config["volume_path"]), Path(command["out_dir"])
    folder.mkdir(parents=True, exist_ok=True)
    say(t="phase", job=job, name="thinking")
    volumes, summary = {}, CARD
    if task == "evidence":
        volumes = {"determined": hu // 2}
        summary = {
            "unknowns": hu.size,
            "measurements": 204_800,
            "rank": 4_700,
            "determined_share": 0.0179,
            "energy_share": 0.62,
        }
    elif task == "alternatives":
        volumes = {f"alternative_{n}": hu + n + 1 for n in range(config["count"])}
        summary = {
            "alternatives": [
                {"psnr_frontal_db": 40.0 + n, "psnr_lateral_db": 41.0, "difference_hu": n + 1.0}
                for n in range(len(volumes))
            ]
        }
    for role, voxels in volumes.items():
        np.save(folder / f"{role}.npy", voxels.astype(np.int16))
        say(t="artifact", job=job, role=role, path=str(folder / f"{role}.npy"), sha256="")
    say(t="result", job=job, summary=summary)


def geometry_of(pair: dict, height_mm: float) -> dict:
    """What the pair file tells, with the lateral view so much higher."""
    shared = {name: value for name, value in pair["geometry"].items() if name != "name"}
    told = {side: {"view": pair[side]["view"], **shared} for side in ("frontal", "lateral")}
    told["lateral"]["shift_mm"] = [0.0, 0.0, height_mm]
    return {**told, "cube_mm": 320.0, "name": pair["geometry"].get("name", "custom")}


def reconstruct(command: dict) -> None:
    """A small volume whose values say which pair it is of; a pair named "broken" is refused."""
    import numpy as np

    job, config, folder = command["job"], command["config"], Path(command["out_dir"])
    pair = json.loads(Path(config["pair_path"]).read_text())
    subject = pair["subject"]
    if subject == "broken":
        say(t="error", job=job, code="bad_input", msg="The X-rays are black.", hint="Expose them.")
        say(t="state", job=job, state="failed")
        return
    if subject == "no chest" and not config["anyway"]:
        say(t="error", job=job, code="refused", msg="No volume was made. It is a hand.", hint="Take a chest.")
        say(t="state", job=job, state="failed")
        return
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "volume.npy", np.full((8, 8, 8), len(subject), np.int16))
    say(t="artifact", job=job, role="volume", path=str(folder / "volume.npy"), sha256="")
    for role in ("input_frontal", "input_lateral", "reprojection_frontal", "reprojection_lateral"):
        np.save(folder / f"{role}.npy", np.zeros((24, 32), np.float32))
        say(t="artifact", job=job, role=role, path=str(folder / f"{role}.npy"), sha256="")
    provenance = {"kind": "reconstruction", "synthetic": True, "method_id": config["method"], "subject": subject}
    provenance["geometry"] = geometry_of(pair, 12.0 if subject == "stands higher" else 0.0)
    provenance["fit_display"] = config["fit_display"]
    summary = {"subject": subject, "method": config["method"], "grid_size": 8, "cube_mm": 320.0, "device": "cpu"}
    summary |= {"seconds": 0.5, "timings_s": {}, "peak_memory_bytes": 1, "metrics": {"psnr_frontal_db": 40.0}}
    is_usual = config["fit_display"] and config["style"] is None
    doubts = {"notes": [] if is_usual else [f"fit {config['fit_display']} style {config['style']}"], "reasons": []}
    if config["anyway"]:
        say(t="warning", job=job, text="It is a hand.", code="domain-no-chest", hint="Take a chest.")
        hand = {"kind": "no-chest", "level": "refusal", "sentence": "It is a hand.", "hint": "Take a chest."}
        doubts = {"notes": ["Refused, made anyway: It is a hand.", "Not sharp."], "reasons": [hand]}
        provenance["warnings"] = ["Refused, made anyway: It is a hand."]
    say(t="result", job=job, summary={**summary, **doubts, "provenance": provenance})


def reconstruct_with_draft(command: dict) -> None:
    """A draft first."""
    import numpy as np

    job, config, folder = command["job"], command["config"], Path(command["out_dir"])
    assert config["drafts"]
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "draft_1.npy", np.full((4, 4, 4), 64, np.int16))
    say(t="artifact", job=job, role="draft", path=str(folder / "draft_1.npy"), sha256="")
    sys.stdout.flush()
    while not (Path(config["pair_path"]).parent / "go on").exists():
        time.sleep(0.01)
    reconstruct(command)


def calibrate(command: dict) -> None:
    """The lateral was taken 30 mm higher than told, in another breath where the subject says so."""
    job, config = command["job"], command["config"]
    told = json.loads(Path(config["pair_path"]).read_text())
    shared = {"rotation_deg": [0.0, 0.0, 0.0], **told["geometry"]}
    shared.pop("name", None)
    geometry = {
        "frontal": {**shared, "view": "PA", "shift_mm": [0.0, 0.0, 0.0]},
        "lateral": {**shared, "view": "LL", "shift_mm": [0.0, 0.0, 30.0]},
    }
    say(t="phase", job=job, name="calibrating")
    say(t="progress", job=job, step=1, total=2)
    say(t="artifact", job=job, role="pair", path=config["pair_path"], sha256="")
    height = {"id": "height_mm", "title": "Height", "unit": "mm", "believed": 30.0, "deviation": 4.0, "used": 30.0}
    estimates = [{**height, "sentence": "Height: +30.0 ± 4.0 mm, used."}]
    summary = {"subject": "", "is_as_told": False, "estimates": estimates, "sentences": ["30 mm higher."], "notes": []}
    summary |= {"changes_image": told["subject"] == "breath", "geometry": geometry, "scores": {}, "seconds": 1.0}
    say(t="result", job=job, summary=summary)


def find_lungs(command: dict) -> None:
    """A lung in the middle of each image, cut off."""
    import numpy as np

    job, folder = command["job"], Path(command["out_dir"])
    shape = json.loads(Path(command["config"]["pair_path"]).read_text())["geometry"]
    lung = np.zeros((shape["rows"], shape["cols"]), np.float32)
    lung[shape["rows"] // 4 : -shape["rows"] // 4, shape["cols"] // 4 : -shape["cols"] // 4] = 1.0
    folder.mkdir(parents=True, exist_ok=True)
    for role in ("lung_frontal", "lung_lateral"):
        np.save(folder / f"{role}.npy", lung)
        say(t="artifact", job=job, role=role, path=str(folder / f"{role}.npy"), sha256="")
    summary = {"share_frontal": 0.25, "share_lateral": 0.25, "network": {}, "seconds": 0.1}
    summary |= {"quality": ["The lungs are cut off."], "hints": ["They are small."]}
    say(t="result", job=job, summary=summary)


def reconstruct_from_views(command: dict) -> None:
    """A volume of so many HU as X-rays, one decibel better for each; the pair as it stands has 20.5 dB."""
    import numpy as np

    job, config, folder = command["job"], command["config"], Path(command["out_dir"])
    cube = np.load(config["cube_path"])
    folder.mkdir(parents=True, exist_ok=True)
    say(t="progress", job=job, step=1, total=2)
    rows = [] if not config["pair"] else [{"count": 2, "is_pair": True, "metrics": {"psnr_3d_db": 20.5}}]
    rows += [{"count": n, "is_pair": False, "metrics": {"psnr_3d_db": 18.0 + n}} for n in config["counts"]]
    for row in rows:
        role = "views_pair" if row["is_pair"] else f"views_{row['count']}"
        np.save(folder / f"{role}.npy", np.full_like(cube, row["count"], dtype=np.int16))
        say(t="artifact", job=job, role=role, path=str(folder / f"{role}.npy"), sha256="")
    say(t="result", job=job, summary={"rows": [{**row, "angles_deg": [], "seconds": 0.1} for row in rows]})


def flood(job: str) -> None:
    for step in range(20_000):
        say(t="progress", job=job, step=step, total=20_000)
        if step % 50 == 0:
            say(t="phase", job=job, name=f"part {step}")
    say(t="result", job=job, summary={"steps": 20_000})


def main(behaviour: str) -> None:
    if behaviour == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say(t="hello", version="0", pid=os.getpid(), devices=["cpu", "cuda:0"])
    sys.stdout.flush()
    for line in sys.stdin:
        command = json.loads(line)
        job = command.get("job", "")
        if command["t"] == "shutdown":
            return
        if command["t"] == "stop" and behaviour != "hang":
            say(t="state", job=job, state="cancelled")
        if command["t"] == "start":
            if behaviour == "flood":
                flood(job)
            elif behaviour == "crash":
                sys.stderr.write("it went wrong here\n")
                sys.stderr.flush()
                os.kill(os.getpid(), signal.SIGKILL)
            elif behaviour == "exit":
                sys.exit(3)
            elif behaviour == "garbage":
                sys.stdout.write("not a message\n{}\n")
                say(t="result", job=job, summary={})
            elif behaviour == "endless_line":
                sys.stdout.write("x" * (3 << 20))
            elif behaviour == "error":
                say(t="error", job=job, code="oom_host", msg="Too big.", hint="Use 64.", traceback="deep down")
                say(t="state", job=job, state="failed")
            elif behaviour == "hang":
                sys.stdout.flush()
                time.sleep(60)
            elif behaviour == "answers":
                say(t="result", job=job, summary=ANSWERS.get(command["task"], {}))
            elif behaviour == "insights" and command["task"] in ("evidence", "alternatives", "card"):
                answer_about_a_result(command)
            elif behaviour == "reconstructs" and command["task"] == "calibrate-geometry":
                calibrate(command)
            elif behaviour == "reconstructs" and command["task"] == "lungs":
                find_lungs(command)
            elif behaviour == "reconstructs":
                reconstruct(command)
            elif behaviour == "drafts":
                reconstruct_with_draft(command)
            elif behaviour == "views" and command["task"] == "views":
                reconstruct_from_views(command)
            elif behaviour == "slow":
                say(t="progress", job=job, step=1, total=4)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
