"""Explaining an answer of 400 and above: what happened, why and what to do, in codes of the message catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from reberth.containers.database_signs import database_trouble
from reberth.containers.inside import Inside
from reberth.containers.redaction import without_secrets
from reberth.containers.substatus import as_hresult, code_of
from reberth.containers.symptoms import Symptoms, find_symptoms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.containers.engine import Engine
    from reberth.model.engine import Probed
    from reberth.model.errors import Parameter

_MOST_LINES = 14
_MOST_LENGTH = 300
_UNSAYING = frozenset({"trial.application-error", "trial.server-error", "trial.service-unavailable"})
_POOL_GONE = frozenset({"AppOffline", "Disabled", "AppShutdown", "N/A"})


def explain(engine: Engine, container: str, probed: Probed) -> Probed:
    """Complete an answer by its explanation.

    Args:
        engine: The engine the container runs on.
        container: Its id or name.
        probed: The answer; one below 400, or none at all, comes back as it is.

    Returns:
        The answer with ``code``, ``params`` and ``details``. What the container does not tell is left out; nothing
        is raised for it.
    """
    if probed.status < 400:
        return probed
    return diagnose(probed, find_symptoms(Inside(engine.api, container), probed.probe, probed.status))


def diagnose(probed: Probed, symptoms: Symptoms) -> Probed:
    """The explanation that the symptoms give."""
    substatus, error = _numbers(symptoms)
    code = _code(probed.status, substatus, error, symptoms)
    page = symptoms.page
    number = f"{probed.status}.{substatus}" if substatus > 0 or page.substatus == 0 else str(probed.status)
    params: dict[str, Parameter] = {
        "site": probed.probe.site,
        "path": probed.probe.path,
        "status": number,
        "error": f"0x{error:08x}" if error else "-",
        "file": page.file or "-",
        "line": page.line or "-",
        "pool": next(iter(symptoms.stopped), symptoms.pool) or "-",
        "host": probed.probe.host or "-",
    }
    details = tuple(_shortened(line) for line in _details(symptoms))[:_MOST_LINES]
    return replace(probed, code=code, params=params, details=details)


def _numbers(symptoms: Symptoms) -> tuple[int, int]:
    """Substatus and HRESULT: from the page, which knows the HRESULT, else from the log."""
    page, entry = symptoms.page, symptoms.entry
    if page.substatus >= 0:
        return page.substatus, page.error
    if entry is not None:
        return max(0, entry.substatus), page.error or as_hresult(max(0, entry.error))
    return 0, page.error


def _code(status: int, substatus: int, error: int, symptoms: Symptoms) -> str:
    """The cause, the surest sign first."""
    pool_stopped = symptoms.pool in symptoms.stopped or symptoms.reason in _POOL_GONE
    if status == 503 and (symptoms.stopped or pool_stopped):
        return "trial.pool-stopped"
    if status == 400 and symptoms.reason == "Hostname":
        return "trial.host-not-known"
    code = code_of(status, substatus, error)
    if code not in _UNSAYING and substatus not in {0, 100}:
        return code
    # IIS did its part: whatever else is wrong is in the application, whose words are the page and the events.
    words = [symptoms.page.text, *(event.message for event in symptoms.events)]
    return next((trouble for trouble in map(database_trouble, words) if trouble), code)


def _details(symptoms: Symptoms) -> Iterator[str]:
    """Lines for a person who wants to see it with their own eyes."""
    page, entry = symptoms.page, symptoms.entry
    if page.reason:
        yield page.reason
    if page.file:
        yield f"{page.file}, line {page.line}" if page.line else page.file
    yield from page.source
    yield from page.exceptions[:3]
    if page.module and page.module != "IIS Web Core":
        yield f"{page.module}, {page.handler}"
    if entry is not None:
        yield (
            f"IIS log: {entry.when} {entry.method} {entry.path} {entry.status}.{max(0, entry.substatus)}"
            f" {max(0, entry.error)}"
        )
    if symptoms.http_error:
        yield f"HTTPERR log: {symptoms.http_error}"
    for event in symptoms.events[:4]:
        yield f"{event.provider} {event.number}: {' '.join(event.message.split())}"


def _shortened(line: str) -> str:
    """A line of bearable length without passwords: configuration and messages may quote them."""
    plain = without_secrets(line.rstrip())
    return plain if len(plain) <= _MOST_LENGTH else plain[: _MOST_LENGTH - 3] + "..."
