"""Answers, differences, processes and outcomes as rows of tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth_gui.language import words
from reberth_gui.models.quantities import count_text, decimal_text
from reberth_gui.models.remarks import kind_title
from reberth_gui.models.rows import Row
from reberth_resources.catalogue import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reberth.model.engine import Isolation, Probed, Processes
    from reberth.model.engine_requests import RunResult
    from reberth.model.plan import Outcome
    from reberth.model.trial_requests import Difference
    from reberth_gui.style.icons import Kind


class Trial(NamedTuple):
    """A run that came to an end of its questions: what isolation was asked for, and the answers."""

    isolation: Isolation
    result: RunResult


def is_good(answer: Probed) -> bool:
    """Whether a site answered as it should."""
    return not answer.code and 0 < answer.status < 400


def status_text(answer: Probed) -> str:
    """The status, or that there is none."""
    return str(answer.status) if answer.status else QCoreApplication.translate("RunTables", "No answer")


def isolation_text(isolation: str) -> str:
    """An isolation mode as people call it."""
    return {
        "process": QCoreApplication.translate("RunTables", "Process isolation"),
        "hyperv": QCoreApplication.translate("RunTables", "Hyper-V isolation"),
    }.get(isolation, QCoreApplication.translate("RunTables", "The engine's default"))


def probe_headers() -> tuple[str, ...]:
    """Headers of the answers."""
    return (
        QCoreApplication.translate("RunTables", "Site"),
        QCoreApplication.translate("RunTables", "Asked"),
        QCoreApplication.translate("RunTables", "Answer"),
        QCoreApplication.translate("RunTables", "Time"),
        QCoreApplication.translate("RunTables", "Title of the page"),
    )


def probe_rows(answers: Iterable[Probed]) -> list[Row]:
    """One row for each binding asked; the row's key is the answer."""
    return [
        Row(
            (
                shown(item.probe.site),
                shown(_asked(item)),
                status_text(item),
                f"{decimal_text(item.seconds, 2)} s" if item.status else "",
                shown(item.title),
            ),
            "good" if is_good(item) else "bad",
            explanation(item),
            item,
        )
        for item in answers
    ]


def _asked(item: Probed) -> str:
    """The address as a browser would name it."""
    host = f"  [{item.probe.host}]" if item.probe.host else ""
    return (item.url or f"{item.probe.scheme}://*:{item.probe.port}{item.probe.path}") + host


def explanation(item: Probed) -> str:
    """Why an answer is not good, what to do, and what the container says of it."""
    lines = []
    if item.code:
        told = words(item.code, item.params)
        lines += [part for part in (told.sentence, told.cause, told.action) if part]
    if item.certificate:
        text = QCoreApplication.translate("RunTables", "Certificate: {subject}")
        lines.append(text.format(subject=shown(item.certificate)))
    lines += [shown(line) for line in item.details]
    return "\n".join(lines)


def difference_headers() -> tuple[str, ...]:
    """Headers of the replay's table."""
    return (
        QCoreApplication.translate("RunTables", "Address"),
        QCoreApplication.translate("RunTables", "Old server"),
        QCoreApplication.translate("RunTables", "Container"),
        QCoreApplication.translate("RunTables", "Times asked"),
        QCoreApplication.translate("RunTables", "Site"),
    )


def difference_rows(differences: Iterable[Difference]) -> list[Row]:
    """What is answered otherwise; what got worse first."""
    rows = []
    for item in sorted(differences, key=lambda one: (not one.worse, -one.count)):
        old = f"{item.old}.{item.old_substatus}" if item.old_substatus > 0 else str(item.old)
        new = str(item.new) if item.new else QCoreApplication.translate("RunTables", "No answer")
        cells = (shown(item.url), old, new, count_text(item.count), shown(item.site))
        rows.append(Row(cells, "bad" if item.worse else "info", item.when))
    return rows


def process_text(processes: Processes) -> str:
    """Whether the host sees the container's processes, and what that means."""
    count = len(processes.rows)
    if processes.on_host < 0:
        return QCoreApplication.translate(
            "RunTables", "The engine is on another machine: whether its host sees them cannot be seen from here."
        )
    if processes.on_host == 0:
        return QCoreApplication.translate(
            "RunTables", "The host's task list shows none of them: they run in a machine of their own (Hyper-V)."
        )
    text = QCoreApplication.translate(
        "RunTables", "The host's task list shows {seen} of {count} of them: they share its kernel (process isolation)."
    )
    return text.format(seen=processes.on_host, count=count)


def compare_headers(trials: Sequence[Trial]) -> tuple[str, ...]:
    """A column for each run."""
    asked = QCoreApplication.translate("RunTables", "Asked")
    return (asked, *(isolation_text(item.result.isolation or item.isolation) for item in trials))


def compare_rows(trials: Sequence[Trial]) -> list[Row]:
    """The runs side by side: time to be ready, then each binding; where they differ there is a mark."""
    ready = [f"{decimal_text(item.result.seconds)} s" for item in trials]
    rows = [Row((QCoreApplication.translate("RunTables", "Ready after"), *ready), "info")]
    questions = dict.fromkeys(answer.probe for trial in trials for answer in trial.result.probes)
    for probe in questions:
        cells, states = [], []
        for trial in trials:
            answer = next((item for item in trial.result.probes if item.probe == probe), None)
            cells.append("" if answer is None else f"{status_text(answer)}   {decimal_text(answer.seconds, 2)} s")
            states.append(answer is not None and is_good(answer))
        kind: Kind = "good" if all(states) else "bad" if not any(states) else "warning"
        host = f"  [{probe.host}]" if probe.host else ""
        name = shown(f"{probe.site}: {probe.scheme}, {probe.port}{probe.path}{host}")
        rows.append(Row((name, *cells), kind))
    return rows


def outcome_headers() -> tuple[str, ...]:
    """Headers of what was carried over and what not."""
    return (
        QCoreApplication.translate("RunTables", "What"),
        QCoreApplication.translate("RunTables", "What became of it"),
        QCoreApplication.translate("RunTables", "Why, and what to do"),
    )


def outcome_rows(outcomes: Iterable[Outcome]) -> list[Row]:
    """What is undecided first, then what was left out, then what is in the image."""
    kinds = (Undecided, LeftOut, CarriedOver)
    items = tuple(outcomes)
    return [_outcome_row(item) for kind in kinds for item in items if isinstance(item, kind)]


def _outcome_row(item: Outcome) -> Row:
    name = shown(f"{kind_title(item.kind)}: {item.name}")
    if isinstance(item, CarriedOver):
        return Row((name, QCoreApplication.translate("RunTables", "Carried over"), ""), "good", name)
    told = words(item.code, item.params)
    why = " ".join(part for part in (told.sentence, told.action) if part)
    if isinstance(item, Undecided):
        return Row((name, QCoreApplication.translate("RunTables", "To be decided"), why), "undecided", f"{name}\n{why}")
    return Row((name, QCoreApplication.translate("RunTables", "Left out"), why), "info", f"{name}\n{why}")
