r"""Drive letters from ``SYSTEM\MountedDevices``, matched to the volumes of all supplied disks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reberth.model.evidence import Evidence
from reberth.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reberth.filesystems.volumes import Volumes
    from reberth.registry.hive import Hive

_LETTER = re.compile(r"^\\DosDevices\\([A-Za-z]):$")
_VOLUME = re.compile(r"^\\\?\?\\Volume\{([0-9A-Fa-f-]{36})\}$")
# MBR disk signature and offset, or "DMIO:ID:" and a GPT partition's GUID; all else is removable or optical.
_MBR_LENGTH, _GPT_LENGTH, _GPT_START = 12, 24, b"DMIO:ID:"


def assign_letters(
    volumes: Volumes, system: Hive, system_volume: str, system_root: str, given: Mapping[str, str]
) -> Iterator[Finding]:
    r"""Give each volume the letter (and mount folder GUIDs) that the server knew it by.

    The value's data is the MBR disk signature with the partition's offset, or ``DMIO:ID:`` with the GPT partition's
    GUID. The system volume always has the letter of ``SystemRoot``: also on a sysprepped disk, whose
    ``MountedDevices`` is empty, and for a folder or WIM image, which no value can name.

    Args:
        volumes: The server's volumes; letters are set in place.
        system: The SYSTEM hive.
        system_volume: Id of the volume that Windows is on.
        system_root: Such as ``C:\Windows``.
        given: Letters by volume id from the user, stronger than the server's own.

    Yields:
        ``windows.drive-not-supplied`` for each letter of a disk that was not given.

    Raises:
        ReberthError: ``filesystem.no-such-volume`` where the user names one that is not there.
    """
    by_signature = {volume.signature: volume.id for volume in volumes.volumes if volume.signature}
    letters: dict[str, str] = {}
    elsewhere: dict[str, Evidence] = {}
    mount_points: dict[str, str] = {}
    key = system.key("MountedDevices")
    for value in key.values() if key is not None else ():
        volume_id = by_signature.get(value.data.hex())
        letter, guid = _LETTER.match(value.name), _VOLUME.match(value.name)
        if letter is not None and volume_id is not None:
            letters.setdefault(volume_id, letter.group(1).upper())
        elif letter is not None and _is_disk(value.data):
            elsewhere[letter.group(1).upper()] = Evidence("registry", value.key, value.name)
        elif guid is not None and volume_id is not None:
            mount_points[guid.group(1).lower()] = volume_id
    letters = {key: letter for key, letter in letters.items() if letter != system_root[0].upper()}
    letters[system_volume] = system_root[0].upper()
    volumes.assign_letters(letters)
    volumes.assign_letters(given)
    volumes.assign_mount_points(mount_points)
    known = {volume.letter for volume in volumes.volumes}
    for drive in sorted(elsewhere.keys() - known):
        yield Finding("windows.drive-not-supplied", "info", "", {"drive": f"{drive}:"}, (elsewhere[drive],))


def _is_disk(data: bytes) -> bool:
    """Whether the data names a partition of a fixed disk."""
    return len(data) == _MBR_LENGTH or (len(data) == _GPT_LENGTH and data.startswith(_GPT_START))
