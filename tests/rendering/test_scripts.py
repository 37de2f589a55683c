"""Scripts are fixed ASCII code; whatever comes from the source is data beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from msgspec.structs import replace

from reberth.model.plan import DriveMapping, FeatureStep, GrantStep, HealthCheck
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.data_files import folders_data
from reberth.rendering.scripts import render_scripts
from tests.support.inventories import application, directory, inventory, site
from tests.support.powershell import code_of

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.verbs.convert import ConvertResult

    Built = tuple[str, Path, ConvertResult]

PLAN = make_plan(inventory(site("S", application("/", r"C:\web"))), Selection())
# Words of a script that are PowerShell's or our own; a name of the source would not be among them.
COMMANDS = {
    *("New-Object", "Write-Output", "Start-Process", "Copy-Item", "Move-Item", "Set-ItemProperty", "Out-Null"),
    *("Where-Object", "New-SelfSignedCertificate", "Get-FileHash"),
}


def test_scripts_are_ascii_with_a_mark_and_crlf(built: Built) -> None:
    _, folder, result = built
    for path in result.written:
        data = (folder / path).read_bytes()
        if path.endswith(".ps1"):
            assert data.startswith(b"\xef\xbb\xbf")
            data = data[3:]
        if path.endswith((".ps1", ".cmd")):
            assert data.isascii(), path
            assert data.count(b"\n") == data.count(b"\r\n") > 0
            assert data.endswith(b"\r\n")


def test_powershell_closes_what_it_opens_and_calls_what_5_1_has(built: Built) -> None:
    _, folder, result = built
    scripts = [path for path in result.written if path.endswith(".ps1")]
    assert {"setup/start.ps1", "setup/configure.ps1", "setup/folders.ps1", "setup/certificates.ps1"} <= set(scripts)
    for path in scripts:
        code = code_of((folder / path).read_text(encoding="utf-8-sig"))
        assert set(re.findall(r"\b[A-Z][a-z]+-[A-Z]\w+", code)) <= COMMANDS, path
        assert "$ErrorActionPreference = ''" in code
        assert not re.search(r"&&|\|\||\?\?|\?\s.*:|Invoke-Expression|\biex\b", code), path


def test_a_script_that_another_one_calls_throws_for_its_exit_would_not_be_heard() -> None:
    texts = {item.path: "\n".join(line.text for line in item.lines) for item in render_scripts(PLAN)}
    called = {name for text in texts.values() for name in re.findall(r"& \"\$PSScriptRoot\\([\w-]+\.ps1)\"", text)}
    assert called == {"certificates.ps1"}
    for name in called:
        code = code_of(texts[f"setup/{name}"])
        assert not re.search(r"\bexit\b", code)
        assert "throw" in code


def test_what_appcmd_says_of_a_refused_configuration_is_shown() -> None:
    [file] = [item for item in render_scripts(PLAN) if item.path == "setup/configure.ps1"]
    [check] = [line.text for line in file.lines if "refused the configuration" in line.text]
    assert check.strip().startswith("if ($LASTEXITCODE -ne 0) { Write-Output $said ")
    assert check.endswith("exit 1 }")


@pytest.mark.parametrize("text", ["a (b", 'x "a $(b" c', "'a", 'if (1) { "x"', "a ]", '"a `"'])
def test_the_reader_of_powershell_sees_what_does_not_close(text: str) -> None:
    with pytest.raises(ValueError, match=r"missing|closed|open"):
        code_of(text)


def test_the_reader_of_powershell() -> None:
    assert code_of("a 'it''s (' \"b $(c 'd') `\" )\" # ' (\n[x] `'") == "a '' \"$(c '')\" \n[x] `'"


FROM_SXS = (
    r"for %%f in (C:\reberth\installers\sxs\microsoft-windows-netfx3-ondemand-package.cab"
    r" C:\reberth\installers\sxs\microsoft-windows-netfx3-ondemand-package~31bf3856ad364e35~amd64~~.cab)"
    r" do if exist %%f (call :dism /Add-Package /PackagePath:%%f & goto netfx3)"
)


@pytest.mark.parametrize(
    ("features", "lines"),
    [
        ([FeatureStep("f:a", "IIS-ASP")], ["call :dism /Enable-Feature /All /FeatureName:IIS-ASP"]),
        (
            [FeatureStep("f:a", "NetFx3", capability=True)],
            [FROM_SXS, "call :dism /Add-Capability /CapabilityName:NetFx3", ":netfx3"],
        ),
        (
            [FeatureStep("f:a", "NetFx3")],
            [
                FROM_SXS,
                "sc config wuauserv start= auto",
                "call :dism /Enable-Feature /All /FeatureName:NetFx3",
                "sc config wuauserv start= disabled",
                ":netfx3",
            ],
        ),
    ],
)
def test_features(features: list[FeatureStep], lines: list[str]) -> None:
    [file] = [
        item for item in render_scripts(replace(PLAN, features=tuple(features))) if item.path == "setup/features.cmd"
    ]
    named = [line.text for line in file.lines if line.steps == ("f:a",)]
    assert named == lines
    texts = [line.text for line in file.lines]
    assert texts[0] == "@echo off"
    # Restart wanted is success; anything else ends the build.
    assert texts[-4:-1] == ["if %errorlevel% equ 0 exit /b 0", "if %errorlevel% equ 3010 exit /b 0", texts[-2]]
    assert texts[-1] == "exit %errorlevel%"
    assert texts.index("exit /b 0") < texts.index(":dism")


@pytest.mark.parametrize(
    ("host", "url", "connect"),
    [
        ("", "http://localhost:8080/", None),
        ("shop.example", "http://shop.example:8080/", "shop.example:8080:localhost:8080"),
        ('a"b\\c\nurl = x', 'http://a\\"b\\\\curl = x:8080/', 'a\\"b\\\\curl = x:8080:localhost:8080'),
    ],
)
def test_the_health_request_is_data(host: str, url: str, connect: str | None) -> None:
    plan = replace(PLAN, health=HealthCheck("health", "http", 8080, host))
    files = {item.path: item for item in render_scripts(plan)}
    texts = [line.text for line in files["setup/health.txt"].lines]
    assert texts[0] == f'url = "{url}"'
    assert [text for text in texts if text.startswith("connect-to")] == (
        [f'connect-to = "{connect}"'] if connect else []
    )
    assert len([text for text in texts if text.startswith("url")]) == 1
    assert "globoff" in texts
    assert "geq 100 if %%c lss 500 exit 0" in files["setup/health.cmd"].lines[1].text
    assert files["setup/health.cmd"].lines[2].text == "exit 1"


def test_folders_rights_and_drives() -> None:
    missing = directory("/gone", r"C:\gone & <away>", problem="iis.folder-missing")
    share = directory("/share", r"\\server\share", problem="iis.path-unc")
    plan = make_plan(inventory(site("S", application("/", r"D:\web", missing, share))), Selection())
    plan = replace(
        plan,
        grants=(
            GrantStep("g1", r"C:\drives\D\web\data", "*S-1-5-17", "M"),
            GrantStep("g2", "C:\\x", "*S-1-1-0", "(DE)", deny=True),
        ),
        drives=(DriveMapping("d", "E", r"C:\drives\E"),),
    )
    file = folders_data(plan)
    root = etree.fromstring(file.encode())
    assert [(item.tag, dict(item.attrib)) for item in root] == [
        ("folder", {"path": r"C:\drives\D\web"}),
        ("folder", {"path": r"C:\gone & <away>"}),
        ("grant", {"path": r"C:\drives\D\web\data", "rights": "*S-1-5-17:(OI)(CI)M"}),
        ("deny", {"path": "C:\\x", "rights": "*S-1-1-0:(OI)(CI)(DE)"}),
        ("folder", {"path": r"C:\drives\E"}),
        ("drive", {"letter": "E:", "path": r"C:\drives\E"}),
    ]
    assert [line.steps for line in file.lines if line.steps] == [
        *(("content:01",), ("site:S", "directory:S:/gone"), ("g1",), ("g2",), ("d",), ("d",))
    ]
