"""Every code has words, every word has a code."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from reberth_resources.catalogue import _catalogue, codes, message, shown
from reberth_resources.language import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
CORE = ROOT / "core" / "reberth"
MESSAGES = ROOT / "resources" / "reberth_resources" / "messages"
PLACE = re.compile(r"\{([a-z_]+)\}")
# Words that are English and not German as well.
ENGLISH = re.compile(
    r"\b(the|of|is|are|not|this|that|these|with|from|which|its|your|you|were|has|have|been|cannot|and|there|nothing"
    r"|[Ff]older|[Ss]ites?|[Dd]isk image|[Aa]pplication pool|[Vv]irtual director(y|ies)|[Pp]asswords?|[Ff]ile)\b"
)
CODE = re.compile(
    r"^(source|filesystem|registry|windows|iis|application|plan|selection|output|component|usage|rule|section|phase"
    r"|artifact|internal|cancelled|engine|build|trial|job|migration|advice|doctor|readiness)\.[a-z0-9-]+$"
)
NOT_CODES = {"iis.xslt"}


def used() -> dict[str, str]:
    found = {}
    for file in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.match(node.value):
                found[node.value] = str(file.relative_to(CORE))
    return {code: file for code, file in found.items() if code not in NOT_CODES}


def test_every_code_of_the_core_has_words() -> None:
    missing = {code: file for code, file in used().items() if code not in codes()}
    assert missing == {}
    assert len(used()) > 80


def test_no_words_without_a_code() -> None:
    assert codes() - used().keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_says_what_why_and_what_to_do(language: str) -> None:
    for code, entry in _catalogue(language).items():
        parts = {"sentence"} if code.startswith("phase.") else {"sentence", "cause", "action"}
        assert parts <= {name for name, text in entry.items() if text.strip()}, code
        assert set(entry) <= {"sentence", "cause", "action"}, code


def test_every_code_is_in_every_language_with_the_same_parts_and_places() -> None:
    english = _catalogue("en")
    for language in LANGUAGES[1:]:
        assert codes(language) == codes("en")
        for code, entry in _catalogue(language).items():
            assert list(entry) == list(english[code]), (language, code)
            for part, text in entry.items():
                places = sorted(set(PLACE.findall(text)))
                assert places == sorted(set(PLACE.findall(english[code][part]))), (language, code, part)


def test_every_language_keeps_a_code_in_the_file_of_its_first_word() -> None:
    for language in LANGUAGES:
        for file in (MESSAGES / language).glob("*.toml"):
            words = {code.partition(".")[0] for code in tomllib.loads(file.read_text(encoding="utf-8"))}
            assert words <= {file.stem}, (language, file.name)


def test_what_is_typed_is_the_same_in_every_language() -> None:
    typed = re.compile(
        r"(?<![\w-])--[a-z][a-z-]+|(?:reberth|docker|qemu-img|manage-bde) [a-z]+(?: -\w)?"
        r"|appcmd (?:list|unlock)|[a-z]+\.exe"
    )
    english = _catalogue("en")
    for code, entry in _catalogue("de").items():
        for part, text in entry.items():
            assert sorted(set(typed.findall(text))) == sorted(set(typed.findall(english[code][part]))), (code, part)
            assert not re.search("--[a-z-]+ „", text), (code, part, "quotes that a shell does not know")


def test_no_english_is_left_in_german() -> None:
    english = _catalogue("en")
    for code, entry in _catalogue("de").items():
        for part, text in entry.items():
            # Titles and names in German quotation marks, and what is typed, stay as they are.
            own = re.sub(
                "[{][a-z_]+[}]|(reberth|appcmd list|docker) [a-z]+|„[^“]*“|--?[a-z-]+|<[^>]*>|[\\w./\\\\]+\\.[\\w*]+",
                "",
                text,
            )
            assert not ENGLISH.search(own), (code, part, text)
            assert text != english[code][part], (code, part)


def places_given(call: ast.Call) -> tuple[str, set[str]] | None:
    """The code that a call makes something of, and the places it fills; None where that stands elsewhere."""
    name = getattr(call.func, "id", "")
    for number, argument in enumerate(call.args):
        if not (isinstance(argument, ast.Constant) and str(argument.value) in codes()):
            continue
        if name == "ReberthError":
            given = {item.arg for item in call.keywords}
            return None if None in given else (str(argument.value), {str(item) for item in given})
        more = [*call.args[number + 1 :], *(item.value for item in call.keywords)]
        for value in (item for item in more if isinstance(item, ast.Dict)):
            keys = [key.value for key in value.keys if isinstance(key, ast.Constant)]
            return (str(argument.value), set(map(str, keys))) if len(keys) == len(value.keys) else None
        # Others may be given their parameters by name of a variable.
        return (str(argument.value), set()) if name == "Note" and not more else None
    return None


def test_places_are_given_where_codes_are_used() -> None:
    """In errors, notes, findings, lines of the doctor and outcomes."""
    seen = 0
    for file in CORE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            found = places_given(node) if isinstance(node, ast.Call) else None
            if found is not None:
                code, given = found
                seen += 1
                wanted = set(PLACE.findall(" ".join(_catalogue("en")[code].values())))
                assert wanted <= given, (code, file.name, wanted - given)
    assert seen > 200


def test_hostile_values_cannot_draw_on_the_screen() -> None:
    words = message("source.empty", {"name": "a\x1b[2J\u202egnp.exe\n{code}"})
    assert words.sentence == "a\\u001b[2J\\u202egnp.exe\\u000a{code} is empty."
    assert shown("Büro 日本 😀") == "Büro 日本 😀"


def test_an_unknown_code_shows_itself() -> None:
    assert message("no.such-code", {"a": 1}).sentence == "no.such-code a=1"
