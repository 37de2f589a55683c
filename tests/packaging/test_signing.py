"""Programs are signed where a certificate is given, and only there."""

from __future__ import annotations

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from reberth_packaging.signing import sign

# A program for Windows that every development environment has.
PROGRAM = Path(str(files("setuptools"))) / "cli-64.exe"
SUBJECT = "Reberth test"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CERTIFICATE", "CERTIFICATE_PASSWORD_FILE", "TIMESTAMP"):
        monkeypatch.delenv(f"REBERTH_{name}", raising=False)
    return Path(shutil.copyfile(PROGRAM, tmp_path / "reberth.exe"))


def certificate(folder: Path, password: str) -> Path:
    """A key and a certificate of its own, as PKCS#12."""
    key, public, both = folder / "key.pem", folder / "certificate.pem", folder / "certificate.p12"
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(public), "-days", "2")
    usage = ("-addext", "extendedKeyUsage=codeSigning", "-subj", f"/CN={SUBJECT}")
    subprocess.run(("openssl", "req", "-x509", *made, *usage), check=True, capture_output=True)
    parts = ("-inkey", str(key), "-in", str(public), "-out", str(both), "-passout", f"pass:{password}")
    subprocess.run(("openssl", "pkcs12", "-export", *parts), check=True, capture_output=True)
    return both


def signature(program: Path) -> str:
    """What osslsigncode says of a program's signature."""
    done = subprocess.run(("osslsigncode", "verify", str(program)), capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_program_is_signed(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    word = tmp_path / "password.txt"
    word.write_text("open sesame", encoding="utf-8")
    monkeypatch.setenv("REBERTH_CERTIFICATE", str(certificate(tmp_path, "open sesame")))
    monkeypatch.setenv("REBERTH_CERTIFICATE_PASSWORD_FILE", str(word))
    assert "No signature found" in signature(program)
    assert sign([program])
    said = signature(program)
    digests = [line.rpartition(":")[2].strip() for line in said.splitlines() if "message digest" in line]
    assert len(digests) == 2
    assert digests[0] == digests[1]
    assert SUBJECT in said
    assert [file.name for file in tmp_path.iterdir() if "signed" in file.name] == []


def test_a_wrong_password_ends_the_build_and_leaves_the_program(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = tmp_path / "password.txt"
    word.write_text("wrong", encoding="utf-8")
    monkeypatch.setenv("REBERTH_CERTIFICATE", str(certificate(tmp_path, "open sesame")))
    monkeypatch.setenv("REBERTH_CERTIFICATE_PASSWORD_FILE", str(word))
    with pytest.raises(SystemExit, match=r"reberth\.exe could not be signed"):
        sign([program])
    assert program.read_bytes() == PROGRAM.read_bytes()


def test_without_a_certificate_nothing_is_signed_and_it_is_said(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not sign([program])
    assert program.read_bytes() == PROGRAM.read_bytes()
    assert "Not signed, for no certificate is given: reberth.exe" in capsys.readouterr().out
