"""Why a build failed: the step, its line in the Dockerfile, and what the number means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reberth.containers.classifier import classify_text
from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docker.errors import APIError

    from reberth.containers.steps import BuildLog
    from reberth.model.errors import Parameter

_UNSIGNED = 0xFFFFFFFF
# ERROR_SUCCESS_REBOOT_REQUIRED.
_REBOOT = 3010
# CBS_E_SOURCE_MISSING, CBS_E_INVALID_WINDOWS_UPDATE_COUNT (no update server), CBS_E_SOURCE_NOT_IN_LIST.
_NO_SOURCE = {0x800F081F: "0x800f081f", 0x800F0954: "0x800f0954", 0x800F0907: "0x800f0907"}
# ERROR_OBJECT_NOT_FOUND, as appcmd and ServiceMonitor report it.
_APPCMD = re.compile(r"\bappcmd\b.*\b(4312|refused)\b|\bappcmd list \w+ ", re.IGNORECASE)
_LINE = re.compile(r"\bline (\d{1,9})\b")
_NUMBER = re.compile(r"0x[0-9a-f]{8}\b|(?<![\w.])-\d{6,10}\b", re.IGNORECASE)


def step_failure(message: Mapping[str, Any], log: BuildLog, line: int) -> ReberthError | None:
    """The error for a step whose command failed, None for any other error of the engine.

    Args:
        message: The engine's last message, with ``errorDetail``.
        log: What was built until then.
        line: The step's line in the Dockerfile, 0 unknown.
    """
    detail = message.get("errorDetail")
    code = detail.get("code") if isinstance(detail, dict) else None
    if not isinstance(code, int) or not log.step:
        return None
    place: dict[str, Parameter] = {"step": log.step, "total": log.total, "line": line, "text": log.text[:200]}
    if code == _REBOOT:
        return ReberthError("build.reboot-needed", **place)
    for number in (code & _UNSIGNED, *numbers(log.last)):
        if number in _NO_SOURCE:
            return ReberthError("build.feature-source-missing", number=_NO_SOURCE[number], **place)
    if configuration_refused(log.last):
        return ReberthError("build.configuration-refused", **place)
    full = next((told for line in log.last if (told := classify_text(line)).code == "engine.disk-full"), None)
    if full is not None:
        return full
    return ReberthError("build.step-failed", exit_code=code, **place)


def syntax_failure(error: APIError) -> ReberthError | None:
    """The error for a Dockerfile that the engine's parser refused (HTTP 400), None for any other refusal."""
    words = str(error.explanation or "")
    if "parse error" not in words.lower():
        return None
    match = _LINE.search(words)
    return ReberthError("build.dockerfile-syntax", line=int(match[1]) if match else 0, text=words[:200])


def numbers(lines: Iterable[str]) -> list[int]:
    """Windows error numbers in a text, as unsigned 32-bit numbers: ``0x800f081f`` and cmd's ``-2146498529``."""
    return [int(word, 0) & _UNSIGNED for line in lines for word in _NUMBER.findall(line)]


def configuration_refused(lines: Iterable[str]) -> bool:
    """Whether appcmd says in these lines that it does not accept IIS's configuration."""
    return any(_APPCMD.search(line) for line in lines)
