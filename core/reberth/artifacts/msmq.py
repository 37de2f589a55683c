"""Message Queuing: its features, private queues and journals; the image gets the feature and empty queues."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.steps import step_of
from reberth.model.evidence import Evidence
from reberth.model.extras import SetupAction
from reberth.model.plan import CarriedOver, FeatureStep, LeftOut, Undecided
from reberth.model.service_records import MessageQueue, MessageQueuing
from reberth.model.step_ids import feature_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import Outcome

_NAME = "MSMQ"
_FEATURE = "MSMQ-Server"
# Of use without a domain; the others need one, which a container cannot join.
_MORE = frozenset({"MSMQ-HTTP", "MSMQ-Triggers", "MSMQ-Multicast"})
_WHOLE = frozenset({_FEATURE, "MSMQ-Container", "MSMQ-Services"})
_LINE = re.compile(r"(?m)^\s*(\w+)\s*=\s*(.*?)\s*$")
_PRIVATE = re.compile(r"(?i)^\\?private\$\\(.+)$")
_PLAIN = re.compile(r"^[^\x00-\x1f\"]{1,124}$")
_SYSTEM = frozenset({"admin_queue$", "order_queue$", "notify_queue$", "mqis_queue$", "tridispatch$", "triggers_queue$"})
_MOST_QUEUES = 2_000


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    r"""The service, what lies in its store, and its private queues (files of ``storage\lqs``)."""
    service = server.control(r"Services\MSMQ")
    if service is None or not service.text("ImagePath"):
        return
    features = tuple(item.name for item in server.windows.features if item.name.upper().startswith("MSMQ"))
    parameters = server.software(r"Microsoft\MSMQ\Parameters")
    store = server.expand(parameters.text("StoreReliablePath")) if parameters is not None else ""
    store = store or f"{server.windows.system_root}\\System32\\msmq\\storage"
    messages = [item for item in server.entries(store) if item.name.lower().endswith(".mq") and not item.directory]
    places = (Evidence("registry", service.path, "ImagePath"), Evidence("file", store))
    yield MessageQueuing(
        kind=_NAME,
        name="Message Queuing",
        features=features,
        message_files=len(messages),
        message_bytes=sum(item.size for item in messages),
        evidence=places,
    )
    for entry in server.entries(f"{store}\\lqs")[:_MOST_QUEUES]:
        queue = None if entry.directory else _queue(server, f"{store}\\lqs\\{entry.name}")
        if queue is not None:
            yield queue


def _queue(server: OfflineServer, path: str) -> MessageQueue | None:
    """A queue from its file, which reads like an INI file; None for the service's own queues."""
    data = server.read(path, 256 << 10) or b""
    text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1", errors="replace")
    values = {name.lower(): value for name, value in _LINE.findall(text)}
    match = _PRIVATE.match(values.get("queuename", ""))
    if match is None or match.group(1).lower() in _SYSTEM or _on(values.get("systemqueue", "")):
        return None
    return MessageQueue(
        kind=_NAME,
        name=match.group(1),
        label=values.get("label", ""),
        transactional=_on(values.get("transaction", "")),
        journal=_on(values.get("journal", "")),
        evidence=(Evidence("file", path, "QueueName"),),
    )


def _on(text: str) -> bool:
    """Whether a number of the file, decimal or hexadecimal, is not zero."""
    return bool(text.strip("0 "))


def plan(records: Sequence[ArtifactRecord], _: Planning) -> Parts:
    """The feature, then each queue made anew; stored messages are not taken along."""
    outcomes: list[Outcome] = []
    actions: list[SetupAction] = []
    features: dict[str, FeatureStep] = {}
    for record in records:
        step = step_of(record)
        if isinstance(record, MessageQueuing):
            wanted = [_FEATURE, *(name for name in record.features if name in _MORE)]
            features.update({name: FeatureStep(feature_step(name), name, evidence=record.evidence) for name in wanted})
            steps = tuple(feature_step(name) for name in wanted)
            outcomes.append(CarriedOver("MSMQ", record.name, steps, record.evidence))
            for name in record.features:
                if name not in _WHOLE | _MORE:
                    code = "artifact.msmq-domain"
                    outcomes.append(LeftOut("MSMQ feature", name, code, {"name": name}, record.evidence))
            if record.message_files:
                params: dict[str, str | int] = {"files": record.message_files, "bytes": record.message_bytes}
                outcomes.append(Undecided("messages", record.name, "artifact.messages-left", params, record.evidence))
        elif isinstance(record, MessageQueue):
            if not _PLAIN.match(record.name):
                told: dict[str, str | int] = {"name": record.name}
                outcomes.append(Undecided("queue", record.name, "artifact.queue-name", told, record.evidence))
                continue
            attributes = [("name", record.name), ("transactional", _word(on=record.transactional))]
            attributes.append(("journal", _word(on=record.journal)))
            actions.append(SetupAction(step, "queue", tuple(attributes), record.evidence))
            outcomes.append(CarriedOver("queue", record.name, (step,), record.evidence))
    if records:
        features.setdefault(_FEATURE, FeatureStep(feature_step(_FEATURE), _FEATURE, evidence=records[0].evidence))
    return Parts(
        outcomes=tuple(outcomes),
        features=tuple(features.values()),
        actions=tuple(actions),
        watched=("MSMQ",) if records else (),
    )


def _word(*, on: bool) -> str:
    """How the script reads it."""
    return "true" if on else "false"


KIND = Kind(_NAME, "artifact.kind-msmq", discover, plan)
