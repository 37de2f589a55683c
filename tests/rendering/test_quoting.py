"""No text of the source can leave the place in the Dockerfile that it was put into."""

from __future__ import annotations

import dockerfile
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reberth.model.content import escape_name
from reberth.rendering.quoting import comment, copy_json, label
from tests.support.command_lines import crt_arguments, crt_line, expand_word

HOSTILE = [
    "plain",
    "it's",
    'say "hi"',
    "back`tick`",
    "cost $5 ${PATH} $X",
    "100% ^&|<>",
    "line\nRUN evil",
    "line\r\nRUN evil\u2028RUN evil\x85RUN",
    "`",
    "\\",
    "ends in backslash\\",
    "ends in backtick`",
    "`\nRUN evil",
    "<<EOF",
    "# escape=\\",
    "[0]*?",
    "日本 😀 é",
    "\ud800 lone",
    "\x00\x07\x1b[2J\u202e",
    "trailing. ",
    "CON",
    "",
]
TEXT = st.one_of(st.text(), st.sampled_from(HOSTILE), st.text("`\"'$\\\n\r {}[]#<|", max_size=20))
HEAD = "# escape=`\nFROM x\n"


def parsed(text: str) -> list[dockerfile.Command]:
    """The builder's own parser reads the file that would be written."""
    return list(dockerfile.parse_string(text.encode().decode()))


@settings(deadline=None)
@given(TEXT, TEXT)
@example("C:\\it's $here `now`", 'C:\\"')
def test_copy_keeps_any_path(first: str, second: str) -> None:
    # A path holds no NUL, and the parser's Python side ends its strings there.
    first, second = first.replace("\0", ""), second.replace("\0", "")
    line = copy_json(first, second)
    _, command, last = parsed(f"{HEAD}COPY {line}\nEXPOSE 80\n")
    assert (command.cmd, command.json, command.flags, last.cmd) == ("COPY", True, (), "EXPOSE")
    found = [expand_word(word, environment={"PATH": "x", "X": "y"}) for word in command.value]
    assert found == [escape_name(path).replace("\\", "/") for path in (first, second)]


@settings(deadline=None)
@given(TEXT)
def test_a_label_stays_one_label(text: str) -> None:
    line = label(text)
    _, command, last = parsed(f"{HEAD}LABEL io.reberth.server={line}\nEXPOSE 80\n")
    assert (command.cmd, command.value[0], last.cmd) == ("LABEL", "io.reberth.server", "EXPOSE")
    assert len(command.value) in {2, 3}
    wanted = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    assert expand_word(command.value[1], environment={"PATH": "x", "X": "y"}) == wanted


@settings(deadline=None)
@given(TEXT)
def test_a_comment_stays_one_comment(text: str) -> None:
    line = f"# IIS sites of {comment(text)}"
    commands = parsed(f"# escape=`\n{line}\nFROM x\n")
    assert [item.cmd for item in commands] == ["FROM"]
    assert commands[0].start_line == 3
    assert not line.endswith(("`", "\\"))
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("word", "expanded"),
    [
        ("`$a", "$a"),
        ("$a-b", "A-b"),
        ("it`'s", "it's"),
        ("'x$a'", "x$a"),
        ('"x`"y`$a`z"', 'x"y$a`z'),
        ("a``b", "a`b"),
        ("a\\b", "a\\b"),
    ],
)
def test_the_model_of_the_builder(word: str, expanded: str) -> None:
    assert expand_word(word, environment={"a": "A"}) == expanded


def test_the_model_knows_the_trap_that_the_quoting_is_for() -> None:
    with pytest.raises(ValueError, match="matching '"):
        expand_word("C:/it's")


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\x00"), min_size=1), min_size=1))
def test_the_models_of_the_command_line_agree(arguments: list[str]) -> None:
    assert crt_arguments(crt_line(arguments)) == arguments
