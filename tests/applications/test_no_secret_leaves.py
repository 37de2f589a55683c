"""A server full of secrets: none is in any generated file, in what the scan says, or in an event, unless asked for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
import pytest

from reberth.model.selection import Selection
from reberth.verbs.convert import ConvertRequest, ConvertResult, convert
from reberth.verbs.scan import ScanRequest, scan
from tests.support.planted import SIDE_FILES, WEB_CONFIG, names_in, planted, value_of
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.model.events import Event

FILES = {"web.config": WEB_CONFIG, **{name: text for name, (text, _) in SIDE_FILES.items()}}
NAMES = sorted({name for text in FILES.values() for name in names_in(text)})
POOL = f'<add name="P"><processModel identityType="SpecificUser" userName="u" password="{value_of("pool")}" /></add>'
SITE = f"""<site name="S" id="1"><application path="/" applicationPool="P">
<virtualDirectory path="/" physicalPath="C:\\web" userName="u" password="{value_of("directory")}" /></application>
<bindings><binding protocol="http" bindingInformation="*:80:" /></bindings></site>"""
ANONYMOUS = f"""<location path="S"><system.webServer><security><authentication><anonymousAuthentication enabled="true"
userName="u" password="{value_of("anonymous")}" /></authentication></security></system.webServer></location>"""
SERVER_NAMES = ["pool", "directory", "anonymous"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("server")
    write_server(root, sites=SITE, pools=POOL, locations=ANONYMOUS)
    for name, text in FILES.items():
        path = root / "web" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # One file in UTF-16, which a plain search of the output would miss: it is searched in both.
        path.write_bytes(planted(text).encode("utf-16" if name == "db.udl" else "utf-8"))
    return root


def converted(server: Path, output: Path, *, keep: bool) -> tuple[ConvertResult, list[Event]]:
    events: list[Event] = []
    request = ConvertRequest((str(server),), str(output), Selection(keep_secrets=keep))
    return convert(request, events.append), events


def leaks(folder: Path, *more: object) -> list[str]:
    """Planted values in the files of a folder, their names included, and in other data."""
    found = set()
    blobs = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    blobs += [str(path.relative_to(folder)).encode() for path in folder.rglob("*")]
    blobs += [msgspec.json.encode(item) for item in more] + [repr(item).encode() for item in more]
    for name in (*NAMES, *SERVER_NAMES):
        value = value_of(name)
        if any(value.encode(codec) in blob for blob in blobs for codec in ("utf-8", "utf-16-le")):
            found.add(name)
    return sorted(found)


def test_every_place_is_planted() -> None:
    assert len(NAMES) > 35
    assert all(value_of(name) in planted(f"§{name}§") for name in NAMES)


def test_no_secret_is_in_the_output_or_in_what_is_said(server: Path, tmp_path: Path) -> None:
    result, events = converted(server, tmp_path / "out", keep=False)
    assert leaks(tmp_path / "out", result, events) == []
    assert len(result.plan.secrets) == 23
    assert not (tmp_path / "out/content/01/certs/site.pfx").exists()
    assert not (tmp_path / "out/content/01/.env").exists()
    assert b"configSource" in (tmp_path / "out/content/01/web.config").read_bytes()


def test_no_secret_is_in_the_scan(server: Path, tmp_path: Path) -> None:
    events: list[Event] = []
    inventory = scan(ScanRequest((str(server),)), events.append)
    tmp_path.joinpath("nothing").mkdir()
    assert leaks(tmp_path, inventory, events) == []


def test_secrets_that_shall_be_kept_are_all_there_unchanged(server: Path, tmp_path: Path) -> None:
    result, events = converted(server, tmp_path / "out", keep=True)
    content = tmp_path / "out/content/01"
    for name in FILES:
        assert (content / name).read_bytes() == (server / "web" / name).read_bytes()
    # Passwords of the server configuration are never carried, and no value is said.
    assert leaks(content) == NAMES
    assert leaks(tmp_path / "out") == NAMES
    assert leaks(tmp_path / "out/setup", result, events) == []
    assert not (tmp_path / "out/secrets").exists()


def test_the_same_server_twice_gives_the_same_bytes(server: Path, tmp_path: Path) -> None:
    digests = []
    for name in ("first", "second"):
        converted(server, tmp_path / name, keep=False)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        digests.append([_digest(path, tmp_path / name) for path in files])
    assert digests[0] == digests[1]
    assert len(digests[0]) > 20


def _digest(path: Path, folder: Path) -> tuple[str, str, int]:
    """Name, content and time of a file."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return path.relative_to(folder).as_posix(), digest, path.stat().st_mtime_ns
