"""What a scan yields: plain data, from which everything right of it can be made and tested without an image."""

from __future__ import annotations

from msgspec import Struct

from reberth.model.application import ApplicationFacts, ContentFacts
from reberth.model.artifact_records import ArtifactRecord
from reberth.model.finding import Finding
from reberth.model.iis import IisConfiguration
from reberth.model.windows import WindowsInfo


class SourceInfo(Struct, frozen=True, omit_defaults=True):
    """A path the user gave.

    Attributes:
        id: ``disk0``, ``wim0``, ``folder0`` in the order given.
        name: File or folder name without its folders (paths of the user's machine stay out of output).
        format: ``vhd-fixed``, ``vhd-dynamic``, ``vhd-differencing``, ``vhdx-fixed``, ``vhdx-dynamic``,
            ``vhdx-differencing``, ``vmdk-flat``, ``vmdk-sparse``, ``vmdk-stream``, ``vmdk-differencing``, ``qcow2``,
            ``qcow2-differencing``, ``raw``, ``wim``, ``folder``.
        size: Virtual size in bytes, 0 for folders.
        detail: Partition scheme (``gpt``, ``mbr``, ``none``) or WIM image (``2 of 4: Server``).
        parents: File names of the disks that a differencing disk is on top of, the nearest first.
        older: File names of older checkpoints in a machine's folder, left out in favour of this one.
    """

    id: str
    name: str
    format: str
    size: int = 0
    detail: str = ""
    parents: tuple[str, ...] = ()
    older: tuple[str, ...] = ()


class VolumeInfo(Struct, frozen=True, omit_defaults=True):
    """A volume found on the sources.

    Attributes:
        id: ``disk0.partition2``; source: id of its source.
        letter: Drive letter on the server (``C``), "" where it had none.
        file_system: ``ntfs``, ``wim``, ``folder``, ``fat``, ``bitlocker``, ``ext``, ``unknown``.
        offset, size: Bytes on the disk.
        label: Volume label, or "".
        signature: What MountedDevices knows the volume by: MBR disk signature and offset, or GPT partition GUID,
            as the raw value's hex. "" where it has none.
    """

    id: str
    source: str
    file_system: str
    letter: str = ""
    offset: int = 0
    size: int = 0
    label: str = ""
    signature: str = ""


class Inventory(Struct, frozen=True, omit_defaults=True):
    """Everything the scan found.

    Attributes:
        windows: The offline Windows.
        iis: None where IIS is not installed.
        applications: Facts per application.
        content: Facts per distinct physical root.
        artifacts: Records of the kinds looked for, by kind.
        kinds: Names of the kinds that the scan looked for.
        findings: What the scan itself has to say (broken files, missing roots).
    """

    sources: tuple[SourceInfo, ...]
    volumes: tuple[VolumeInfo, ...]
    windows: WindowsInfo
    iis: IisConfiguration | None = None
    applications: tuple[ApplicationFacts, ...] = ()
    content: tuple[ContentFacts, ...] = ()
    findings: tuple[Finding, ...] = ()
    artifacts: tuple[ArtifactRecord, ...] = ()
    kinds: tuple[str, ...] = ()
