"""A Dockerfile read as moby's own parser reads it, and what is found in it before anything is uploaded."""

from __future__ import annotations

from pathlib import Path

import dockerfile
import pytest

from reberth.containers.checking import check_dockerfile, check_sources, sources
from reberth.containers.dockerfile import read_dockerfile, server_of
from reberth.model.errors import ExitCode, ReberthError

GOLDENS = Path(__file__).resolve().parents[1] / "goldens"
SAMPLES = {
    "continued": "# escape=`\nFROM a\nRUN one `\n  # a comment inside\n\n  two\nCOPY a C:/b/\n",
    "backslash": 'FROM a\nRUN one \\\n  two\nCMD ["x"]\n',
    "directive-too-late": "# a comment\n# escape=`\nFROM a\nENV P=C:/x\n",
    "bom-and-crlf": "\ufeff# escape=`\r\nFROM a\r\nWORKDIR C:\\x\r\n",
    "flags": 'FROM --platform=windows/amd64 a AS b\nCOPY --from=b x y\nHEALTHCHECK --interval=3s CMD ["a"]\n',
    "syntax-directive": "# syntax=x\n# escape=`\nFROM a\nRUN x `\n  y\n",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_and_keywords_are_mobys(name: str) -> None:
    ours = read_dockerfile(SAMPLES[name].encode())
    theirs = dockerfile.parse_string(SAMPLES[name].removeprefix("\ufeff"))
    assert [(item.line, item.keyword) for item in ours] == [(item.start_line, item.cmd.upper()) for item in theirs]


def test_every_golden_dockerfile_is_read_as_by_moby_and_passes() -> None:
    files = sorted(GOLDENS.rglob("Dockerfile"))
    assert files
    for file in files:
        ours = read_dockerfile(file.read_bytes())
        theirs = dockerfile.parse_string(file.read_text(encoding="utf-8"))
        assert [(item.line, item.keyword) for item in ours] == [(item.start_line, item.cmd.upper()) for item in theirs]
        check_dockerfile(ours)
        copied = [[*item.value][:-1] for item in theirs if item.cmd.upper() == "COPY"]
        assert [name for _, name in sources(ours)] == [name.rstrip("/") for names in copied for name in names]
        assert server_of(ours)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("RNU x", "build.dockerfile-syntax"),
        ("RUN", "build.dockerfile-syntax"),
        ("COPY onlyone", "build.dockerfile-syntax"),
        ("EXPOSE eighty", "build.dockerfile-syntax"),
        ("ENTRYPOINT ['C:\\\\ServiceMonitor.exe', 'w3svc']", "build.json-form-broken"),
        ('ENTRYPOINT ["a" "b"]', "build.json-form-broken"),
        ("HEALTHCHECK CMD ['cmd']", "build.json-form-broken"),
        ("HEALTHCHECK --interval=30s CMD ['cmd']", "build.json-form-broken"),
        ("SHELL cmd /S /C", "build.json-form-broken"),
        ('COPY ["a", "b"', "build.json-form-broken"),
        ("RUN --mount=type=cache,target=x dir", "build.buildkit-only"),
        ("COPY --link a b", "build.buildkit-only"),
        ("RUN <<EOF", "build.buildkit-only"),
        ("RUN dir `", "build.line-continued-at-end"),
    ],
)
def test_what_the_engine_would_find_late_or_never(line: str, code: str) -> None:
    with pytest.raises(ReberthError) as caught:
        check_dockerfile(read_dockerfile(f"# escape=`\nFROM a\n\n{line}\n".encode()))
    assert caught.value.code == code
    assert caught.value.params["line"] == 4
    assert caught.value.exit_code is ExitCode.BUILD


@pytest.mark.parametrize("text", ["", "# nothing\n", "ARG x=1\n"])
def test_a_dockerfile_without_from(text: str) -> None:
    with pytest.raises(ReberthError) as caught:
        check_dockerfile(read_dockerfile(text.encode()))
    assert caught.value.code == "build.dockerfile-empty"


def test_a_dockerfile_in_another_encoding() -> None:
    with pytest.raises(ReberthError) as caught:
        read_dockerfile("FROM a\nLABEL a=Büro\n".encode("cp1252"))
    assert caught.value.code == "build.dockerfile-not-utf8"
    assert caught.value.params["offset"] == 16


def test_a_missing_source_is_named_with_its_line() -> None:
    text = '# escape=`\nFROM a\nCOPY ["a/", "C:/a/"]\nCOPY b\\c.txt C:/b/\nCOPY --from=x q C:/\nADD https://e/f g\n'
    read = read_dockerfile(text.encode())
    check_sources(read, ["Dockerfile", "a/inner/file", "b/c.txt"])
    with pytest.raises(ReberthError) as caught:
        check_sources(read, ["Dockerfile", "a/inner/file", "b/d.txt"])
    assert caught.value.code == "build.file-missing"
    assert caught.value.params == {"line": 4, "file": "b/c.txt"}


def test_patterns_and_variables_are_left_to_the_engine() -> None:
    check_sources(read_dockerfile(b"FROM a\nCOPY *.txt x/\nCOPY ${A}/b x/\nCOPY . y/\n"), ["Dockerfile"])
