"""WIM files laid out by hand, field by field, for what no tool writes: circles, impossible sizes, odd names."""

from __future__ import annotations

import hashlib
import struct
from typing import NamedTuple

_METADATA = 0x02
FOLDER, FILE, LINK = 0x10, 0x20, 0x410


class Node(NamedTuple):
    """A directory entry; ``children`` is a list, or the path of a folder whose list of entries it takes for its own."""

    name: str | bytes
    attributes: int = FILE
    digest: bytes = bytes(20)
    children: tuple[Node, ...] | str = ()
    tag: int = 0
    written: int = 0


def metadata(*nodes: Node) -> bytes:
    """The metadata of an image with ``nodes`` in its root (wimlib: struct wim_dentry_on_disk)."""
    data = bytearray(struct.pack("<II", 8, 0))
    places: dict[str, int] = {}
    borrowed: list[tuple[int, str]] = []

    def entry(node: Node) -> int:
        name = node.name if isinstance(node.name, bytes) else node.name.encode("utf-16-le")
        place = len(data)
        size = 102 + len(name) + 2
        head = struct.pack("<QIiQ16x16xQ20s", size, node.attributes, -1, 0, node.written, node.digest)
        body = head + struct.pack("<4xIIHHH", node.tag, 0, 0, 0, len(name)) + name
        data.extend(body.ljust(-(-size // 8) * 8, b"\0"))
        return place

    def fill(place: int, children: tuple[Node, ...] | str, path: str) -> None:
        if isinstance(children, str):
            borrowed.append((place, children))
            return
        places[path] = len(data)
        struct.pack_into("<Q", data, place + 16, len(data))
        inner = [(entry(node), node) for node in children]
        data.extend(bytes(8))
        for child, node in inner:
            if node.children or node.attributes & FOLDER:
                fill(child, node.children, f"{path}\\{node.name!s}")

    fill(entry(Node("", FOLDER)), nodes, "")
    for place, path in borrowed:
        struct.pack_into("<Q", data, place + 16, places[path])
    return bytes(data)


def hand_wim(
    image: bytes, *streams: bytes, xml: str = "<WIM/>", flags: int = 0, chunk: int = 0, form: int = 0, size: int = -1
) -> bytes:
    """A WIM of one image.

    Args:
        image: Its metadata.
        streams: Bytes of its files.
        xml: Its description.
        flags: Of the header: 0x2 compressed, 0x20000 XPRESS.
        chunk: Bytes of a chunk.
        form: Flags of the streams' entries: 4 compressed.
        size: Original size of the streams, -1 for what they are.
    """
    data = bytearray(208)
    table = b""
    for kind, item in ((_METADATA, image), *((form, item) for item in streams)):
        original = len(item) if kind == _METADATA or size < 0 else size
        table += struct.pack("<QQQHI20s", len(item) | kind << 56, len(data), original, 1, 1, sha1(item))
        data += item
    described = ("\ufeff" + xml).encode("utf-16-le")
    places = []
    for item in (table, described):
        places.append(struct.pack("<QQQ", len(item), len(data), len(item)))
        data += item
    struct.pack_into("<8sIIII", data, 0, b"MSWIM\0\0\0", 208, 0x10D00, flags, chunk)
    struct.pack_into("<HHI", data, 40, 1, 1, 1)
    data[48:96] = b"".join(places)
    return bytes(data)


def sha1(data: bytes) -> bytes:
    """The name of a stream."""
    return hashlib.sha1(data, usedforsecurity=False).digest()
