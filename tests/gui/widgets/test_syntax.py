"""Colours line by line: each language's own signs, and states that go over lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reberth_gui.widgets.syntax import Language, language_of, read_line


def words(language: Language, text: str, state: int = 0) -> list[tuple[str, str]]:
    return [
        (text[item.start : item.start + item.length], item.kind) for item in read_line(language, text, state).tokens
    ]


def states(language: Language, *lines: str) -> list[int]:
    found, state = [], 0
    for line in lines:
        state = read_line(language, line, state).state
        found.append(state)
    return found


def test_dockerfile() -> None:
    assert words("dockerfile", 'COPY ["a b/", "C:/x/"]') == [
        ("COPY", "keyword"),
        ('"a b/"', "string"),
        ('"C:/x/"', "string"),
    ]
    assert words("dockerfile", "EXPOSE 80 443") == [("EXPOSE", "keyword"), ("80", "number"), ("443", "number")]
    assert words("dockerfile", "HEALTHCHECK --interval=30s `")[:2] == [
        ("HEALTHCHECK", "keyword"),
        ("--interval", "number"),
    ]
    assert words("dockerfile", "  # note") == [("  # note", "comment")]


def test_a_line_that_goes_on_begins_no_instruction() -> None:
    first, second, third, fourth = states("dockerfile", "# escape=`", "HEALTHCHECK --interval=30s `", "", "    CMD x")
    assert (first, second, third, fourth) == (2, 3, 3, 2)
    assert words("dockerfile", "    CMD x", second) == []
    assert states("dockerfile", "RUN a \\", "b") == [1, 0]


def test_xml_over_lines() -> None:
    assert sorted(words("xml", '<add name="a > b"/>')) == [
        ('"a > b"', "string"),
        ("/>", "keyword"),
        ("<add", "keyword"),
        ("name", "number"),
    ]
    assert states("xml", "<!-- a", "b", "c --> <x", 'y="1">') == [1, 1, 2, 0]
    assert words("xml", "b", 1) == [("b", "comment")]


def test_yaml_json_env_script() -> None:
    assert words("yaml", '  - image: "x:1" # why') == [("image", "keyword"), ('"x:1"', "string"), ("# why", "comment")]
    assert words("json", '"a": "b"') == [('"a"', "keyword"), ('"b"', "string")]
    assert words("env", "SHOP=a=b") == [("SHOP", "keyword"), ("a=b", "string")]
    assert words("env", "# x") == [("# x", "comment")]
    assert ("$x", "number") in words("script", "if ($x) { 'y' } # z")
    assert words("script", "rem x") == [("rem x", "comment")]
    assert words("text", "RUN 1") == []


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("Dockerfile", "dockerfile"),
        ("setup/iis.xslt", "xml"),
        ("compose.yaml", "yaml"),
        (".env.example", "env"),
        ("setup/start.ps1", "script"),
        ("evidence.json", "json"),
        ("README.md", "text"),
        ("setup/health.txt", "text"),
    ],
)
def test_language_by_name(path: str, language: str) -> None:
    assert language_of(path) == language


@given(
    st.sampled_from(["dockerfile", "xml", "yaml", "json", "env", "script", "text"]),
    st.text(max_size=60),
    st.integers(0, 3),
)
def test_tokens_stay_within_the_line(language: Language, text: str, state: int) -> None:
    for token in read_line(language, text, state).tokens:
        assert 0 <= token.start <= token.start + token.length <= len(text)
