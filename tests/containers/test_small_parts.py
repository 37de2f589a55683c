"""Log frames, certificates, variables from a file, and quantities as people write them."""

from __future__ import annotations

import struct
import subprocess
from typing import TYPE_CHECKING

import pytest

from reberth.cli.quantities import memory_of, pairs_of, ports_of
from reberth.containers.certificate import subject_of
from reberth.containers.engine import connect
from reberth.containers.env_file import read_env_file
from reberth.containers.logs import _Lines, frames
from reberth.model.errors import ReberthError
from reberth.model.events import Output

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.events import Event


@pytest.mark.parametrize("size", [1, 3, 8, 9, 1000])
def test_frames_may_be_cut_anywhere(size: int) -> None:
    sent = [(1, b"one\ntwo"), (2, b"oh \xff\n"), (1, b"\r\nthree\n"), (1, b""), (2, b"x" * 500)]
    data = b"".join(struct.pack(">B3xI", stream, len(text)) + text for stream, text in sent)
    got: dict[int, bytes] = {1: b"", 2: b""}
    for stream, text in frames(data[place : place + size] for place in range(0, len(data), size)):
        got[stream] += text
    assert got == {1: b"one\ntwo\r\nthree\n", 2: b"oh \xff\n" + b"x" * 500}


def test_lines_of_any_bytes() -> None:
    events: list[Event] = []
    lines = _Lines(events.append, "stderr")
    for piece in (b"a", b"b\r\nc\n\nB\x81ro", b"\nrest"):
        lines.add(piece)
    lines.end()
    assert events == [Output(text, "stderr") for text in ("ab", "c", "", "B\ufffdro", "rest")]


def test_the_subject_of_a_real_certificate(tmp_path: Path) -> None:
    subject = "/C=DE/O=Büro & Söhne/OU=IT, Web/CN=shop.example"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-utf8",
    ]
    command += [
        "-subj",
        subject,
        "-outform",
        "DER",
        "-keyout",
        str(tmp_path / "key"),
        "-out",
        str(tmp_path / "certificate"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    data = (tmp_path / "certificate").read_bytes()
    assert subject_of(data) == "C=DE, O=Büro & Söhne, OU=IT, Web, CN=shop.example"
    for length in range(len(data) // 3):
        assert subject_of(data[:length]) == ""
    assert subject_of(b"\x30\x84\xff\xff\xff\xff") == ""


def test_variables_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / ".env"
    file.write_text("# comment\n\nA=1\nB=x = 'y' #z\n  C=\nFROM_HERE\nNOT_HERE\n", encoding="utf-8-sig")
    monkeypatch.setenv("FROM_HERE", "mine")
    assert read_env_file(str(file)) == {"A": "1", "B": "x = 'y' #z", "C": "", "FROM_HERE": "mine"}
    assert read_env_file("") == {}


@pytest.mark.parametrize("line", ["a secret value", "=secret"])
def test_a_broken_line_is_named_by_its_number_only(tmp_path: Path, line: str) -> None:
    file = tmp_path / ".env"
    file.write_text(f"A=1\n{line}\n")
    with pytest.raises(ReberthError) as caught:
        read_env_file(str(file))
    assert caught.value.code == "usage.env-file-line"
    assert caught.value.params == {"file": str(file), "line": 2}


def test_a_missing_file_of_variables(tmp_path: Path) -> None:
    with pytest.raises(ReberthError) as caught:
        read_env_file(str(tmp_path / "none"))
    assert caught.value.code == "usage.env-file"


@pytest.mark.parametrize(
    "address",
    ["foo", "tcp://", "tcp://host:port", "tcp://[::1", "ftp://h:1", "ssh://admin@server"],
)
def test_what_is_no_address_of_an_engine(address: str) -> None:
    with pytest.raises(ReberthError) as caught:
        connect(address)
    assert (caught.value.code, caught.value.params["address"]) == ("engine.address", address)


def test_quantities() -> None:
    assert ports_of(["80", "8080:81", "0:443"]) == ((80, 0), (81, 8080), (443, 0))
    assert [memory_of(text) for text in ("", "100", "512m", "2G", "2gb", "3k")] == [
        0,
        100,
        512 << 20,
        2 << 30,
        2 << 30,
        3072,
    ]
    assert pairs_of(["A=b=c", "D="]) == (("A", "b=c"), ("D", ""))


@pytest.mark.parametrize("text", ["127.0.0.1:80:80", "0", "65536", "x", "1:99999", ""])
def test_what_is_no_port(text: str) -> None:
    with pytest.raises(ReberthError) as caught:
        ports_of([text])
    assert caught.value.code == "usage.port"


def test_what_is_no_size_or_pair() -> None:
    with pytest.raises(ReberthError) as caught:
        memory_of("much")
    assert caught.value.code == "usage.memory"
    with pytest.raises(ReberthError) as caught:
        pairs_of(["secret"])
    assert caught.value.code == "usage.name-value"
