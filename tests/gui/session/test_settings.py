"""What the program remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reberth_gui.session.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_settings_survive(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    assert (settings.theme, settings.chosen_language, settings.endpoint) == ("system", "", "")
    with qtbot.waitSignal(settings.changed):
        settings.choose(theme="dark", language="de", endpoint="tcp://host:2376", registry="r.example.com/x")
    again = Settings(tmp_path)
    assert (again.theme, again.language, again.endpoint) == ("dark", "de", "tcp://host:2376")
    assert again.registry == "r.example.com/x"


def test_nonsense_in_the_file_counts_as_nothing(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001
    (tmp_path / "wizard.ini").write_text("[General]\ntheme=pink\nlanguage=tlh\nrecent=@Invalid()\ngeometry=5\n")
    settings = Settings(tmp_path)
    assert settings.theme == "system"
    assert settings.language in {"en", "de"}
    assert settings.recent == ()
    assert settings.geometry().isEmpty()


def test_recent_documents_newest_first_until_they_are_forgotten(settings: Settings, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.reberth" for number in range(12)]
    for path in paths:
        path.touch()
        settings.remember(path)
    settings.remember(paths[5])
    settings.forget(paths[11])
    assert settings.recent[0] == paths[5]
    assert len(settings.recent) == 9
    assert Settings(settings.folder).recent[0] == paths[5]
