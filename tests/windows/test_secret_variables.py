"""No value that looks like a secret leaves the machine environment."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import msgspec
import pytest

from reberth.applications.secrets import is_secret_name
from reberth.cli.main import main
from reberth.windows.secret_variables import looks_secret
from reberth.windows.server import read_windows
from tests.support.servers import write_server
from tests.support.trees import memory_volumes
from tests.windows.machines import machine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.hives import Value

SECRETS = {
    "DB_PASSWORD": "Sommer-1",
    "db_pwd": "1234",
    "DBPASS": "Sommer-2",
    "SMTP_PASS": "Sommer-3",
    "ADMIN_PASSWORT": "Sommer-4",
    "API_KEY": "k-5",
    "StripeApiKey": "k-6",
    "APPINSIGHTS_INSTRUMENTATIONKEY": "k-7",
    "LICENSE_KEY": "AAAA-8",
    "CONNECTIONSTRING": "Sommer9",
    "ConnectionStrings__Main": "Server=db;Database=x;Integrated Security=true;Sommer10",
    "SQLAZURECONNSTR_Main": "Sommer11",
    "TOKEN": "t-12",
    "GITHUB_TOKEN": "true13",
    "CLIENT_SECRET": "s-14",
    "Credentials": "svc:15",
    "HTTP_AUTH": "svc:16",
    "MAIN_DB": "Data Source=db;User ID=sa;Password=Sommer17",
    "CACHE": "cache.example:6380,password=Sommer18,ssl=True",
    "STORAGE": "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Sommer19==",
    "DATABASE_URL": "postgres://app:Sommer20@db/shop",
    "HTTPS_PROXY": "http://svc:Sommer21@proxy:8080",
    "JAVA_OPTS": "-Xmx1g -Ddb.password=Sommer22",
    "AGENT_ARGS": "--user svc --password Sommer23",
    "SETTINGS": '{"apiKey": "Sommer24"}',
    "UPLOAD": "https://a.example/c?sv=1&sig=Sommer25",
    "BLOB": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a26",
    "PEM": "-----BEGIN PRIVATE KEY-----27",
    "JWT": "eyJhbGciOiJIUzI1NiJ9.e30.28",
    "AWS": "AKIAIOSFODNN7EXAMPLE",
}
ORDINARY = {
    "Path": "C:\\Windows\\system32;C:\\Windows;D:\\tools\\bin",
    "PATHEXT": ".COM;.EXE;.BAT;.CMD",
    "OS": "Windows_NT",
    "ComSpec": "C:\\Windows\\system32\\cmd.exe",
    "NUMBER_OF_PROCESSORS": "4",
    "PROCESSOR_IDENTIFIER": "Intel64 Family 6 Model 79 Stepping 1, GenuineIntel",
    "PSModulePath": "C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules\\",
    "FP_NO_HOST_CHECK": "NO",
    "SITES": "D:\\sites",
    "SECRETS_DIR": "D:\\secrets",
    "KEY_STORE": "\\\\files\\keys",
    "TOKEN_CACHE": "%SystemDrive%\\cache",
    "ASPNETCORE_ENVIRONMENT": "Production",
    "JAVA_HOME": "C:\\Program Files\\Java\\jdk1.8.0_202",
    "API_URL": "https://api.example/v1",
    "EMPTY_PASSWORD": "",
}


@pytest.mark.parametrize("name", SECRETS)
def test_secrets(name: str) -> None:
    assert looks_secret(name, SECRETS[name])


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_values(name: str) -> None:
    assert not looks_secret(name, ORDINARY[name])


@pytest.mark.parametrize(
    "name",
    [
        *(
            "SmtpPassword",
            "db.passwd",
            "UserPwd",
            "passPhrase",
            "Kennwort",
            "ClientSecret",
            "access_token",
            "credential",
        ),
        *("apiKey", "AccessKey", "StorageKey", "EncryptionKey", "sasKey", "subscription-key"),
    ],
)
def test_what_is_a_secret_in_a_configuration_file_is_one_here(name: str) -> None:
    assert is_secret_name(name)
    assert looks_secret(name, "Sommer")


def test_values_are_withheld_and_names_kept() -> None:
    windows = read_windows(memory_volumes(machine(environment={**ORDINARY, **SECRETS})))
    assert windows.withheld == tuple(sorted(name.upper() for name in SECRETS))
    found = dict(windows.environment)
    assert not found.keys() & set(windows.withheld)
    kept = {name.upper(): value for name, value in ORDINARY.items() if value} | {"TOKEN_CACHE": "C:\\cache"}
    assert {name: found[name] for name in kept} == kept
    shown = msgspec.json.encode(windows).decode()
    assert [name for name, value in SECRETS.items() if json.dumps(value)[1:-1] in shown.replace(name, "")] == []


def test_other_variables_cannot_carry_a_secret_out() -> None:
    stored: dict[str, Value] = {
        "DB_PASSWORD": "Sommer-2019",
        "COPY": "%DB_PASSWORD%",
        "URL": "x %copy% y",
        "HALF": "Pass",
        "OTHER": "Server=db;%HALF%word=Sommer-2020",
    }
    windows = read_windows(memory_volumes(machine(environment=stored)))
    found = dict(windows.environment)
    assert (found["COPY"], found["URL"]) == ("%DB_PASSWORD%", "x %DB_PASSWORD% y")
    assert windows.withheld == ("DB_PASSWORD", "OTHER")
    assert b"Sommer" not in msgspec.json.encode(windows)


@pytest.mark.parametrize("arguments", [["scan", "--json"], ["scan"], ["sites", "--json"]])
def test_no_output_of_a_scan_holds_one(arguments: list[str], tmp_path: Path) -> None:
    site = {"Shop": "%SITES%\\shop", "Odd": "%DB_PASSWORD%\\x"}
    environment: dict[str, Value] = {**SECRETS, "SITES": "C:\\sites", "COPY": "a%DB_PASSWORD%b"}
    write_server(tmp_path / "c", sites=site, environment=environment)
    (tmp_path / "c" / "sites" / "shop").mkdir(parents=True)
    with redirect_stdout(io.StringIO()) as output:
        code = main([*arguments, str(tmp_path / "c")])
    assert code == 0
    shown = output.getvalue()
    assert "Shop" in shown
    for name, value in SECRETS.items():
        assert json.dumps(value)[1:-1] not in shown.replace(name, ""), name
    if arguments == ["scan", "--json"]:
        windows = json.loads(shown)["windows"]
        assert windows["withheld"] == sorted(name.upper() for name in SECRETS)
        assert ["SITES", "C:\\sites"] in windows["environment"]
        roots = [site["applications"][0]["virtual_directories"][0] for site in json.loads(shown)["iis"]["sites"]]
        assert [root["expanded_path"] for root in roots if root.get("expanded_path")] == ["C:\\sites\\shop"]
        assert [root.get("problem", "") for root in roots] == ["", "iis.path-unknown-variable"]
