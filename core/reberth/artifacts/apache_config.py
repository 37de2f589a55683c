"""The configuration of an Apache HTTP Server: what it includes, loads, listens on and serves (httpd 2.4 manual)."""

from __future__ import annotations

import fnmatch
import ntpath
import re
from typing import TYPE_CHECKING

from reberth.model.service_records import VirtualHost
from reberth.windows.secret_variables import looks_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reberth.artifacts.server import OfflineServer

_LINE = re.compile(r"^\s*(</?[A-Za-z]\w*|[A-Za-z]\w*)\s*(.*?)\s*>?\s*$")
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_VARIABLE = re.compile(r"\$\{(\w+)\}")
# Say where a key or password comes from, or what its field is called.
_HARMLESS = frozenset({"sslpassphrasedialog", "authformpassword", "loadmodule", "sslcertificatekeyfile"})
# Each names a file that is a secret as a whole: keys, and lists of passwords.
_FILES_OF_SECRETS = frozenset(
    {"sslcertificatekeyfile", "sslproxymachinecertificatefile", "authuserfile", "authdigestfile", "authdbmuserfile"}
)
_DEEPEST = 10
_MOST_FILES = 300
_MOST_LINES = 200_000


class ApacheConfig:
    """Collects while it reads.

    Attributes:
        root: ServerRoot.
        files, missing: Files read, and includes that are not there.
        ports, modules, documents: Of Listen, LoadModule, DocumentRoot and Alias.
        keys: Files that directives call keys or lists of passwords.
        hosts: Virtual hosts.
        secrets: Files with a directive that holds a password.
    """

    def __init__(self, server: OfflineServer, root: str) -> None:
        self.root = root
        self.files: list[str] = []
        self.missing: list[str] = []
        self.ports: list[str] = []
        self.modules: list[str] = []
        self.documents: list[str] = []
        self.keys: list[str] = []
        self.hosts: list[VirtualHost] = []
        self.secrets: list[str] = []
        self._server = server
        self._defined: dict[str, str] = {"SRVROOT": root}
        self._lines = 0
        self._host: tuple[str, list[str], str] | None = None

    def read(self, path: str, depth: int = 0) -> None:
        """Read a file and what it includes; circles and floods end by bounds."""
        if depth > _DEEPEST or len(self.files) >= _MOST_FILES or self.files.count(path) > 1:
            return
        data = self._server.read(path)
        if data is None:
            self.missing.append(path)
            return
        self.files.append(path)
        skipped = 0
        for name, text in self._directives(data.decode("utf-8-sig", errors="replace")):
            if name.startswith(("<ifdefine", "<ifmodule")):
                skipped += 1 if skipped or not self._holds(name[1:], text) else 0
            elif name.startswith(("</ifdefine", "</ifmodule")):
                skipped -= 1 if skipped else 0
            elif not skipped:
                if _holds_secret(name, text):
                    self.secrets.append(path)
                self._directive(name, text, depth)

    def _directives(self, text: str) -> Iterator[tuple[str, str]]:
        """Directives with their text, continuation lines joined, comments dropped."""
        for line in text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines():
            self._lines += 1
            match = None if line.lstrip().startswith("#") or self._lines > _MOST_LINES else _LINE.match(line)
            if match:
                yield match.group(1).lower(), _VARIABLE.sub(self._value, match.group(2))

    def _value(self, match: re.Match[str]) -> str:
        """A defined variable; an unknown one stays."""
        return self._defined.get(match.group(1).upper(), match.group())

    def _holds(self, condition: str, text: str) -> bool:
        """Whether a condition holds."""
        wanted = text.strip().strip('"')
        known = (
            {item.lower() for item in self.modules} if condition == "ifmodule" else set(map(str.lower, self._defined))
        )
        name = wanted.lstrip("!").lower()
        if condition == "ifmodule" and name.startswith("mod_"):
            name = name[4:].removesuffix(".c") + "_module"
        return (name in known) != wanted.startswith("!")

    def _directive(self, name: str, text: str, depth: int) -> None:
        """What one directive says."""
        values = [(quoted or plain).replace("\\\\", "\\") for quoted, plain in _WORD.findall(text)]
        if name == "</virtualhost" and self._host is not None:
            address, names, root = self._host
            self.hosts.append(VirtualHost(address, tuple(names), root))
            self._host = None
        elif not values:
            return
        elif name == "serverroot":
            self.root = self._defined["SRVROOT"] = values[0].replace("/", "\\").rstrip("\\")
        elif name in {"include", "includeoptional"}:
            self._include(values[0], depth, optional=name.endswith("optional"))
        elif name == "<virtualhost":
            self._host = (values[0], [], "")
        elif name in {"servername", "serveralias"} and self._host is not None:
            self._host[1].extend(values)
        else:
            self._collect(name, values)

    def _collect(self, name: str, values: list[str]) -> None:
        """Directives that only add to a list."""
        if name == "define":
            self._defined[values[0].upper()] = values[1] if len(values) > 1 else ""
        elif name == "listen":
            self.ports.append(values[0].rpartition(":")[2])
        elif name == "loadmodule":
            self.modules.append(values[0])
        elif name in _FILES_OF_SECRETS:
            self.keys.append(self.path(values[0]))
        elif name == "documentroot":
            self.documents.append(self.path(values[0]))
            if self._host is not None:
                self._host = (self._host[0], self._host[1], self.path(values[0]))
        elif name in {"alias", "scriptalias"} and len(values) > 1:
            self.documents.append(self.path(values[1]))

    def path(self, text: str) -> str:
        """A path of the configuration in Windows form; a relative one is below ServerRoot."""
        path = text.replace("/", "\\").rstrip("\\")
        whole = path if path[1:2] == ":" or path.startswith("\\\\") else f"{self.root}\\{path}"
        return ntpath.normpath(whole)

    def _include(self, text: str, depth: int, *, optional: bool) -> None:
        """Files by name or pattern; of a folder all files, as httpd does."""
        path = self.path(text)
        folder, _, pattern = path.rpartition("\\")
        found = self._server.find(path) if not re.search(r"[*?\[]", path) else None
        if found is not None and found.entry.directory:
            folder, pattern = path, "*"
        elif not re.search(r"[*?\[]", path):
            if found is not None or not optional:
                self.read(path, depth + 1)
            return
        names = [item.name for item in self._server.entries(folder) if not item.directory]
        for name in names:
            if fnmatch.fnmatch(name.lower(), pattern.lower()):
                self.read(f"{folder}\\{name}", depth + 1)


def _holds_secret(name: str, text: str) -> bool:
    """Whether a directive holds a password: by its own name, by that of the variable it sets, or by its text."""
    if name in _HARMLESS:
        return False
    words = [quoted or plain for quoted, plain in _WORD.findall(text)]
    if name in {"setenv", "define", "requestheader"} and len(words) > 1:
        return looks_secret(words[-2], words[-1])
    return looks_secret(name, text)
