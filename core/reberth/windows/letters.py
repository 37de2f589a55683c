r"""Drive letters from ``SYSTEM\MountedDevices``, matched to the volumes of all supplied disks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reberth.filesystems.volumes import Volumes
    from reberth.registry.hive import Hive

_LETTER = "\\DosDevices\\"
_VOLUME = "\\??\\Volume{"


def assign_letters(volumes: Volumes, system: Hive, system_volume: str, system_root: str) -> None:
    r"""Give each volume the letter (and mount folder GUIDs) that the server knew it by.

    The value's data is the MBR disk signature with the partition's offset, or ``DMIO:ID:`` with the GPT partition's
    GUID. The system volume always has the letter of ``SystemRoot``: also on a sysprepped disk, whose
    ``MountedDevices`` is empty, and for a folder or WIM image, which no value can name.

    Args:
        volumes: The server's volumes; letters are set in place.
        system: The SYSTEM hive.
        system_volume: Id of the volume that Windows is on.
        system_root: Such as ``C:\Windows``.
    """
    by_signature = {volume.signature: volume.id for volume in volumes.volumes if volume.signature}
    letters: dict[str, str] = {}
    mount_points: dict[str, str] = {}
    key = system.key("MountedDevices")
    for value in key.values() if key is not None else ():
        volume_id = by_signature.get(value.data.hex())
        if volume_id is None:
            continue
        if value.name.startswith(_LETTER):
            letters.setdefault(volume_id, value.name[len(_LETTER) : len(_LETTER) + 1].upper())
        elif value.name.startswith(_VOLUME):
            mount_points[value.name[len(_VOLUME) :].rstrip("}").lower()] = volume_id
    letters = {key: letter for key, letter in letters.items() if letter != system_root[0].upper()}
    letters[system_volume] = system_root[0].upper()
    volumes.assign_letters(letters)
    volumes.assign_mount_points(mount_points)
