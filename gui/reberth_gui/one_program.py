"""One program for all migrations of a user: a second start hands its documents to the first, and leaves.

They speak through a local socket, on Windows a named pipe; nothing listens on the network. The first greets, the second
names its documents, and no more is said. Who hears no greeting opens its documents by itself, so that a program that
does not answer holds nobody up.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reberth import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

_GREETING = b"reberth\n"
# Bytes of a list of documents; a command line of Windows has 32,767 letters at most.
_LONGEST = 1 << 18
# A program that scans or builds answers at once; one that is only being started takes its time.
_PATIENCE_MS = 5000


class OneProgram(QObject):
    """Hears what second starts want to have opened.

    Signals:
        wanted: A list of paths.
    """

    wanted = Signal(list)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """Answer to ``name``, as :func:`own_name` makes it, from :meth:`listen` on."""
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        # Nobody but the user can speak to it.
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Begin to answer; False where another program answers to the name already."""
        # Asked first, for Qt would take the name from another.
        if _connected(self._name) is not None:
            return False
        # Left behind by a program that was killed.
        QLocalServer.removeServer(self._name)
        return self._server.listen(self._name)

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setReadBufferSize(_LONGEST)
            socket.readyRead.connect(self._hear)
            socket.disconnected.connect(socket.deleteLater)
            # Who says nothing is not kept.
            QTimer.singleShot(2 * _PATIENCE_MS, socket, socket.abort)
            socket.write(_GREETING)

    def _hear(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket):
            return
        if socket.canReadLine():
            paths = _read(bytes(socket.readLine(_LONGEST).data()))
            socket.abort()
            if paths:
                self.wanted.emit(paths)
        elif socket.bytesAvailable() >= _LONGEST:
            socket.abort()


def hand_over(documents: Sequence[Path], name: str) -> bool:
    """Have the program that answers to ``name`` open documents; False when none greets within seconds."""
    said = msgspec.json.encode([str(path.absolute()) for path in documents]) + b"\n"
    socket = _connected(name)
    if socket is None or len(said) >= _LONGEST:
        return False
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_PATIENCE_MS):
            return False
    if socket.readLine(_LONGEST).data() != _GREETING:
        return False
    _let_come_to_the_front()
    socket.write(said)
    # It hangs up once it has heard everything. Should that take long, it still has what it needs.
    socket.waitForDisconnected(_PATIENCE_MS)
    return True


def own_name() -> str:
    """The name of this user's program on this desktop, in this version; it tells nobody any of them."""
    folder = ""
    if sys.platform == "win32":
        session = ctypes.c_uint32()
        # Pipes are seen by all who are logged on to the machine, each at a desktop of their own.
        ctypes.WinDLL("kernel32").ProcessIdToSessionId(os.getpid(), ctypes.byref(session))
        who = (os.environ.get("USERDOMAIN", ""), os.environ.get("USERNAME", ""), str(session.value))
    else:
        who = (str(os.getuid()), os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", ""))
        # The user's own folder, where nobody else can put a socket of this name.
        folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(folder, "reberth-" + hashlib.sha256("\0".join((*who, __version__)).encode()).hexdigest()[:32]))


def _connected(name: str) -> QLocalSocket | None:
    socket = QLocalSocket()
    socket.connectToServer(name)
    return socket if socket.waitForConnected(_PATIENCE_MS) else None


def _read(line: bytes) -> list[Path]:
    """The paths of a message; none of one that is no list of whole paths."""
    try:
        paths = [Path(text) for text in msgspec.json.decode(line, type=list[str])]
    except msgspec.DecodeError:
        return []
    return paths if all(path.is_absolute() for path in paths) else []


def _let_come_to_the_front() -> None:
    """Windows lets only that program raise a window which the user has just started: pass the right on."""
    if sys.platform == "win32":
        # [Win32] AllowSetForegroundWindow, ASFW_ANY.
        ctypes.WinDLL("user32").AllowSetForegroundWindow(ctypes.c_uint32(0xFFFFFFFF))
