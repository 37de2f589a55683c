"""Hand edits find their lines again after a new generation, or say that they did not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reberth.migration.edits import apply_edit, make_edit
from reberth.model.edit import Edit

GENERATED = """# escape=`
FROM mcr.example/iis:ltsc2022
SHELL ["cmd", "/S", "/C"]

COPY ["content/01/", "C:/inetpub/wwwroot/"]
COPY ["content/02/", "C:/apps/shop/"]

EXPOSE 80
ENTRYPOINT ["C:\\\\ServiceMonitor.exe", "w3svc"]
"""
MINE = GENERATED.replace("EXPOSE 80\n", "EXPOSE 80\n# Ours\nENV TIER=test\n")


def edit() -> Edit:
    made = make_edit("Dockerfile", GENERATED, MINE)
    assert made is not None
    return made


def test_no_change_is_no_edit() -> None:
    assert make_edit("Dockerfile", GENERATED, GENERATED) is None


def test_an_edit_survives_a_change_elsewhere() -> None:
    anew = GENERATED.replace("ltsc2022", "ltsc2025").replace('COPY ["content/02/", "C:/apps/shop/"]\n', "")
    result = apply_edit(anew, edit())
    assert (result.state, result.lost) == ("clean", ())
    assert result.text == anew.replace("EXPOSE 80\n", "EXPOSE 80\n# Ours\nENV TIER=test\n")


def test_an_edit_without_its_place_is_a_conflict() -> None:
    anew = "# escape=`\nFROM other\nRUN something entirely different\n" * 3
    result = apply_edit(anew, edit())
    assert result.state == "conflict"
    assert result.text == anew
    assert "TIER" in result.lost[0]


def test_a_patch_that_is_none() -> None:
    broken = apply_edit(GENERATED, Edit("Dockerfile", "@@ what"))
    assert (broken.state, broken.text) == ("conflict", GENERATED)


LINES = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=30).map("\n".join)


@given(LINES, LINES)
def test_an_edit_of_the_same_text_gives_the_persons_text(generated: str, mine: str) -> None:
    made = make_edit("Dockerfile", generated, mine)
    assert (mine if made is None else apply_edit(generated, made).text) == mine
