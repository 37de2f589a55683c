"""What the engine says while it builds, pulls or pushes, turned into events."""

from __future__ import annotations

import re
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from reberth.model.events import LayerProgress, Output, StepDone, StepStarted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reberth.model.events import Emit

_STEP = re.compile(r"^Step (\d+)/(\d+) : (.*)$")
# The builder's own remarks between the lines of the commands.
_REMARK = re.compile(r"^ ---> |^Removing intermediate container |^Successfully (built|tagged) ")
_CACHED = " ---> Using cache"
_RED, _PLAIN = "\x1b[91m", "\x1b[0m"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_MOST_LINE = 32 << 10
_LAST_LINES = 200


class BuildLog:
    """Follows one build.

    Attributes:
        step, total: The step that runs, and how many there are.
        text: Its Dockerfile line as the engine shows it.
        image: The image's id when there is one.
        last: The last lines that the running step wrote.
    """

    def __init__(self, emit: Emit, lines: Sequence[int] = ()) -> None:
        """``lines`` are the line numbers of the Dockerfile's instructions, in order."""
        self.step = 0
        self.total = 0
        self.text = ""
        self.image = ""
        self.last: deque[str] = deque(maxlen=_LAST_LINES)
        self._emit = emit
        self._lines = lines
        self._rest = ""
        self._started = 0.0
        self._cached = False

    def take(self, message: Mapping[str, Any]) -> None:
        """Take one message of the engine; unknown ones are passed over."""
        stream = message.get("stream")
        if isinstance(stream, str):
            self._text(stream)
        elif "status" in message:
            self._emit_layer(message)
        auxiliary = message.get("aux")
        if isinstance(auxiliary, dict) and isinstance(auxiliary.get("ID"), str):
            self.image = auxiliary["ID"]

    def finish(self) -> None:
        """The last step is done."""
        self.flush()
        self._end_step()

    def _text(self, piece: str) -> None:
        """Cut text into whole lines; a line may come in many pieces, and many lines in one."""
        *whole, self._rest = (self._rest + piece).split("\n")
        for line in whole:
            self._line(line)
        if len(self._rest) > _MOST_LINE:
            self.flush()

    def flush(self) -> None:
        """A line without its end."""
        line, self._rest = self._rest.removeprefix(_PLAIN), ""
        if line:
            self._line(line)

    def _line(self, line: str) -> None:
        """One line: a step, a remark of the builder, or output of the step's command."""
        line = line.removeprefix(_PLAIN)
        match = _STEP.match(line)
        if match:
            self._end_step()
            self.step, self.total, self.text = int(match[1]), int(match[2]), match[3]
            self.last.clear()
            self._started = time.monotonic()
            place = self._lines[self.step - 1] if self.step <= len(self._lines) else 0
            self._emit(StepStarted(self.step, self.total, self.text, place))
        elif line.startswith(_CACHED):
            self._cached = True
        elif self.step and not _REMARK.match(line):
            self._output(line)

    def _output(self, line: str) -> None:
        """What a command wrote. The classic builder wraps what came from stderr in red."""
        stderr = line.startswith(_RED)
        # A progress bar writes over its own line: what stood there last is what a person would see.
        plain = _COLOUR.sub("", line).rstrip("\r").rpartition("\r")[2]
        self.last.append(plain)
        self._emit(Output(plain, "stderr" if stderr else "stdout"))

    def _end_step(self) -> None:
        """The step before is over."""
        if self._started:
            self._emit(StepDone(self.step, round(time.monotonic() - self._started, 3), self._cached))
        self._started, self._cached = 0.0, False

    def _emit_layer(self, message: Mapping[str, Any]) -> None:
        """A layer on its way."""
        event = layer_of(message)
        if event is not None:
            self._emit(event)


def layer_of(message: Mapping[str, Any]) -> LayerProgress | None:
    """The progress of one layer, None where the message is about something else."""
    layer, state = message.get("id"), message.get("status")
    if not isinstance(layer, str) or not isinstance(state, str):
        return None
    detail = message.get("progressDetail")
    done, total = (detail.get("current"), detail.get("total")) if isinstance(detail, dict) else (0, 0)
    return LayerProgress(layer, state, done if isinstance(done, int) else 0, total if isinstance(total, int) else 0)
