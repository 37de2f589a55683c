"""The window in German: every string is in the .ts file, translated, and the .qm file is made from it."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTranslator

from tests.support.window_words import DOMAIN, Word, release, said, update, words
from tests.test_messages import ENGLISH

if TYPE_CHECKING:
    from pathlib import Path

STALE = "run: python3 dev.py translations"
PLACE = re.compile(r"%n|%\d|\{[^}]*\}")
MNEMONIC = re.compile(r"&(?!&)(\w)")
# Names that people speak in English, and words that are the same in both.
SAME = re.compile(r"Dockerfile|Artifacts|Layer|site|applicationHost.config|web.config|Reberth")


@pytest.fixture(scope="module")
def german() -> list[Word]:
    return words()


def test_the_file_holds_every_string_of_the_source(german: list[Word]) -> None:
    found = {(word.context, word.source, word.note) for word in german}
    assert found == {item.key() for item in said()}, STALE
    assert len(found) > 100


def test_the_source_is_read_whole(tmp_path: Path) -> None:
    text = """
class Page:
    def show(self):
        self.tr("plain")
        text = f"{self.tr('in f')} {_own('helped')}"
        self.tr("%n of\\N{HORIZONTAL ELLIPSIS}", "noted", 3)
def _own(text):
    return QCoreApplication.translate("Own", text)
QCoreApplication.translate("Menu", "joined " "up")
"""
    (tmp_path / "page.py").write_text(text, encoding="utf-8")
    keys = [item.key() for item in said(tmp_path)]
    assert sorted(keys) == [
        ("Menu", "joined up", ""),
        ("Own", "helped", ""),
        ("Page", "%n of…", "noted"),
        ("Page", "in f", ""),
        ("Page", "plain", ""),
    ]
    (tmp_path / "page.py").write_text("class Page:\n    def show(self): self.tr(words)", encoding="utf-8")
    with pytest.raises(AssertionError, match="not a literal"):
        [item.key() for item in said(tmp_path)]


def test_the_file_is_what_lupdate_makes_of_the_source(german: list[Word], tmp_path: Path) -> None:
    fresh = tmp_path / DOMAIN.name
    shutil.copyfile(DOMAIN, fresh)
    update(fresh)
    assert words(fresh) == german, STALE


def test_every_string_is_translated_with_its_places_and_its_key(german: list[Word]) -> None:
    for word in german:
        assert not word.state, (word, STALE)
        for form in word.forms:
            assert form.strip(), word
            assert sorted(PLACE.findall(form)) == sorted(PLACE.findall(word.source)), word
            assert len(MNEMONIC.findall(form)) == len(MNEMONIC.findall(word.source)), word
            assert form.endswith("…") == word.source.endswith("…"), word
            assert form.endswith(":") == word.source.endswith(":"), word


def test_no_english_is_left(german: list[Word]) -> None:
    for word in german:
        for form in word.forms:
            own = re.sub("„[^“]*“|" + PLACE.pattern, "", form)
            assert not ENGLISH.search(SAME.sub("", own)), word
        if word.source.count(" ") > 1:
            assert word.source not in word.forms, word


def test_qt_loads_what_lrelease_makes_of_it(tmp_path: Path, german: list[Word]) -> None:
    fresh = tmp_path / "reberth_de.qm"
    release(DOMAIN, fresh)
    assert fresh.read_bytes() == DOMAIN.with_suffix(".qm").read_bytes(), STALE
    translator = QTranslator()
    assert translator.load(str(fresh))
    for word in german:
        number = 2 if len(word.forms) > 1 else -1
        assert translator.translate(word.context, word.source, word.note, number) == word.forms[-1], word
