"""Each command line is one that our own command line reads, with the same meaning; quotes hold."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reberth.cli.arguments import letters_of
from reberth.cli.main import parser
from reberth.cli.quantities import memory_of, pairs_of, ports_of
from reberth.migration.command_lines import CommandLine, Place, command_lines, join
from reberth.migration.document import Migration, RunSettings

MIGRATION = Migration(
    "id",
    (r"D:\disk images\O'Brien & co.vhdx", "data.vhdx"),
    wim_image="2",
    letters=(("disk1.partition1", "D"),),
    endpoint="npipe:////./pipe/docker_engine",
    run=RunSettings("hyperv", ("8080:80",), (("TIER", "a b=c"),), 1.5, "2g"),
)
PLACE = Place(r"C:\my work\web01.reberth", "web01-web", "web01", r"C:\my work\web01", "reg.example/team/", secrets=True)


def parsed(line: CommandLine) -> Any:
    assert line.words[0] == "reberth"
    return parser(line.words[1]).parse_args(line.words[1:])


def by_name(migration: Migration = MIGRATION, place: Place = PLACE) -> dict[str, Any]:
    return {line.name: parsed(line) for line in command_lines(migration, place)}


def test_they_mean_what_the_document_says() -> None:
    found = by_name()
    assert list(found) == ["scan", "convert", "build", "run", "replay", "stop", "push", "save", "compose"]
    assert tuple(found["scan"].image) == MIGRATION.paths
    assert found["scan"].wim_index == "2"
    assert letters_of(found["scan"]) == MIGRATION.letters
    assert (found["convert"].image, found["convert"].output) == ([PLACE.document], PLACE.folder)
    assert (found["build"].source, found["build"].tag) == ([PLACE.document], ["web01-web"])
    run = found["run"]
    assert (run.image, run.name, run.isolation, run.env_file) == ("web01-web", "web01", "hyperv", ".env")
    assert ports_of(run.publish) == ((80, 8080),)
    assert pairs_of(run.env) == MIGRATION.run.environment
    assert (run.cpus, memory_of(run.memory)) == (1.5, 2 << 30)
    assert (found["replay"].container, tuple(found["replay"].image)) == ("web01", MIGRATION.paths)
    assert (found["push"].image, found["push"].source) == ("reg.example/team/web01-web", "web01-web")
    assert (found["compose"].folder, found["compose"].image) == (PLACE.folder, PLACE.image)
    assert {options.endpoint for name, options in found.items() if name not in {"scan", "convert"}} == {
        MIGRATION.endpoint
    }


def test_a_plain_migration_has_short_lines() -> None:
    lines = command_lines(Migration("id", ("a.vhdx",)), Place("a.reberth", "a-web", "a", "a"))
    assert [join(line.words, "sh") for line in lines][2:4] == [
        "reberth build a.reberth -t a-web",
        "reberth run --name a a-web",
    ]
    assert "push" not in [line.name for line in lines]


def unquoted(line: str) -> list[str]:
    """As PowerShell reads words without anything but single quotes, of which it knows five."""
    return [
        re.sub("(['\u2018-\u201b])['\u2018-\u201b]", r"\1", word[1:-1]) if word.startswith("'") else word
        for word in re.findall("(?:'(?:[^'\u2018-\u201b]|['\u2018-\u201b]['\u2018-\u201b])*'|[^ ]+)", line)
    ]


def test_a_typographic_quote_ends_no_word() -> None:
    assert join(["D:\\Bob\u2019s VM.vhdx"], "powershell") == "'D:\\Bob\u2019\u2019s VM.vhdx'"


WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12), min_size=1)


@given(WORDS)
def test_every_word_arrives(words: list[str]) -> None:
    assert shlex.split(join(words, "sh")) == words
    assert unquoted(join(words, "powershell")) == words


@pytest.mark.parametrize("word", ["$x", "a;b", "`", "a b", "(x)", "@a", "-x,", "#", "%PATH%", "a&b", "a|b", '"'])
def test_what_a_shell_would_read_is_quoted(word: str) -> None:
    assert join([word], "powershell") == f"'{word}'"
