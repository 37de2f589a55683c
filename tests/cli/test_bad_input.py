"""Whatever is given: an exit code by kind, a code, what happened, why and what to do; and nothing half-written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reberth.cli.main import _COMMANDS, main, parser
from reberth.model.errors import ExitCode
from tests.cli.running import reberth
from tests.support.disks import Part, capture_wim, convert, make_disk, run
from tests.support.servers import write_server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Maker = Callable[[Path], Path]


def _bytes(data: bytes, name: str = "disk.vhdx") -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _missing(folder: Path) -> Path:
    return folder / "not there.vhdx"


def _file(root: Path) -> None:
    (root / "readme.txt").write_bytes(b"x" * 3_000_000)


def _truncated(folder: Path) -> Path:
    disk = make_disk(folder / "disk.raw", [Part(8, _file)])
    image = convert(disk.path, folder / "disk.vhdx", "vhdx-dynamic")
    with image.open("r+b") as file:
        file.truncate(image.stat().st_size // 2)
    return image


def _no_windows(folder: Path) -> Path:
    return make_disk(folder / "disk.raw", [Part(8, _file)]).path


def _linux(folder: Path) -> Path:
    return make_disk(folder / "disk.raw", [Part(8, kind="ext4")], "mbr").path


def _vdi(folder: Path) -> Path:
    run("qemu-img", "create", "-f", "vdi", folder / "disk.vdi", "8M")
    return folder / "disk.vdi"


def _half_vmdk(folder: Path) -> Path:
    run("qemu-img", "create", "-f", "vmdk", "-o", "subformat=monolithicFlat", folder / "disk.vmdk", "8M")
    (folder / "disk-flat.vmdk").unlink()
    return folder / "disk.vmdk"


def _ova(folder: Path) -> Path:
    run("qemu-img", "create", "-f", "vmdk", "-o", "subformat=streamOptimized", folder / "disk.vmdk", "8M")
    run("tar", "-cf", folder / "web.ova", "-C", folder, "disk.vmdk")
    return folder / "web.ova"


def _server(**options: object) -> Maker:
    def make(folder: Path) -> Path:
        write_server(folder / "server", **options)
        return folder / "server"

    return make


def _server_2003(folder: Path) -> Path:
    write_server(folder / "server", version="5.2", build=3790, iis="")
    (folder / "server/Windows/System32/inetsrv/MetaBase.xml").write_text("<configuration/>")
    return folder / "server"


def _server_2000(folder: Path) -> Path:
    write_server(folder / "server", version="5.0", build=2195, iis="")
    (folder / "server/Windows/System32/inetsrv/MetaBase.bin").write_bytes(bytes(64))
    return folder / "server"


def _broken_hive(folder: Path) -> Path:
    write_server(folder / "server")
    (folder / "server/Windows/System32/config/SOFTWARE").write_bytes(b"regf" + bytes(100))
    return folder / "server"


_BROKEN = ("iis.configuration-broken", ExitCode.CONFIGURATION)
CASES: dict[str, tuple[Maker, str, ExitCode]] = {
    "missing": (_missing, "source.not-found", ExitCode.SOURCE),
    "empty": (_bytes(b""), "source.empty", ExitCode.SOURCE),
    "zeros": (_bytes(bytes(1 << 20)), "source.blank", ExitCode.SOURCE),
    "text": (_bytes(b"hello\n" * 999), "source.not-recognised", ExitCode.SOURCE),
    "picture": (_bytes(b"\x89PNG\r\n\x1a\n" + bytes(9000)), "source.not-recognised", ExitCode.SOURCE),
    "truncated": (_truncated, "source.truncated", ExitCode.SOURCE),
    "no Windows": (_no_windows, "windows.not-found", ExitCode.WINDOWS),
    "Linux": (_linux, "windows.linux-disk", ExitCode.WINDOWS),
    "VDI": (_vdi, "source.not-supported-yet", ExitCode.SOURCE),
    "a VMDK without its extent": (_half_vmdk, "source.extent-missing", ExitCode.SOURCE),
    "OVA": (_ova, "source.packed", ExitCode.SOURCE),
    "Windows without IIS": (_server(iis=""), "iis.not-installed", ExitCode.CONFIGURATION),
    "an empty metabase": (_server_2003, "iis.configuration-broken", ExitCode.CONFIGURATION),
    "Windows 2000": (_server_2000, "iis.metabase-binary", ExitCode.CONFIGURATION),
    "broken XML": (_server(config=b"<configuration><x></configuration>"), *_BROKEN),
    "no XML at all": (_server(config=b"\0\1\2\3" * 99), *_BROKEN),
    "entities": (_server(config=b'<!DOCTYPE a [<!ENTITY b "c">]><configuration>&b;</configuration>'), *_BROKEN),
    "foreign XML": (_server(config=b"<html><body/></html>"), *_BROKEN),
    "broken hive": (_broken_hive, "registry.hive-unreadable", ExitCode.WINDOWS),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_source(tmp_path: Path, name: str) -> None:
    make, code, exit_code = CASES[name]
    source = make(tmp_path)
    output = tmp_path / "results"
    output.mkdir()
    ran = reberth("convert", source, "-o", output / "out")
    assert (ran.code, ran.err.splitlines()[-1]) == (exit_code, f"[{code}]")
    assert ran.err.startswith("Error: ")
    assert "\nWhat to do: " in ran.err
    assert ran.out == ""
    assert list(output.iterdir()) == []


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("server") / "c"
    write_server(root, sites={"Shop": r"C:\shop", "Gone": r"C:\gone"})
    (root / "shop").mkdir()
    (root / "shop" / "default.htm").write_text("hello")
    return root


@pytest.mark.parametrize(
    ("site", "code"),
    [("Nowhere", "selection.no-such-site"), ("Shop/none", "selection.no-such-site"), ("", "selection.no-such-site")],
)
def test_a_site_that_is_not_there(server: Path, tmp_path: Path, site: str, code: str) -> None:
    ran = reberth("convert", server, "-o", tmp_path / "out", "--site", site)
    assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.SELECTION, f"[{code}]")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_site_root_is_told_and_the_rest_is_written(server: Path, tmp_path: Path) -> None:
    ran = reberth("convert", server, "-o", tmp_path / "out", "--json")
    assert ran.code == ExitCode.SUCCESS
    outcomes = json.loads(ran.out)["plan"]["outcomes"]
    assert [item["code"] for item in outcomes if item.get("name") == "Gone" and "code" in item] == [
        "iis.site-root-missing"
    ]
    assert (tmp_path / "out" / "content" / "01" / "default.htm").read_text() == "hello"


def test_the_output_must_be_free(server: Path, tmp_path: Path) -> None:
    """Nobody's files are touched; a folder that Reberth wrote is replaced when asked."""
    other, ours = tmp_path / "other", tmp_path / "ours"
    other.mkdir()
    (other / "precious.txt").write_text("x")
    for force in ((), ("--force",)):
        assert reberth("convert", server, "-o", other, *force).code == ExitCode.OUTPUT
    assert [item.name for item in other.iterdir()] == ["precious.txt"]
    assert reberth("convert", server, "-o", ours).code == ExitCode.SUCCESS
    (ours / "old.txt").write_text("x")
    assert reberth("convert", server, "-o", ours).err.splitlines()[-1] == "[output.folder-not-empty]"
    assert (ours / "old.txt").exists()
    assert reberth("convert", server, "-o", ours, "--force").code == ExitCode.SUCCESS
    assert not (ours / "old.txt").exists()
    inside = reberth("convert", server, "-o", server / "shop" / "out")
    assert inside.err.splitlines()[-1] == "[output.inside-source]"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["other", "ours"]


