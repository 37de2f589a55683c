"""What the user chose of an inventory."""

from __future__ import annotations

from msgspec import Struct


class Installer(Struct, frozen=True, omit_defaults=True):
    """An installer that the user brings.

    Attributes:
        program: Name of the program's record.
        file: Its file name in the ``installers`` folder.
        sha256: Hash of the file in hex, "" where not known.
        arguments: Silent command line, "" for what its kind usually takes.
    """

    program: str
    file: str
    sha256: str = ""
    arguments: str = ""


class Selection(Struct, frozen=True, omit_defaults=True):
    r"""The user's choices. The empty selection takes everything.

    Attributes:
        sites: ``site``, ``site/app``, ``site/vdir``, ``site/app/vdir``; with ``/.`` at the end the root of a site or
            application alone; empty for all. Matching is by path segment and ignores case, as IIS does.
        keep_secrets: Carry files with secrets as they are.
        base_image: Full reference that overrides the rule, or "".
        windows: Wanted base version: ``ltsc2019``, ``ltsc2022``, ``ltsc2025``.
        tls_in_front: TLS ends in front of the container: https bindings are left out.
        excluded: Files and folders of the content that stay behind, by drive letter or volume id
            (``D:\sites\shop\logs``). An excluded folder is there, but empty.
        artifacts: ``all``, ``KIND`` or ``KIND/NAME`` (one record, and the user is sure of it); empty for the web sites.
        installers: Installers for named programs.
    """

    sites: tuple[str, ...] = ()
    keep_secrets: bool = False
    base_image: str = ""
    windows: str = "ltsc2022"
    tls_in_front: bool = False
    excluded: tuple[str, ...] = ()
    artifacts: tuple[str, ...] = ()
    installers: tuple[Installer, ...] = ()
