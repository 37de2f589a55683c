"""Every verb that runs in a worker, one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.jobs.verb import Verb

if TYPE_CHECKING:
    from reberth.model.engine_requests import (
        BuildRequest,
        BuildResult,
        CommandResult,
        DoctorRequest,
        DoctorResult,
        ImagesRequest,
        ImagesResult,
        LayersRequest,
        LayersResult,
        LogsRequest,
        ProcessesRequest,
        ProcessesResult,
        PushRequest,
        PushResult,
        RemoveRequest,
        RemoveResult,
        RunRequest,
        RunResult,
        SaveRequest,
        SaveResult,
        StopRequest,
        StopResult,
    )
    from reberth.model.inventory import Inventory
    from reberth.model.recognition import InstallerRequest, RecogniseRequest, SampleRequest
    from reberth.model.requests import (
        CheckRequest,
        CheckResult,
        ConvertRequest,
        ConvertResult,
        DemoRequest,
        ListRequest,
        ReadRequest,
        ScanRequest,
    )
    from reberth.model.selection import Installer
    from reberth.model.trial_requests import ComposeRequest, ComposeResult, ReplayRequest, ReplayResult

# Requests and results of these are in a module of their own, so that who asks need not import who does.
_M = "reberth.model"
_R = "reberth.model.requests"
_E = "reberth.model.engine_requests"
_T = "reberth.model.trial_requests"
_G = "reberth.model.recognition"
_V = "reberth.verbs"
# An engine may need this long to end a container that the work started.
_SLOW = 30.0

# ruff: noqa: E501 - a table: one line for each verb
# fmt: off
SCAN: Verb[ScanRequest, Inventory] = Verb("scan", f"{_V}.scan:scan", f"{_R}:ScanRequest", f"{_M}.inventory:Inventory")
CHECK: Verb[CheckRequest, CheckResult] = Verb("check", f"{_V}.check:check", f"{_R}:CheckRequest", f"{_R}:CheckResult")
CONVERT: Verb[ConvertRequest, ConvertResult] = Verb("convert", f"{_V}.convert:convert", f"{_R}:ConvertRequest", f"{_R}:ConvertResult", outputs=("output",))
DEMO: Verb[DemoRequest, ConvertResult] = Verb("demo", f"{_V}.demo:demo", f"{_R}:DemoRequest", f"{_R}:ConvertResult", outputs=("output",))
LIST: Verb[ListRequest, int] = Verb("list", f"{_V}.listing:list_folder", f"{_R}:ListRequest", "builtins:int", items=f"{_R}:ListedEntry")
READ: Verb[ReadRequest, int] = Verb("read", f"{_V}.reading:read_file", f"{_R}:ReadRequest", "builtins:int", items="builtins:bytes")
RECOGNISE: Verb[RecogniseRequest, int] = Verb("recognise", f"{_V}.recognising:recognise", f"{_G}:RecogniseRequest", "builtins:int", items=f"{_G}:Recognised")
INSTALLER: Verb[InstallerRequest, Installer] = Verb("installer", f"{_V}.installer:installer", f"{_G}:InstallerRequest", f"{_M}.selection:Installer")
SAMPLE: Verb[SampleRequest, str] = Verb("sample", f"{_V}.sample:sample", f"{_G}:SampleRequest", "builtins:str")
BUILD: Verb[BuildRequest, BuildResult] = Verb("build", f"{_V}.build:build", f"{_E}:BuildRequest", f"{_E}:BuildResult", outputs=("save_context",))
RUN: Verb[RunRequest, RunResult] = Verb("run", f"{_V}.run:run", f"{_E}:RunRequest", f"{_E}:RunResult", grace=_SLOW)
COMMAND: Verb[RunRequest, CommandResult] = Verb("command", f"{_V}.command:run_command", f"{_E}:RunRequest", f"{_E}:CommandResult", grace=_SLOW)
LOGS: Verb[LogsRequest, None] = Verb("logs", f"{_V}.logs:logs", f"{_E}:LogsRequest")
PROCESSES: Verb[ProcessesRequest, ProcessesResult] = Verb("processes", f"{_V}.processes:processes", f"{_E}:ProcessesRequest", f"{_E}:ProcessesResult")
STOP: Verb[StopRequest, StopResult] = Verb("stop", f"{_V}.stop:stop", f"{_E}:StopRequest", f"{_E}:StopResult")
REMOVE: Verb[RemoveRequest, RemoveResult] = Verb("remove", f"{_V}.remove:remove", f"{_E}:RemoveRequest", f"{_E}:RemoveResult")
IMAGES: Verb[ImagesRequest, ImagesResult] = Verb("images", f"{_V}.images:images", f"{_E}:ImagesRequest", f"{_E}:ImagesResult")
LAYERS: Verb[LayersRequest, LayersResult] = Verb("layers", f"{_V}.layers:layers", f"{_E}:LayersRequest", f"{_E}:LayersResult")
PUSH: Verb[PushRequest, PushResult] = Verb("push", f"{_V}.push:push", f"{_E}:PushRequest", f"{_E}:PushResult")
SAVE: Verb[SaveRequest, SaveResult] = Verb("save", f"{_V}.save:save", f"{_E}:SaveRequest", f"{_E}:SaveResult", outputs=("output",))
DOCTOR: Verb[DoctorRequest, DoctorResult] = Verb("doctor", f"{_V}.doctor:doctor", f"{_E}:DoctorRequest", f"{_E}:DoctorResult")
REPLAY: Verb[ReplayRequest, ReplayResult] = Verb("replay", f"{_V}.replay:replay_logs", f"{_T}:ReplayRequest", f"{_T}:ReplayResult")
COMPOSE: Verb[ComposeRequest, ComposeResult] = Verb("compose", f"{_V}.compose:compose", f"{_T}:ComposeRequest", f"{_T}:ComposeResult", grace=_SLOW)
# fmt: on

_DISKS: tuple[Verb[Any, Any], ...] = (SCAN, CHECK, CONVERT, DEMO, LIST, READ, RECOGNISE, SAMPLE, INSTALLER)
_ENGINE: tuple[Verb[Any, Any], ...] = (
    BUILD,
    RUN,
    COMMAND,
    LOGS,
    PROCESSES,
    STOP,
    REMOVE,
    IMAGES,
    LAYERS,
    PUSH,
    SAVE,
    DOCTOR,
    REPLAY,
    COMPOSE,
)

VERBS: dict[str, Verb[Any, Any]] = {verb.name: verb for verb in (*_DISKS, *_ENGINE)}