def test_a_full_disk(tmp_path: Path) -> None:
    """The content is larger than the disk, and so sparse that only the copy finds out."""
    write_server(tmp_path / "server", sites={"Shop": r"C:\shop"})
    (tmp_path / "server/shop").mkdir()
    (tmp_path / "server/shop/large.bin").write_bytes(b"x" * (6 << 20))
    small = tmp_path / "small"
    small.mkdir()
    run("mount", "-t", "tmpfs", "-o", "size=4m", "reberth", small)
    try:
        ran = reberth("convert", tmp_path / "server", "-o", small / "out")
        assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.OUTPUT, "[output.disk-full]")
        assert list(small.iterdir()) == []
    finally:
        run("umount", small)


def test_wim_images(server: Path, tmp_path: Path) -> None:
    """A WIM of several images wants a choice; a wrong one is refused with what there is."""
    image = tmp_path / "all.wim"
    (tmp_path / "empty").mkdir()
    capture_wim(tmp_path / "empty", image, name="Setup")
    capture_wim(server, image, name="Server")
    undecided = reberth("sites", image)
    assert (undecided.code, undecided.err.splitlines()[-1]) == (ExitCode.SOURCE, "[source.wim-choice]")
    assert "Setup" in undecided.err
    for wrong in ("3", "0", "-1", "Nothing"):
        ran = reberth("sites", image, f"--wim-index={wrong}")
        assert (ran.code, ran.err.splitlines()[-1]) == (ExitCode.SOURCE, "[source.wim-no-such-image]")
    for right in ("2", "Server", "server"):
        assert "Shop" in reberth("sites", image, "--wim-index", right).out


