"""A worker that builds nothing but writes as much as a long build: 100,000 lines in twenty steps."""

from __future__ import annotations

import sys

from reberth.jobs.protocol import Done, encode
from reberth.model.engine_requests import BuildResult
from reberth.model.events import Output, StepDone, StepStarted

LINES = 100_000
_STEPS = 20


def main() -> int:
    sys.stdin.buffer.readline()
    out = sys.stdout.buffer
    for step in range(1, _STEPS + 1):
        out.write(encode(StepStarted(step, _STEPS, f"RUN step-{step}.cmd", step + 3)) + b"\n")
        for line in range(LINES // _STEPS):
            text = f"[{step:02d}] {line:05d} Copying C:\\Windows\\WinSxS\\amd64_component_{line:08x}\\file.dll"
            out.write(encode(Output(text)) + b"\n")
        out.write(encode(StepDone(step, 1.5)) + b"\n")
    out.write(encode(Done(BuildResult("sha256:" + "0" * 64, ("bench",), _STEPS, 30.0, "bench"))) + b"\n")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
