"""Installed programs, as Programs and Features lists them: both registry views of the machine, and each user's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.artifacts.installers import slot
from reberth.artifacts.kind import Kind, Parts, Planning
from reberth.artifacts.program_classes import classify
from reberth.model.artifact_records import InstalledProgram
from reberth.model.evidence import Evidence
from reberth.model.plan import CarriedOver, LeftOut, Undecided

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reberth.artifacts.server import OfflineServer, UserHive
    from reberth.model.artifact_records import ArtifactRecord
    from reberth.model.plan import AddOnStep, Outcome
    from reberth.model.record import View
    from reberth.registry.hive import Key

_NAME = "AddRemovePrograms"
_UNINSTALL = r"Microsoft\Windows\CurrentVersion\Uninstall"
_PRODUCTS = r"Microsoft\Windows\CurrentVersion\Installer\UserData\S-1-5-18\Products"
_PRODUCT_CODE = re.compile(r"^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$")
_MOST_KEYS = 20_000
_DOT_NET = re.compile(r"(?i)\.net framework \d")
# The web sites' own plan asks for the installers of these where a site or the server's configuration uses them.
_OF_IIS = re.compile(
    r"(?i)(?<!\w)(url rewrite|application request routing|cors module|httpplatformhandler"
    r"|asp\.net core .*(hosting|module)|\.net core .*hosting|windows server hosting)"
)


def discover(server: OfflineServer) -> Iterator[ArtifactRecord]:
    """Programs that Programs and Features would show, and updates, which it shows apart."""
    names: dict[str, int] = {}
    for key, view in server.views(_UNINSTALL):
        yield from _programs(server, key, view, None, names)
    for user in server.users():
        for path in (f"Software\\{_UNINSTALL}", f"Software\\Wow6432Node\\{_UNINSTALL}"):
            found = user.hive.key(path)
            if found is not None:
                yield from _programs(server, found, "user", user, names)


def _programs(
    server: OfflineServer, uninstall: Key, view: View, user: UserHive | None, names: dict[str, int]
) -> Iterator[ArtifactRecord]:
    """The programs of one uninstall key."""
    for number, key in enumerate(uninstall.subkeys()):
        title = " ".join(key.text("DisplayName").split())
        if number >= _MOST_KEYS:
            return
        # As Programs and Features does: no name, no line; components of another program are not lines either.
        if not title or key.integer("SystemComponent") == 1:
            continue
        version = key.text("DisplayVersion")
        count = names[title.upper()] = names.get(title.upper(), 0) + 1
        publisher = key.text("Publisher")
        is_update = bool(key.text("ParentKeyName")) or "UPDATE" in key.text("ReleaseType").upper()
        is_update = is_update or "HOTFIX" in key.text("ReleaseType").upper()
        evidence = [Evidence("registry", key.path, "DisplayName")]
        if user is not None:
            evidence.append(Evidence("file", user.path))
        package = _package(server, key.name, evidence)
        yield InstalledProgram(
            kind=_NAME,
            name=title if count == 1 else f"{title} #{count}",
            evidence=tuple(evidence),
            key=key.name,
            version=version,
            publisher=publisher,
            location=key.text("InstallLocation"),
            installed=key.text("InstallDate"),
            sort=classify(title, publisher, update=is_update),
            view=view,
            user=user.sid if user is not None else "",
            windows_installer=key.integer("WindowsInstaller") == 1,
            package=package,
        )


def _package(server: OfflineServer, name: str, evidence: list[Evidence]) -> str:
    """The package that Windows Installer keeps of a product, where the file is still there."""
    if not _PRODUCT_CODE.match(name):
        return ""
    key = server.software(f"{_PRODUCTS}\\{packed(name)}\\InstallProperties")
    path = key.text("LocalPackage") if key is not None else ""
    if key is None or not path or server.find(path) is None:
        return ""
    evidence.append(Evidence("registry", key.path, "LocalPackage"))
    return path


def packed(product: str) -> str:
    """A product code as Windows Installer names its keys: each group of digits read backwards."""
    digits = product.strip("{}").replace("-", "")
    swapped = [digits[8 + place : 10 + place][::-1] for place in range(8, 24, 2)]
    return (digits[7::-1] + digits[11:7:-1] + digits[15:11:-1] + "".join(swapped)).upper()


def plan(records: Sequence[ArtifactRecord], planning: Planning) -> Parts:
    """A slot for the installer of each program that the user named; the others say what they are."""
    outcomes: list[Outcome] = []
    steps: list[AddOnStep] = []
    for record in records:
        if not isinstance(record, InstalledProgram):
            continue
        if planning.chosen(record):
            step = slot(
                record.name,
                planning.selection.installers,
                record.evidence,
                windows_installer=record.windows_installer,
            )
            steps.append(step)
            outcomes.append(_slot_fate(record, step))
        else:
            outcomes.append(_fate(record))
    return Parts(outcomes=tuple(outcomes), add_ons=tuple(steps))


def _slot_fate(record: InstalledProgram, step: AddOnStep) -> Outcome:
    """A named program is carried once its installer is known to the byte; until then it must be brought."""
    if step.sha256:
        return CarriedOver("program", record.name, (step.step,), record.evidence)
    params: dict[str, str | int] = {"name": record.name, "installer": step.installer}
    return Undecided("program", record.name, "artifact.program-installer", params, record.evidence)


def _fate(record: InstalledProgram) -> Outcome:
    """What a program that nobody named is to a container."""
    params: dict[str, str | int] = {"name": record.name, "publisher": record.publisher or "?"}
    places = record.evidence
    if record.sort == "update":
        return LeftOut("program", record.name, "artifact.program-update", params, places)
    if record.sort == "host-agent":
        return LeftOut("program", record.name, "artifact.program-host-agent", params, places)
    if _OF_IIS.search(record.name):
        return LeftOut("program", record.name, "artifact.program-of-iis", params, places)
    if _DOT_NET.search(record.name):
        return LeftOut("program", record.name, "artifact.program-framework", params, places)
    if record.sort == "runtime":
        return Undecided("program", record.name, "artifact.program-runtime", params, places)
    return Undecided("program", record.name, "artifact.program-application", params, places)


KIND = Kind(_NAME, "artifact.kind-add-remove-programs", discover, plan)