def test_errors_as_json(tmp_path: Path) -> None:
    ran = reberth("scan", tmp_path / "nothing.vhd", "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["error"], told["exit_code"]) == (3, "source.not-found", 3)
    assert told["sentence"]
    assert told["action"]


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("convert",), ("scan", "--what"), ("ls", "x", "--letter=DD")])
def test_a_wrong_command_line(arguments: tuple[str, ...]) -> None:
    assert reberth(*arguments).code == ExitCode.USAGE


@pytest.mark.parametrize(
    "arguments",
    [
        *(("doctor", "-p", "99999"), ("doctor", "-p", "0"), ("doctor", "-p", "\u00b2"), ("logs", "x", "--tail", "-1")),
        *(("run", "x", "--cpus", "nan"), ("run", "x", "--wait", "inf"), ("run", "x", "--health-interval", "-1")),
        *(("stop", "x", "--grace", "9" * 30), ("replay", "x", "--container", "y", "--limit", "many")),
    ],
)
def test_a_number_that_cannot_be(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == ExitCode.USAGE
    assert "number from" in capsys.readouterr().err


def test_explaining_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "web01")
    assert main(["demo", "-o", folder, "--json"]) == ExitCode.SUCCESS
    (tmp_path / "web01" / "picture.png").write_bytes(b"\x89PNG\xff")
    for file, code in (
        ("Dockerfile:99999", "output.no-such-line"),
        *((name, "output.no-such-file") for name in ("Dockerfile:\u00b2", "picture.png", "../x", "/etc/passwd")),
    ):
        assert main(["explain", folder, file]) == ExitCode.OUTPUT
        assert capsys.readouterr().err.splitlines()[-1] == f"[{code}]"
    assert main(["explain", folder, "setup\\iis.xslt:20", "--json"]) == ExitCode.SUCCESS
    assert json.loads(capsys.readouterr().out)[0]["line"] == 20


def test_every_command_but_those_that_pass_bytes_on_speaks_json() -> None:
    silent = set()
    for name in _COMMANDS:
        command = parser(name)._subparsers._group_actions[0].choices[name]  # type: ignore[union-attr,index]
        if "--json" not in command.format_help() and name != "compose":
            silent.add(name)
    assert silent == {"cat", "logs"}
