"""Every verb that runs in a worker, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.jobs.verb import Verb

if TYPE_CHECKING:
    from reberth.model.inventory import Inventory
    from reberth.model.requests import ConvertRequest, ConvertResult, DemoRequest, ListRequest, ReadRequest, ScanRequest

# Requests and results of these are in a module of their own, so that who asks need not import who does.
_M = "reberth.model"
_R = "reberth.model.requests"
_V = "reberth.verbs"

# ruff: noqa: E501 - a table: one line for each verb
# fmt: off
SCAN: Verb[ScanRequest, Inventory] = Verb("scan", f"{_V}.scan:scan", f"{_R}:ScanRequest", f"{_M}.inventory:Inventory")
CONVERT: Verb[ConvertRequest, ConvertResult] = Verb("convert", f"{_V}.convert:convert", f"{_R}:ConvertRequest", f"{_R}:ConvertResult", outputs=("output",))
DEMO: Verb[DemoRequest, ConvertResult] = Verb("demo", f"{_V}.demo:demo", f"{_R}:DemoRequest", f"{_R}:ConvertResult", outputs=("output",))
LIST: Verb[ListRequest, int] = Verb("list", f"{_V}.listing:list_folder", f"{_R}:ListRequest", "builtins:int", items=f"{_R}:ListedEntry")
READ: Verb[ReadRequest, int] = Verb("read", f"{_V}.reading:read_file", f"{_R}:ReadRequest", "builtins:int", items="builtins:bytes")
# fmt: on

VERBS: dict[str, Verb[Any, Any]] = {verb.name: verb for verb in (SCAN, CONVERT, DEMO, LIST, READ)}
