"""What an engine's refusal means: by status, Windows error number and keywords, for its sentences are localised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

_MOST = 300
_PORT_TAKEN = ("port is already allocated", "address already in use", "(0x20)", "0x803b0013")


def classify(error: BaseException) -> ReberthError:
    """The error for an exception of docker-py or its transport."""
    return _by_text(str(getattr(error, "explanation", "") or error))


def classify_message(message: Mapping[str, Any]) -> ReberthError:
    """The error for the last message of a build, pull or push (``error``, ``errorDetail``)."""
    detail = message.get("errorDetail")
    return _by_text(str((detail.get("message") if isinstance(detail, dict) else "") or message.get("error", "")))


def classify_response(response: requests.Response) -> ReberthError:
    """The error for an answer that is none of success."""
    return _by_text(response.text)


def _by_text(text: str) -> ReberthError:
    """By the words that tell."""
    lower = text.lower()
    if any(word in lower for word in _PORT_TAKEN):
        return ReberthError("engine.port-taken", text=text[:_MOST])
    if "manifest" in lower and ("unknown" in lower or "not found" in lower or "no matching" in lower):
        return ReberthError("engine.no-manifest", text=text[:_MOST])
    if any(word in lower for word in ("connection aborted", "connection broken", "remotedisconnected", "broken pipe")):
        return ReberthError("engine.connection-lost")
    return ReberthError("engine.unknown", text=text[:_MOST])
