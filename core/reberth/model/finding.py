"""Something a person should know: the readiness report's unit. Nothing reads findings back."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.errors import Parameter
from reberth.model.evidence import Evidence

Severity = Literal["blocker", "action", "info"]


class Finding(Struct, frozen=True, gc=False, omit_defaults=True):
    """A finding: a code for the catalogue with the parameters that fill its places.

    Attributes:
        code: Catalogue code, such as ``iis.site-root-missing``.
        severity: ``blocker`` (cannot work), ``action`` (needs a decision), ``info``.
        subject: What it is about, as the user selects it (``Default Web Site/shop``), or "" for the server.
        params: Places of the catalogue sentence.
        evidence: Where it was seen.
    """

    code: str
    severity: Severity
    subject: str = ""
    params: dict[str, Parameter] = {}
    evidence: tuple[Evidence, ...] = ()
