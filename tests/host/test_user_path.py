from __future__ import annotations

import sys

import pytest

from reberth.host.user_path import change_path, with_folder, without_folder

FOLDER = r"C:\Users\Ann\AppData\Local\Programs\Reberth"


@pytest.mark.parametrize("before", ["", r"C:\a", r"C:\a;", r"%USERPROFILE%\bin;C:\a"])
def test_a_folder_comes_in_last_and_goes_out_again(before: str) -> None:
    after = with_folder(before, FOLDER)
    assert after.split(";")[-1] == FOLDER
    assert with_folder(after, FOLDER) == after
    assert without_folder(after, FOLDER) == before.rstrip(";")


@pytest.mark.parametrize("written", [FOLDER.upper(), FOLDER + "\\", f'"{FOLDER}"', FOLDER.replace("\\", "/")])
def test_however_the_folder_is_written_it_is_that_folder(written: str) -> None:
    path = rf"C:\a;{written};C:\b"
    assert with_folder(path, FOLDER) == path
    assert without_folder(path, FOLDER) == r"C:\a;C:\b"


def test_other_folders_stay_as_they_were() -> None:
    path = rf";C:\a;;{FOLDER}\tools;"
    assert without_folder(path, FOLDER) == path


@pytest.mark.skipif(sys.platform != "win32", reason="the registry is Windows' own")
def test_the_registry_keeps_names_of_variables_and_the_kind_of_value() -> None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, "Environment") as key:
            winreg.SetValueEx(key, "Path", 0, winreg.REG_EXPAND_SZ, r"%USERPROFILE%\bin")
            assert change_path(FOLDER, add=True)
            assert not change_path(FOLDER, add=True)
            assert winreg.QueryValueEx(key, "Path") == (rf"%USERPROFILE%\bin;{FOLDER}", winreg.REG_EXPAND_SZ)
            assert change_path(FOLDER, add=False)
            assert winreg.QueryValueEx(key, "Path") == (r"%USERPROFILE%\bin", winreg.REG_EXPAND_SZ)


@pytest.mark.skipif(sys.platform == "win32", reason="what is said elsewhere")
def test_elsewhere_it_is_said_that_it_cannot_be_done() -> None:
    with pytest.raises(OSError, match="on Windows only"):
        change_path("/usr/bin", add=True)
