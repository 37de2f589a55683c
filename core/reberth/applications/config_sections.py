"""Which elements of a .NET configuration file are sections: the units that ``configSource`` can move."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.applications.config_file import Node

# Section groups that machine.config and IIS declare; others are declared in the file itself.
_GROUPS = frozenset(
    {
        "system.web",
        "system.web/caching",
        "system.web.extensions",
        "system.web.extensions/scripting",
        "system.web.extensions/scripting/webServices",
        "system.webServer",
        "system.webServer/security",
        "system.webServer/security/authentication",
        "system.webServer/tracing",
        "system.webServer/webdav",
        "system.webServer/rewrite",
        "system.net",
        "system.net/mailSettings",
        "system.serviceModel",
        "system.serviceModel.activation",
        "system.runtime.serialization",
        "system.runtime.caching",
        "system.transactions",
        "system.xml.serialization",
        "system.identityModel.services",
        "applicationSettings",
        "userSettings",
        "common",
    }
)
_MAX_DEPTH = 12


def section_nodes(root: Node) -> Iterator[tuple[str, Node]]:
    """Section paths and elements of a file, those in ``location`` blocks included.

    The root of a file that ``configSource`` or ``file`` refers to is a section itself.
    """
    if root.tag != "configuration":
        yield root.tag, root
        return
    groups = _GROUPS | frozenset(_declared(root))
    yield from _below(root, "", groups, 0)


def _declared(root: Node) -> Iterator[str]:
    """Paths of section groups that the file declares."""
    stack = [("", child) for child in root.children if child.tag == "configSections"]
    while stack:
        prefix, node = stack.pop()
        for child in node.children:
            if child.tag == "sectionGroup":
                path = f"{prefix}{child.attributes.get('name', '')}"
                yield path
                stack.append((f"{path}/", child))


def _below(node: Node, prefix: str, groups: frozenset[str], depth: int) -> Iterator[tuple[str, Node]]:
    """Sections below an element."""
    for child in node.children:
        path = f"{prefix}{child.tag}"
        if not prefix and child.tag == "location":
            if depth == 0:
                yield from _below(child, "", groups, 1)
        elif path == "configSections":
            continue
        elif path in groups and depth < _MAX_DEPTH:
            yield from _below(child, f"{path}/", groups, depth + 1)
        else:
            yield path, child
