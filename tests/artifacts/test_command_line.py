"""``--artifact`` and ``reberth artifacts`` as a user runs them."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import msgspec

from reberth.artifacts.table import KINDS
from reberth.model.inventory import Inventory
from tests.cli.running import reberth
from tests.support.artifact_server import NAMED, SECRETS
from tests.support.planted import value_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Everything

_LETTER = ("--letter", "folder1.root=D")


def test_artifacts_explains_every_kind() -> None:
    told = json.loads(reberth("artifacts", "--json").out)
    assert [item["name"] for item in told] == [kind.name for kind in KINDS]
    shown = reberth("artifacts").out
    for item in told:
        assert all(item[part] and item[part] in shown for part in ("sentence", "cause", "action"))


def test_scan_shows_what_was_found(everything: Everything) -> None:
    ran = reberth("scan", *everything.paths, *_LETTER, "--artifact", "all", "--artifact", NAMED[2], "--json")
    found = msgspec.json.decode(ran.out, type=Inventory)
    assert len(found.kinds) == len(KINDS) - 1
    assert len(found.artifacts) == len(everything.inventory.artifacts)
    assert not [name for name in SECRETS if value_of(name) in ran.out]
    shown = reberth("scan", *everything.paths, *_LETTER, "--artifact", "SQLServer", "--artifact", "fonts").out
    assert "SQLServer (1)" in shown
    assert "Fonts (3)" in shown
    assert "Latin1_General_CI_AS" in shown


def test_a_wrong_kind_is_told(everything: Everything) -> None:
    ran = reberth("scan", *everything.paths, "--artifact", "Nginx")
    assert ran.code != 0
    assert "Nginx" in ran.err
    assert "AddRemovePrograms" in ran.err


def test_an_installer_is_pinned_by_its_hash(everything: Everything, tmp_path: Path) -> None:
    installer = tmp_path / "7z=1900.msi"
    installer.write_bytes(b"installer")
    name = "7-Zip 19.00 (x64 edition)"
    asked = ("--artifact", f"AddRemovePrograms/{name}", "--installer", f"{name}={installer}")
    ran = reberth("convert", *everything.paths, *_LETTER, "-o", tmp_path / "out", *asked)
    assert ran.code == 0
    data = (tmp_path / "out" / "setup" / "add-ons.xml").read_text(encoding="utf-8")
    assert hashlib.sha256(b"installer").hexdigest() in data
    assert 'installer="7z=1900.msi"' in data


def test_an_installer_that_is_not_there_is_told(everything: Everything, tmp_path: Path) -> None:
    for text in (f"Tool={tmp_path / 'none.msi'}", "Tool", f"Tool={tmp_path}"):
        ran = reberth("convert", *everything.paths, "-o", tmp_path / "out", "--installer", text)
        assert ran.code != 0
        assert "usage.installer" in ran.err
