"""A worker that keeps the protocol but does what its first argument says: flood, crash, hang, answer, be idle."""

import json
import os
import signal
import sys
import time

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
            elif behaviour == "slow":
                say(t="progress", job=job, step=1, total=4)
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
