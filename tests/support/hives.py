"""Real registry hives, written by hivex (which is not the library that reads them), on Windows by hand."""

from __future__ import annotations

import base64
import json
import struct
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from tests.support.hand_hive import HandKey, hand_hive

if TYPE_CHECKING:
    from pathlib import Path

# Runs under the system's Python, for which Debian packages hivex.
_WRITER = """
import base64, hivex, json, sys
path, = sys.argv[1:]
hive = hivex.Hivex(path, write=True)
for name, values in json.load(sys.stdin).items():
    node = hive.root()
    for part in filter(None, name.split("\\\\")):
        node = hive.node_get_child(node, part) or hive.node_add_child(node, part)
    hive.node_set_values(node, [dict(v, value=base64.b64decode(v["value"])) for v in values])
hive.commit(None)
"""
# Names and values of all keys, depth first, each value's data as hex.
_READER = """
import hivex, json, sys
hive = hivex.Hivex(sys.argv[1])
def starts(paths):
    for path in paths:
        node, names = hive.root(), []
        for part in filter(None, path.split("\\\\")):
            node = node and hive.node_get_child(node, part)
            names += [hive.node_name(node)] if node else []
        if node:
            yield node, names
def walk(node, path):
    values = hive.node_values(node)
    yield path, [(hive.value_key(v), *((t, d.hex()) for t, d in [hive.value_value(v)])) for v in values]
    for child in hive.node_children(node):
        yield from walk(child, path + [hive.node_name(child)])
found = [row for node, names in starts(sys.argv[2:] or [""]) for row in walk(node, names)]
json.dump(found, sys.stdout)
"""
_SECURITY_CELL = 120

Value = str | int | bytes | list[str] | tuple[int, bytes]


def _encoded(value: Value) -> tuple[int, bytes]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, bytes):
        return 3, value
    if isinstance(value, int):
        return 4, value.to_bytes(4, "little")
    if isinstance(value, list):
        return 7, ("\0".join(value) + "\0\0").encode("utf-16-le")
    return 2 if "%" in value else 1, (value + "\0").encode("utf-16-le")


def make_hive(path: Path, keys: dict[str, dict[str, Value]]) -> Path:
    """Write a hive: key path to value name to value (text, number, bytes, list of texts, or type and raw data)."""
    if sys.platform == "win32":
        # For which nobody makes a hivex.
        path.write_bytes(hive_by_hand(keys))
        return path
    path.write_bytes(empty_hive())
    tree: dict[str, list[dict[str, Any]]] = {}
    for key, values in keys.items():
        rows = []
        for name, value in values.items():
            kind, data = _encoded(value)
            rows.append({"key": name, "t": kind, "value": base64.b64encode(data).decode()})
        tree[key] = rows
    writer = ["/usr/bin/python3", "-c", _WRITER, str(path)]
    subprocess.run(writer, input=json.dumps(tree).encode(), check=True)
    return path


def hive_by_hand(keys: dict[str, dict[str, Value]]) -> bytes:
    """The hive that :func:`make_hive` writes of these keys, laid out without hivex."""
    root = _Node("ROOT")
    for key, values in keys.items():
        node = root
        for part in filter(None, key.split("\\")):
            node = node.below.setdefault(part.lower(), _Node(part))
        node.values = {name: _encoded(value) for name, value in values.items()}
    return hand_hive(root.hand_key())


