"""The window in German: every string is in the .ts file, translated, and the .qm file is made from it."""

from __future__ import annotations

import gc
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from reberth_gui.translation import translate
from tests.support.window_words import ENGLISH, GERMAN, ROOT, Word, release, said, update, words
from tests.test_messages import ENGLISH as ENGLISH_WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

STALE = "run: python3 dev.py translations"
PLACE = re.compile(r"%L?n|%\d|\{[^}]*\}")
MNEMONIC = re.compile(r"&(?!&)(\w)")
# Names that people speak in English, and words that are the same in both.
SAME = re.compile(r"Dockerfile|Artifacts|Layer|site|applicationHost.config|web.config|Reberth")


@pytest.fixture(scope="module")
def german() -> list[Word]:
    return words(GERMAN)


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


@pytest.mark.parametrize(("file", "language"), [(GERMAN, "de"), (ENGLISH, "en")])
def test_the_files_are_what_lupdate_and_lrelease_make(file: Path, language: str, tmp_path: Path) -> None:
    fresh = tmp_path / file.name
    shutil.copyfile(file, fresh)
    update(fresh, language)
    assert words(fresh) == words(file), STALE
    release(file, fresh.with_suffix(".qm"))
    assert fresh.with_suffix(".qm").read_bytes() == file.with_suffix(".qm").read_bytes(), STALE


def test_english_counts_without_brackets() -> None:
    counted = {(word.context, word.source) for word in words(GERMAN) if len(word.forms) > 1}
    assert {(word.context, word.source) for word in words(ENGLISH)} == counted
    for word in words(ENGLISH):
        one, many = word.forms
        assert one != many, word
        for form in word.forms:
            assert "(s)" not in form, word
            assert sorted(PLACE.findall(form)) == sorted(PLACE.findall(word.source)), word


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
            own = re.sub("&|„[^“]*“|" + PLACE.pattern, "", form)
            assert not ENGLISH_WORDS.search(SAME.sub("", own)), word
        if word.source.count(" ") > 1:
            assert word.source not in word.forms, word


@pytest.mark.parametrize("file", [GERMAN, ENGLISH])
def test_qt_finds_every_string(file: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    for word in words(file):
        number = 2 if len(word.forms) > 1 else -1
        assert translator.translate(word.context, word.source, word.note, number) == word.forms[-1], word
        if len(word.forms) > 1:
            assert translator.translate(word.context, word.source, word.note, 1) == word.forms[0], word


def test_the_program_speaks_the_chosen_language_and_goes_on_doing_so(qapp: QApplication) -> None:
    try:
        translate(qapp, "de")
        gc.collect()
        churn = [bytes(size) for size in range(0, 200_000, 500)]
        assert QCoreApplication.translate("Menus", "&File") == "&Datei"
        assert QCoreApplication.translate("DiffView", "%n difference(s)", "", 1) == "1 Unterschied"
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
        assert len(churn) == 400
    finally:
        translate(qapp, "en")
    assert QCoreApplication.translate("Menus", "&File") == "&File"
    assert QCoreApplication.translate("DiffView", "%n difference(s)", "", 2) == "2 differences"


def test_the_user_guide_speaks_of_what_is_on_the_screen(german: list[Word]) -> None:
    text = (ROOT / "docs" / "user-guide.md").read_text(encoding="utf-8")
    shown = {word.source.replace("&", "").rstrip("….:?") for word in german} | {"one", "bold", "migration"}
    wanted = {word.rstrip("?") for word in re.findall(r"\*\*([^*]+)\*\*", text)}
    assert wanted - shown == set()
    assert len(wanted) > 30
