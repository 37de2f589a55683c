"""Messages in the language that was asked for; files of a build folder always in English."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ExitCode
from reberth_resources.catalogue import message
from reberth_resources.language import LANGUAGES, VARIABLE, speak, spoken, wanted
from tests.cli.running import reberth

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def english_afterwards() -> object:
    yield
    speak("en")


def test_an_option_chooses_the_language(tmp_path: Path) -> None:
    ran = reberth("scan", "gone.vhdx", "--language", "de", folder=tmp_path)
    words = message("source.not-found", {"path": "gone.vhdx"}, "de")
    assert ran.code == ExitCode.SOURCE
    assert words.sentence in ran.err
    assert words.action in ran.err
    assert words.sentence != message("source.not-found", {"path": "gone.vhdx"}, "en").sentence


def test_the_environment_chooses_it_and_the_option_goes_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "de_AT.UTF-8")
    ran = reberth("scan", "gone.vhdx", "--json", folder=tmp_path)
    assert json.loads(ran.out)["sentence"] == message("source.not-found", {"path": "gone.vhdx"}, "de").sentence
    ran = reberth("scan", "gone.vhdx", "--language", "en", folder=tmp_path)
    assert "gone.vhdx is not there." in ran.err


def test_an_unknown_language_is_refused_as_an_option_and_passed_over_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reberth("scan", "gone.vhdx", "--language", "fr", folder=tmp_path).code == ExitCode.USAGE
    monkeypatch.setenv(VARIABLE, "fr")
    assert "gone.vhdx is not there." in reberth("scan", "gone.vhdx", folder=tmp_path).err


def test_the_first_known_of_setting_environment_and_system(monkeypatch: pytest.MonkeyPatch) -> None:
    assert wanted() == "en"
    assert wanted(system=("fr-CH", "de-CH", "en")) == "de"
    monkeypatch.setenv(VARIABLE, "en")
    assert wanted(system=("de",)) == "en"
    assert wanted("DE", system=("en",)) == "de"


def test_what_is_spoken_is_the_default_of_messages() -> None:
    speak("de")
    assert spoken() == "de"
    assert message("cancelled.by-user") == message("cancelled.by-user", language="de")
    with pytest.raises(ValueError, match="fr"):
        speak("fr")
    assert LANGUAGES[0] == "en"
