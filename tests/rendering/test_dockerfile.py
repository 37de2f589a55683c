"""The Dockerfiles of the golden servers, as Docker's own parser, hadolint, cmd and the C runtime read them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import dockerfile
import msgspec

from reberth.rendering.evidence_file import EvidenceDocument, step_evidence
from reberth.rendering.xml_lines import literal
from tests.support.command_lines import cmd_runs, crt_arguments, crt_line, expand_word

if TYPE_CHECKING:
    from reberth.verbs.convert import ConvertResult

    Built = tuple[str, Path, ConvertResult]

SCRIPT = ["powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File"]
FIRST = ["FROM", "SHELL", "LABEL"]
FOLDERS, CONFIGURE = ["COPY", "RUN", "COPY"], ["COPY", "RUN"]
LAST = ["EXPOSE", "COPY", "HEALTHCHECK", "WORKDIR", "ENTRYPOINT"]
FEATURES, ADD_ONS, SECRETS = ["COPY", "RUN"], ["COPY", "COPY", "RUN"], ["COPY"]
# The folder installers comes before the features then, and once.
WITH_PAYLOAD = ["COPY", "COPY", "RUN", "COPY", "RUN"]
INSTRUCTIONS = {
    "static": [*FIRST, *FOLDERS, *CONFIGURE, *LAST],
    "shop": [*FIRST, *FEATURES, *ADD_ONS, *FOLDERS, *SECRETS, *CONFIGURE, *LAST],
    "legacy": [*FIRST, *WITH_PAYLOAD, *FOLDERS, *CONFIGURE, *LAST],
    "hostile": [*FIRST, *FOLDERS, *SECRETS, *CONFIGURE, *LAST],
    "wcf": [*FIRST, *FOLDERS, *CONFIGURE, *LAST],
}


def commands(built: Built) -> list[dockerfile.Command]:
    return list(dockerfile.parse_file(str(built[1] / "Dockerfile")))


def test_instructions_in_their_order(built: Built) -> None:
    assert [item.cmd for item in commands(built)] == INSTRUCTIONS[built[0]]
    assert [item for item in commands(built) if item.flags and item.cmd != "HEALTHCHECK"] == []
    assert [item for item in commands(built) if item.heredocs] == []
    assert (built[1] / "Dockerfile").read_bytes().startswith(b"# escape=`\n")


def test_hadolint_has_nothing_to_say(built: Built) -> None:
    tool = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([tool, built[1] / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_is_there_and_lands_where_iis_looks(built: Built) -> None:
    _, folder, result = built
    targets = {}
    for command in commands(built):
        if command.cmd == "COPY":
            assert command.json
            *sources, target = [expand_word(word) for word in command.value]
            assert target.endswith("/")
            for source in sources:
                assert (folder / source).exists(), source
                targets[source] = target
    for root in result.plan.contents:
        assert targets[f"{root.name}/"] == root.target.replace("\\", "/") + "/"
    paths = [
        place.physical_path
        for site in result.plan.iis.sites
        for application in site.applications
        for place in application.virtual_directories
        if place.content is not None
    ]
    assert all(any(f"{path}\\".startswith(f"{root.target}\\") for root in result.plan.contents) for path in paths)


def test_run_lines_reach_their_scripts_unchanged(built: Built) -> None:
    shell = next(item.value for item in commands(built) if item.cmd == "SHELL")
    assert shell == ("cmd", "/S", "/C")
    for command in commands(built):
        if command.cmd == "RUN":
            assert not command.json
            [line] = command.value
            arguments = crt_arguments(cmd_runs(line))
            script = arguments[-1]
            assert arguments == ([*SCRIPT, script] if script.endswith(".ps1") else [script])
            assert (built[1] / "setup" / script.rpartition("\\")[2]).exists()


def test_exec_forms_reach_their_programs_unchanged(built: Built) -> None:
    entry = next(item for item in commands(built) if item.cmd == "ENTRYPOINT")
    assert entry.json
    assert crt_arguments(crt_line(list(entry.value))) == [*SCRIPT, "C:\\reberth\\setup\\start.ps1"]
    health = next(item for item in commands(built) if item.cmd == "HEALTHCHECK")
    assert health.value == ("CMD", "cmd", "/S", "/C", "C:\\reberth\\setup\\health.cmd")
    assert health.flags == ("--interval=30s", "--timeout=20s", "--start-period=90s", "--retries=3")


def test_ports_are_those_of_the_bindings(built: Built) -> None:
    [expose] = [item.value for item in commands(built) if item.cmd == "EXPOSE"]
    ports = {item.port for site in built[2].plan.iis.sites for item in site.bindings if item.port}
    assert list(expose) == [str(port) for port in sorted(ports)]


def test_every_line_has_evidence(built: Built) -> None:
    _, folder, result = built
    document = msgspec.json.decode((folder / "evidence.json").read_bytes(), type=EvidenceDocument)
    known = step_evidence(result.plan)
    assert document.steps == known
    told = {item.line: item for item in document.lines["Dockerfile"]}
    for number, line in enumerate((folder / "Dockerfile").read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            assert told[number].text == line
            assert told[number].steps, line
            assert all(known[step] for step in told[number].steps), line


def test_every_named_line_of_every_file_is_that_line(built: Built) -> None:
    _, folder, result = built
    document = msgspec.json.decode((folder / "evidence.json").read_bytes(), type=EvidenceDocument)
    known = step_evidence(result.plan)
    for path, lines in document.lines.items():
        text = (folder / path).read_text(encoding="utf-8-sig").split("\n")
        for item in lines:
            assert text[item.line - 1].rstrip("\r") == item.text
            assert set(item.steps) <= known.keys()
    assert document.outcomes == result.plan.outcomes


def test_each_line_of_a_site_names_the_very_place_it_comes_from(built: Built) -> None:
    _, folder, result = built
    document = msgspec.json.decode((folder / "evidence.json").read_bytes(), type=EvidenceDocument)
    told = {item.text.strip(): item.steps for item in document.lines["setup/iis.xslt"]}

    def places(start: str) -> list[str]:
        [steps] = {steps for text, steps in told.items() if text.startswith(start)}
        return [place.location for step in steps for place in document.steps[step]]

    for number, site in enumerate(result.plan.iis.sites, start=1):
        here = site.evidence.location
        assert here.startswith("sites/site["), number
        for application in site.applications:
            assert places(f'<application path="{application.path}" ') == [here, application.evidence.location]
            for item in application.virtual_directories:
                assert item.evidence.location.startswith(f"{application.evidence.location}/virtualDirectory[")
        for binding in site.bindings:
            written = literal(binding.information)
            found = places(f'<binding protocol="{binding.protocol}" bindingInformation="{written}"')
            assert found == [here, binding.evidence.location]
    if len(result.plan.iis.sites) == 1 and built[0] == "shop":
        assert places('<virtualDirectory path="/images"') == [
            "sites/site[1]",
            "sites/site[1]/application[1]",
            "sites/site[1]/application[1]/virtualDirectory[2]",
        ]
