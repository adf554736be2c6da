"""A 3D renderer that behaves as told: `fake_renderer.py BEHAVIOUR JOB.json`."""

import json
import sys
import time
from pathlib import Path

behaviour, job_path = sys.argv[1:]
out = Path(json.loads(Path(job_path).read_text())["out_path"])


def say(**words: object) -> None:
    print(json.dumps(words), flush=True)


print("stray words of a driver")
say(fraction=0.25)
match behaviour:
    case "works":
        out.write_bytes(b"drawn")
        say(done=True)
    case "refuses":
        say(error={"code": "bad_config", "message": "No such preset.", "hint": "Use another."})
    case "dies":
        out.write_bytes(b"half")
        print("driver trouble", file=sys.stderr)
        sys.exit(139)
    case "hangs":
        out.write_bytes(b"half")
        time.sleep(60)
