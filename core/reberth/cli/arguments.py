"""Arguments that several commands share."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reberth.model.errors import ReberthError
from reberth.model.selection import Installer, Selection

if TYPE_CHECKING:
    import argparse

# argparse gives its sub-parser action no public name.
Commands = Any


def add_images(parser: argparse.ArgumentParser) -> None:
    """The server's disks."""
    text = (
        "disk image (VHD, VHDX, VMDK, QCOW2, raw), WIM file, or folder: all disks of one server, or a migration"
        " (*.reberth); for a differencing disk or checkpoint (AVHD, AVHDX, VMDK) whose parent does not lie"
        " beside it the parent too, or its folder"
    )
    parser.add_argument("image", nargs="+", metavar="IMAGE", help=text)
    parser.add_argument("--wim-index", default="", metavar="N", help="index or name of the image in a WIM file")


def add_letters(parser: argparse.ArgumentParser) -> None:
    """Drive letters that the server does not tell."""
    parser.add_argument(
        "--letter",
        action="append",
        default=[],
        metavar="VOLUME=LETTER",
        help="drive letter of a volume, such as disk1.partition1=D",
    )


def add_artifacts(parser: argparse.ArgumentParser) -> None:
    """Kinds of artifacts beside the web sites."""
    parser.add_argument(
        "--artifact",
        action="append",
        default=[],
        metavar="KIND[/NAME]",
        help="what to look for and take beside the web sites: all, a kind, or one thing of a kind; several times too;"
        " reberth artifacts explains the kinds",
    )


def add_selection(parser: argparse.ArgumentParser) -> None:
    """What to take, and how."""
    parser.add_argument(
        "--site",
        action="append",
        default=[],
        metavar="SITE[/APP][/VDIR]",
        help="what to take; several times too; everything without it; SITE/. is the root of a site alone",
    )
    add_artifacts(parser)
    parser.add_argument(
        "--installer",
        action="append",
        default=[],
        metavar="PROGRAM=FILE",
        help="installer of a program named by --artifact AddRemovePrograms/PROGRAM; the build accepts only this file",
    )
    parser.add_argument("--windows", default="ltsc2022", help="base version: ltsc2016, ltsc2019, ltsc2022, ltsc2025")
    parser.add_argument("--base-image", default="", metavar="REF", help="a base image instead of the one by rule")
    parser.add_argument("--keep-secrets", action="store_true", help="copy files with secrets as they are")
    parser.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="PATH",
        help="file or folder of the server that stays behind, such as D:\\sites\\shop\\logs; several times too",
    )
    parser.add_argument("--tls-in-front", action="store_true", help="leave https bindings out")


def selection_of(options: argparse.Namespace) -> Selection:
    """The choices given."""
    return Selection(
        tuple(options.site),
        options.keep_secrets,
        options.base_image,
        options.windows,
        options.tls_in_front,
        tuple(options.exclude),
        tuple(options.artifact),
        tuple(_installer(text) for text in options.installer),
    )


def _installer(text: str) -> Installer:
    """An installer given as ``PROGRAM=FILE``, where both may hold equals signs; its hash is taken now.

    Raises:
        ReberthError: ``usage.installer``.
    """
    parts = text.split("=")
    for place in range(1, len(parts)):
        file = Path("=".join(parts[place:]))
        if not file.is_file():
            continue
        try:
            with file.open("rb") as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError as error:
            raise ReberthError("usage.installer", text=text) from error
        return Installer("=".join(parts[:place]).strip(), file.name, digest)
    raise ReberthError("usage.installer", text=text)


def letters_of(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """The letters given.

    Raises:
        ReberthError: ``usage.letter``.
    """
    pairs = []
    for text in options.letter:
        volume, _, letter = text.partition("=")
        if not volume or len(letter.rstrip(":")) != 1 or not (letter[0].isalpha() and letter.isascii()):
            raise ReberthError("usage.letter", text=text)
        pairs.append((volume, letter[0].upper()))
    return tuple(pairs)
