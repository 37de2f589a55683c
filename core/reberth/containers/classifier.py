"""What an engine's refusal means: by status, Windows error number and keywords, for its sentences are localised.

The words are those of moby, hcsshim and the Windows network service, gathered from their sources and from reports of
people: moby daemon/, libnetwork/drivers/windows; hcsshim internal/hcs/errors.go.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reberth.model.errors import ReberthError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import requests

_MOST = 300
# Each row: a code, and alternatives of words that must all be in the text. The first row that fits decides.
_CONNECTING = "while fetching server api version"
_SYSTEM = re.compile(r"\[(?:Errno|WinError) -?\d+\] [^\"'()<>]+")
_WHILE_CONNECTING: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    # Of a pipe only the number is in every language: pywin32 shows ``(5, 'CreateFile', 'Zugriff verweigert')``.
    ("engine.no-access", (("permission denied",), ("(5, 'createfile'",), ("access is denied",))),
    ("engine.tls", (("certificate",), ("ssl",), ("http request to an https server",))),
    ("engine.connection-lost", (("remotedisconnected",), ("reset by peer",), ("badstatusline",))),
    ("engine.no-answer", (("timed out",),)),
    ("engine.not-running", ((),)),
)
_BY_NUMBER: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("engine.no-hypervisor", (("0xc0351000",), ("no hypervisor",))),
    (
        "engine.os-mismatch",
        (
            ("0xc0370101",),
            ("operating system", "does not match the host operating system"),
            ("operating system of the container does not match",),
        ),
    ),
    ("engine.guest-ended", (("0xc0370106",), ("forcefully exited",))),
    ("engine.port-taken", (("0x803b0013",), ("(0x20)", "endpoint"), ("(0x20)", "hns"))),
    (
        "engine.disk-full",
        (("(0x70)",), ("0x80070070",), ("no space left on device",), ("not enough space on the disk",)),
    ),
)
_BY_WORDS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    ("engine.port-taken", (("port is already allocated",), ("address already in use",))),
    ("engine.base-newer", (("-based image is incompatible with a",),)),
    ("engine.linux-mode", (('operating system "windows"',), ("no matching manifest for linux",))),
    ("engine.linux-image", (('operating system "linux"',), ("unknown blob",))),
    ("engine.no-manifest-for-build", (("no matching manifest for windows",),)),
    ("engine.no-manifest", (("manifest", "unknown"), ("manifest", "not found"), ("no matching manifest",))),
    ("engine.proxy", (("proxyconnect",), ("proxy authentication required",))),
    ("engine.registry-tls", (("x509",), ("http response to https client",))),
    (
        "engine.offline",
        (
            ("dial tcp",),
            ("no such host",),
            ("getaddrinfow",),
            ("tls handshake timeout",),
            ("canceled while waiting for connection",),
        ),
    ),
    (
        "engine.registry-denied",
        (
            ("pull access denied",),
            ("unauthorized",),
            ("authentication required",),
            ("no basic auth credentials",),
            ("access to the resource is denied",),
        ),
    ),
    ("engine.host-ip", (("does not support host ip",),)),
    ("engine.hyperv-only", (("only support hyper-v containers",),)),
    ("engine.isolation", (("isolation", "invalid"), ("isolation", "unsupported"))),
    ("engine.containers-feature", (("createcomputesystem", "request is not supported"), ("vmcompute.dll",))),
    ("engine.name-taken", (("name", "already in use by container"),)),
    (
        "engine.connection-lost",
        (
            ("connection aborted",),
            ("connection broken",),
            ("remotedisconnected",),
            ("broken pipe",),
            ("reset by peer",),
            ("unexpected eof",),
        ),
    ),
    ("engine.not-running", (("connection refused",), ("no such file or directory", "newconnectionerror"))),
    ("engine.no-answer", (("read timed out",),)),
)


def classify(error: BaseException) -> ReberthError:
    """The error for an exception of docker-py or its transport."""
    return classify_text(str(getattr(error, "explanation", "") or error))


def classify_message(message: Mapping[str, Any]) -> ReberthError:
    """The error for the last message of a build, pull or push (``error``, ``errorDetail``)."""
    detail = message.get("errorDetail")
    return classify_text(str((detail.get("message") if isinstance(detail, dict) else "") or message.get("error", "")))


def classify_response(response: requests.Response) -> ReberthError:
    """The error for an answer that is none of success."""
    return classify_text(response.text)


def classify_text(text: str) -> ReberthError:
    """The error for an engine's words."""
    lower = text.lower()
    rows = _WHILE_CONNECTING if _CONNECTING in lower else _BY_NUMBER + _BY_WORDS
    shown = _reason(text) if rows is _WHILE_CONNECTING else text
    for code, alternatives in rows:
        if any(all(word in lower for word in words) for words in alternatives):
            return ReberthError(code, text=shown[:_MOST])
    return ReberthError("engine.unknown", text=text[:_MOST])


def _reason(text: str) -> str:
    """Why there is no connection: the system's own words out of the wrappings of docker-py and urllib3."""
    found = _SYSTEM.search(text)
    return found[0].strip() if found else text.partition(": ")[2] or text
