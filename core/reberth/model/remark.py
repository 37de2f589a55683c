"""One line of the readiness list: a finding, something of the plan to decide, or something that is well."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from reberth.model.errors import Parameter
from reberth.model.evidence import Evidence

Weight = Literal["blocker", "action", "info", "passed"]
WEIGHTS: tuple[Weight, ...] = ("blocker", "action", "info", "passed")


class Remark(Struct, frozen=True, gc=False, omit_defaults=True):
    """A line.

    Attributes:
        weight: ``blocker``, ``action`` (to be decided), ``info`` (worth knowing, or left out), ``passed``.
        kind: ``finding``, or the kind of thing in the plan (``site``, ``binding``, ``secret`` ...).
        subject: What it is about.
        code: Catalogue code with ``params``; "" for what is simply carried over.
        evidence: Where it was seen.
        accepted: The reason that a person gave for living with it, "" where nobody did.
    """

    weight: Weight
    kind: str
    subject: str
    code: str = ""
    params: dict[str, Parameter] = {}
    evidence: tuple[Evidence, ...] = ()
    accepted: str = ""
