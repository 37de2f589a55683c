"""What the program is made of, as far as it came from others. Runs in the Python that froze it."""

from __future__ import annotations

import platform
import re
import ssl
from importlib.metadata import Distribution, distribution
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reberth_packaging.places import ROOT

# What run.in and gui.in list: everything that ships follows from it.
_LISTS = ("run.in", "gui.in")


class Component(NamedTuple):
    """A part by others.

    Attributes:
        name: As its makers write it.
        version: Of the copy in the program.
        licence: An SPDX expression, or what the makers wrote in its place, or "" where only the text tells.
        purl: Package URL, "" for what is no package.
    """

    name: str
    version: str
    licence: str
    purl: str = ""


def shipped() -> list[Distribution]:
    """The packages in the program, sorted by name: those of the lists, and what they need on this platform."""
    waiting = [Requirement(name) for listed in _LISTS for name in _names(listed)]
    found: dict[str, Distribution] = {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(text) for text in found[name].requires or ()]
    return [found[name] for name in sorted(found)]


def components(libwim: str = "") -> list[Component]:
    """All parts by others; ``libwim`` is its version where it is in the program."""
    parts = [
        Component("CPython", platform.python_version(), "Python-2.0"),
        Component("OpenSSL", re.sub(r"^OpenSSL (\S+).*", r"\1", ssl.OPENSSL_VERSION), "Apache-2.0"),
        *[_package(one) for one in shipped()],
    ]
    if libwim:
        parts.append(Component("wimlib", libwim, "LGPL-2.1-or-later OR GPL-3.0-or-later"))
    return parts


def metadata() -> list[tuple[str, str]]:
    """What the About box tells of each package: a file, and its folder in the program."""
    told = [file for one in shipped() for file in one.files or () if file.name == "METADATA"]
    return [(str(file.locate()), file.parent.as_posix()) for file in told]


def _package(one: Distribution) -> Component:
    """A package, as its metadata has it."""
    name = one.metadata["Name"]
    licence = one.metadata["License-Expression"] or one.metadata["License"] or ""
    classifiers = [
        text.rpartition(" :: ")[2]
        for text in one.metadata.get_all("Classifier") or ()
        if text.startswith("License :: OSI Approved :: ")
    ]
    # Some put the whole text where its name belongs.
    short = licence if "\n" not in licence and len(licence) < 100 else ""
    purl = f"pkg:pypi/{canonicalize_name(name)}@{one.version}"
    return Component(name, one.version, short or " AND ".join(classifiers), purl)


def _names(listed: str) -> list[str]:
    """Names in a requirements file, without its options and comments."""
    lines = (ROOT / "requirements" / listed).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith(("#", "-"))]
