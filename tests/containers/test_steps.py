"""The engine's messages as events, recorded from a dockerd 20.10."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reberth.containers.failures import step_failure
from reberth.containers.steps import BuildLog
from reberth.model.events import LayerProgress, Output, StepDone, StepStarted

if TYPE_CHECKING:
    from reberth.model.events import Event

RECORDED: list[dict[str, Any]] = [
    {"stream": "Step 1/3 : FROM base"},
    {"stream": "\n"},
    {"status": "Downloading", "progressDetail": {"current": 5, "total": 9}, "progress": "[=> ]", "id": "a1"},
    {"stream": " ---> 6b228ca83086\n"},
    {"stream": "Step 2/3 : RUN dism"},
    {"stream": "\n"},
    {"stream": " ---> Running in c4c466ad1b00\n"},
    {"stream": "one\ntw"},
    {"stream": "o\r\n[==   10% ]\r[==== 100% ]\r\n"},
    {"stream": "\x1b[91moh no\n\x1b[0m"},
    {"stream": "\x1b[91mtwice\n\x1b[0m"},
    {"stream": "Removing intermediate container c4c466ad1b00\n"},
    {"stream": " ---> 606016036975\n"},
    {"stream": "Step 3/3 : LABEL x=1"},
    {"stream": "\n"},
    {"stream": " ---> Using cache\n"},
    {"stream": " ---> 4a330c5263b6\n"},
    {"aux": {"ID": "sha256:294568cb"}},
    {"stream": "Successfully built 4a330c5263b6\n"},
    {"news": "of a later engine"},
]


def read(messages: list[dict[str, Any]], lines: tuple[int, ...] = (3, 5)) -> tuple[BuildLog, list[Event]]:
    events: list[Event] = []
    log = BuildLog(events.append, lines)
    for message in messages:
        log.take(message)
    log.finish()
    return log, events


def plain(events: list[Event]) -> list[Event]:
    return [StepDone(item.number, 0, item.cached) if isinstance(item, StepDone) else item for item in events]


def test_a_build_as_events() -> None:
    log, events = read(RECORDED)
    assert plain(events) == [
        StepStarted(1, 3, "FROM base", 3),
        LayerProgress("a1", "Downloading", 5, 9),
        StepDone(1, 0),
        StepStarted(2, 3, "RUN dism", 5),
        Output("one"),
        Output("two"),
        Output("[==== 100% ]"),
        Output("oh no", "stderr"),
        Output("twice", "stderr"),
        StepDone(2, 0),
        StepStarted(3, 3, "LABEL x=1", 0),
        StepDone(3, 0, cached=True),
    ]
    assert (log.image, log.step, log.total) == ("sha256:294568cb", 3, 3)


@pytest.mark.parametrize("size", [1, 2, 7])
def test_it_does_not_matter_how_the_text_is_cut(size: int) -> None:
    cut: list[dict[str, Any]] = []
    for message in RECORDED:
        text = message.get("stream", "")
        cut += [{"stream": text[place : place + size]} for place in range(0, len(text), size)] or [message]
    assert plain(read(cut)[1]) == plain(read(RECORDED)[1])


def test_a_line_without_end_is_not_kept_for_ever() -> None:
    log = BuildLog(lambda _: None)
    for message in RECORDED[4:6]:
        log.take(message)
    for _ in range(100):
        log.take({"stream": "x" * 4096})
    assert sum(len(line) for line in log.last) > 300_000


def failed(code: int, *output: str) -> tuple[str, dict[str, Any]]:
    """Code and parameters of the error for a step that wrote this and ended so."""
    log, _ = read([*RECORDED[4:6], *({"stream": f"{line}\n"} for line in output)])
    text = f"The command 'cmd /S /C x' returned a non-zero code: {code}"
    error = step_failure({"errorDetail": {"code": code, "message": text}, "error": text}, log, 5)
    assert error is not None
    return error.code, error.params


PLACE = {"step": 2, "total": 3, "line": 5, "text": "RUN dism"}


@pytest.mark.parametrize(
    ("code", "output", "expected", "more"),
    [
        (1, ["something"], "build.step-failed", {"exit_code": 1}),
        (3221225786, [], "build.step-failed", {"exit_code": 3221225786}),
        (3010, [], "build.reboot-needed", {}),
        (1, ["Error: 0x800F081F"], "build.feature-source-missing", {"number": "0x800f081f"}),
        (1, ["dism /Enable-Feature ended with -2146498529."], "build.feature-source-missing", {"number": "0x800f081f"}),
        (2148468767, [], "build.feature-source-missing", {"number": "0x800f081f"}),
        (-2146498220, [], "build.feature-source-missing", {"number": "0x800f0954"}),
        (1, ["Fehler: 0x800f0954"], "build.feature-source-missing", {"number": "0x800f0954"}),
        (1, ["appcmd list site refused the configuration."], "build.configuration-refused", {}),
        (1, ["APPCMD failed with error code 4312"], "build.configuration-refused", {}),
    ],
)
def test_what_the_number_means(code: int, output: list[str], expected: str, more: dict[str, Any]) -> None:
    assert failed(code, *output) == (expected, {**PLACE, **more})


def test_an_error_that_no_command_caused_is_for_the_classifier() -> None:
    log, _ = read(RECORDED[:4])
    assert step_failure({"errorDetail": {"message": "manifest unknown"}, "error": "manifest unknown"}, log, 1) is None