class _Node:
    """A key while its hive is gathered; subkeys by their names in lower case."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, tuple[int, bytes]] = {}
        self.below: dict[str, _Node] = {}

    def hand_key(self) -> HandKey:
        """The key as it is laid out."""
        values = tuple((name, *value) for name, value in self.values.items())
        return HandKey(self.name, values, tuple(node.hand_key() for node in self.below.values()))


def read_with_hivex(path: Path, *below: str) -> dict[tuple[str, ...], dict[str, tuple[int, bytes]]]:
    """Keys of a hive, all or those below some, and their values (name to type and raw data), read by hivex, not us."""
    reader = ["/usr/bin/python3", "-c", _READER, str(path), *below]
    rows = json.loads(subprocess.run(reader, stdout=subprocess.PIPE, check=True).stdout)
    return {tuple(key): {name: (kind, bytes.fromhex(data)) for name, (kind, data) in values} for key, values in rows}


def empty_hive() -> bytes:
    """A hive with nothing but a root key, laid out by hand after the format's specification: hivex can only add."""
    nothing = 0xFFFFFFFF
    fields = (0, 0, 0, 0, nothing, nothing, 0, nothing, _SECURITY_CELL, nothing, 0, 0, 0, 0, 0)
    root = struct.pack("<2sHQ15IHH", b"nk", 0x2C, 0, *fields, 4, 0) + b"ROOT"
    descriptor = struct.pack("<BBHIIII", 1, 0, 0x8000, 0, 0, 0, 0)
    security = struct.pack("<2sHIIII", b"sk", 0, _SECURITY_CELL, _SECURITY_CELL, 1, len(descriptor)) + descriptor
    cells = struct.pack("<i", -88) + root.ljust(84, b"\0") + struct.pack("<i", -48) + security.ljust(44, b"\0")
    free = 4096 - 32 - len(cells)
    block = struct.pack("<4sII", b"hbin", 0, 4096).ljust(32, b"\0") + cells + struct.pack("<i", free).ljust(free, b"\0")
    head = bytearray(4096)
    struct.pack_into("<4sIIQIIIIIII", head, 0, b"regf", 1, 1, 0, 1, 3, 0, 1, 32, 4096, 1)
    checksum = 0
    for (word,) in struct.iter_unpack("<I", head[:508]):
        checksum ^= word
    struct.pack_into("<I", head, 508, checksum)
    return bytes(head) + block


def server_hives(folder: Path, **options: Any) -> None:
    """Write SYSTEM and SOFTWARE of a server into ``folder``.

    Options: version, build, revision, product, edition, installation ("" for none), service_pack, architecture ("" for
    none), computer, control (number of the current control set), iis (``"8.5"`` or ""), mounted (name to raw bytes),
    features (InetStp component names), release (.NET 4 Release), system_root, environment; system and software (more
    keys of each hive, over all else).
    """
    version = options.get("version", "6.3")
    root = options.get("system_root", "C:\\Windows")
    number = options.get("control", 1)
    control = f"ControlSet{number:03d}"
    architecture = options.get("architecture", "AMD64")
    environment = {"PROCESSOR_ARCHITECTURE": architecture} if architecture else {}
    environment |= {"windir": "%SystemRoot%", **options.get("environment", {})}
    system: dict[str, dict[str, Value]] = {
        "Select": {"Current": number, "Default": number},
        "MountedDevices": dict(options.get("mounted", {})),
        f"{control}\\Control\\ComputerName\\ComputerName": {"ComputerName": options.get("computer", "WEB01")},
        f"{control}\\Control\\TimeZoneInformation": {"TimeZoneKeyName": "W. Europe Standard Time"},
        f"{control}\\Control\\ProductOptions": {"ProductType": "ServerNT"},
        f"{control}\\Control\\Nls\\CodePage": {"ACP": "1252", "OEMCP": "850"},
        f"{control}\\Control\\Session Manager\\Environment": dict(environment),
        f"{control}\\Services\\Tcpip\\Parameters": {"Domain": "example.test"},
    }
    make_hive(folder / "SYSTEM", system | options.get("system", {}))
    current: dict[str, Value] = {
        "ProductName": options.get("product", "Windows Server 2012 R2 Standard"),
        "EditionID": options.get("edition", "ServerStandard"),
        "InstallationType": options.get("installation", "Server"),
        "CurrentVersion": "6.3" if version == "10.0" else version,
        "CurrentBuildNumber": str(options.get("build", 9600)),
        "CSDVersion": options.get("service_pack", ""),
        "SystemRoot": root,
    }
    if version == "10.0":
        current |= {"CurrentMajorVersionNumber": 10, "CurrentMinorVersionNumber": 0}
        current["UBR"] = options.get("revision", 1234)
    present = {name: value for name, value in current.items() if value != ""}
    software: dict[str, dict[str, Value]] = {"Microsoft\\Windows NT\\CurrentVersion": present}
    iis = options.get("iis", "8.5")
    if iis:
        major, minor = (int(part) for part in iis.split("."))
        software["Microsoft\\InetStp"] = {"MajorVersion": major, "MinorVersion": minor}
        software["Microsoft\\InetStp\\Components"] = dict.fromkeys(options.get("features", ("W3SVC",)), 1)
    if options.get("release", 378675):
        release = options.get("release", 378675)
        software["Microsoft\\NET Framework Setup\\NDP\\v4\\Full"] = {"Install": 1, "Release": release}
    make_hive(folder / "SOFTWARE", software | options.get("software", {}))
