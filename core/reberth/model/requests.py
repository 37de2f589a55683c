"""What is asked of the verbs that read disks, and their answers: plain data, so that it can cross to a worker."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.edit import Edit
from reberth.model.finding import Finding
from reberth.model.inventory import Inventory
from reberth.model.plan import Outcome, Plan
from reberth.model.selection import Selection


class ScanRequest(Struct, frozen=True, omit_defaults=True):
    """A scan.

    Attributes:
        paths: Disk images, WIM files or folders of one server.
        wim_image: Index (1-based) or name of the WIM image, "" when there is only one.
        letters: Volume id and drive letter, for volumes whose letter the server does not tell.
        artifacts: Artifact kinds to look for beside the web sites: ``all``, ``KIND``, ``KIND/NAME``.
    """

    paths: tuple[str, ...]
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    artifacts: tuple[str, ...] = ()


class ConvertRequest(Struct, frozen=True, omit_defaults=True):
    """A conversion.

    Attributes:
        paths, wim_image, letters: As for a scan.
        output: Build folder to write.
        selection: What to take and how.
        force: Replace a build folder that is there already (one of ours only).
        edits: Changes by hand of generated files.
    """

    paths: tuple[str, ...]
    output: str
    selection: Selection = Selection()
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()
    force: bool = False
    edits: tuple[Edit, ...] = ()


class ConvertResult(Struct, frozen=True, omit_defaults=True):
    """What was written.

    Attributes:
        folder: The build folder.
        plan: The plan, its outcomes completed by what turned out unreadable while copying.
        inventory: What the scan found.
        files, bytes: Content files copied.
        written: Generated files, by path below the folder.
        findings: What the scan and the rules of the readiness report have to say.
    """

    folder: str
    plan: Plan
    inventory: Inventory
    files: int = 0
    bytes: int = 0
    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


class CheckRequest(Struct, frozen=True, omit_defaults=True):
    """A readiness report without a build folder.

    Attributes:
        paths, wim_image, letters: As for a scan.
        selection: What to take and how.
    """

    paths: tuple[str, ...]
    selection: Selection = Selection()
    wim_image: str = ""
    letters: tuple[tuple[str, str], ...] = ()


class CheckResult(Struct, frozen=True, omit_defaults=True):
    """What a readiness report is made from.

    Attributes:
        server: Name of the server.
        findings: What the scan and the rules have to say.
        outcomes: The fate of each discovered thing.
    """

    server: str
    findings: tuple[Finding, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class DemoRequest(Struct, frozen=True, omit_defaults=True):
    """``output`` is the build folder to write."""

    output: str
    force: bool = False


class ListRequest(Struct, frozen=True, omit_defaults=True):
    r"""A listing: ``path`` is ``C:\inetpub`` or ``disk0.partition2:\inetpub``."""

    paths: tuple[str, ...]
    path: str
    wim_image: str = ""
    recursive: bool = False


class ListedEntry(Struct, frozen=True, omit_defaults=True):
    """One line of a listing; ``modified`` in nanoseconds since 1970 UTC, ``target`` of a junction or link."""

    path: str
    directory: bool
    size: int = 0
    modified: int = 0
    target: str = ""


class ReadRequest(Struct, frozen=True, omit_defaults=True):
    r"""A file to read: ``path`` is ``C:\inetpub\wwwroot\web.config`` or ``disk0.partition2:\...``."""

    paths: tuple[str, ...]
    path: str
    wim_image: str = ""
