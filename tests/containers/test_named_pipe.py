"""Windows' own way to the engine. The pipe is real, the engine behind it answers two questions."""

from __future__ import annotations

import json
import sys
import threading
import uuid

import pytest

from reberth.containers.engine import connect
from reberth.model.errors import ReberthError

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="named pipes are Windows' own")

VERSION = {"Version": "25.0.3", "ApiVersion": "1.44", "MinAPIVersion": "1.24", "Os": "windows", "Arch": "amd64"}


def test_an_engine_behind_a_pipe_is_spoken_to() -> None:
    name = f"reberth-test-{uuid.uuid4().hex}"
    asked: list[str] = []
    # docker-py opens more than one connection.
    for _ in range(4):
        threading.Thread(target=answer, args=(name, asked), daemon=True).start()
    with connect(f"npipe:////./pipe/{name}", seconds=20) as engine:
        assert engine.api.version()["Os"] == "windows"
        assert engine.endpoint == f"npipe:////./pipe/{name}"
    assert asked[0] == "GET /version HTTP/1.1"
    assert all("/version" in line for line in asked)


def test_a_pipe_that_nobody_made_is_an_engine_that_does_not_run() -> None:
    with pytest.raises(ReberthError) as caught:
        connect(f"npipe:////./pipe/reberth-test-{uuid.uuid4().hex}", seconds=5)
    assert caught.value.code == "engine.not-running"


def answer(name: str, asked: list[str]) -> None:
    """Serve one connection until it is closed."""
    if sys.platform == "win32":
        import pywintypes  # noqa: PLC0415
        import win32file  # noqa: PLC0415
        import win32pipe  # noqa: PLC0415

        both, byte, most = win32pipe.PIPE_ACCESS_DUPLEX, win32pipe.PIPE_TYPE_BYTE | win32pipe.PIPE_WAIT, 1 << 16
        pipe = win32pipe.CreateNamedPipe(rf"\\.\pipe\{name}", both, byte, 255, most, most, 0, None)
        win32pipe.ConnectNamedPipe(pipe, None)
        body = json.dumps(VERSION).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        try:
            while True:
                heard = b""
                while b"\r\n\r\n" not in heard:
                    heard += win32file.ReadFile(pipe, most)[1]
                asked.append(heard.split(b"\r\n")[0].decode())
                win32file.WriteFile(pipe, head + body)
        except pywintypes.error:
            win32file.CloseHandle(pipe)
