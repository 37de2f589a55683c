"""Secrets are places: no value of one is in what a scan keeps, however it is written."""

from __future__ import annotations

import re

import msgspec
import pytest

from reberth.model.plan import Undecided
from tests.rendering.trips import take
from tests.support.iis_samples import HOST, inventory, own_sample, own_samples, read, sample

PLANTED = re.compile(rb"Planted-Plain-\d+!|\[enc:|cGxhbnRlZC1ibG9i|:enc\]")
SECRETS = (
    ("HARBOUR\\payroll", "password", "encrypted-value", "system.applicationHost/applicationPools", "processModel"),
    ("plain", "password", "credential", "system.applicationHost/applicationPools", "processModel"),
    ("DB_PASSWORD", "value", "credential", "system.applicationHost/applicationPools", "environmentVariables/add"),
    ("HARBOUR\\all", "password", "credential", "system.applicationHost/applicationPools", "processModel"),
    ("/slips", "password", "encrypted-value", "system.applicationHost/sites", ""),
    ("defaults", "password", "credential", "system.applicationHost/sites", ""),
    (
        "API_TOKEN",
        "value",
        "credential",
        "system.webServer/fastCgi",
        "application/environmentVariables/environmentVariable",
    ),
    ("odbc", "password", "credential", "system.webServer/odbcLogging", ""),
    ("ConnectionString", "value", "credential", "system.webServer/rewrite/providers", "provider/settings/add"),
    (
        "HARBOUR\\guest",
        "password",
        "encrypted-value",
        "system.webServer/security/authentication/anonymousAuthentication",
        "",
    ),
    (
        "HARBOUR\\card",
        "password",
        "credential",
        "system.webServer/security/authentication/iisClientCertificateMappingAuthentication",
        "oneToOneMappings/add",
    ),
    ("local", "password", "credential", "system.webServer/security/authentication/anonymousAuthentication", ""),
    ("Payroll/plain", "sharedKey", "credential", "system.webServer/harbourGate", ""),
    ("x", "token", "encrypted-value", "system.webServer/harbourGate", "door"),
)


def test_the_sample_holds_what_is_looked_for() -> None:
    data = own_sample(11).host
    assert len(set(re.findall(rb"Planted-Plain-\d+!", data))) == 10
    assert len(re.findall(rb"\[enc:", data)) == 4


def test_no_value_is_in_the_inventory() -> None:
    for item in own_samples():
        iis, findings = read(item)
        assert PLANTED.search(msgspec.json.encode(inventory(iis))) is None, item.name
        assert PLANTED.search(msgspec.json.encode(findings)) is None, item.name


def test_no_value_is_in_the_plan_the_stylesheet_or_the_result() -> None:
    trip = take(own_sample(11))
    for text in (msgspec.json.encode(trip.plan), trip.stylesheet, trip.result):
        assert PLANTED.search(text) is None
        assert b"Planted" not in text


@pytest.mark.parametrize("secret", SECRETS, ids=lambda item: f"{item[0]} {item[3]}")
def test_each_place_is_known(secret: tuple[str, str, str, str, str]) -> None:
    iis, _ = read(own_sample(11))
    name, attribute, kind, section, location = secret
    found = [item for item in iis.secrets if (item.name, item.section, item.location) == (name, section, location)]
    assert [(item.attribute, item.kind) for item in found] == [(attribute, kind)]
    line = own_sample(11).host.decode().splitlines()[found[0].evidence.line - 1]
    assert f'{attribute}="' in line
    assert (found[0].evidence.source, found[0].file.path) == (HOST, HOST[2:])


def test_there_are_no_others_and_each_is_undecided() -> None:
    trip = take(own_sample(11))
    assert len(trip.source.secrets) == len(SECRETS)
    told = [item for item in trip.plan.outcomes if item.kind == "secret"]
    assert len(told) == len(SECRETS)
    assert all(isinstance(item, Undecided) and item.code == "plan.server-secret" for item in told)
    assert len({item.name for item in told}) == len(SECRETS)


def test_what_is_no_secret_stays() -> None:
    iis, _ = read(own_sample(11))
    pools = {pool.name: pool for pool in iis.pools}
    assert [
        child.get("value") for _, element in pools["Worker"].settings.collections for child in element.children
    ] == ["test", ""]
    fast = next(item for item in iis.sections if item.path == "system.webServer/fastCgi")
    values = [child.get("value") for child in fast.element.children[0].children[0].children]
    assert values == ["1000", ""]
    assert pools["Payroll"].settings.get("processModel.userName") == "HARBOUR\\payroll"


def test_what_cannot_live_without_its_secret_is_not_written() -> None:
    """An account without its password locks everybody out; a pair without its value makes IIS refuse the file."""
    text = take(own_sample(11)).stylesheet.decode()
    for gone in ("HARBOUR", "DB_PASSWORD", "API_TOKEN", 'userName="local"', "secret"):
        assert gone not in text
    for kept in ("PHP_FCGI_MAX_REQUESTS", "STAGE", 'enabled="true"', "MIIBplantedcertificate"):
        assert kept in text


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ('password=""', {"password"}),
        ('enabled="true" realm="[enc:x:y:enc]"', {"enabled"}),
        ('realm=" [ENC:x:y:enc]"', set()),
        ('userPwd="x"', set()),
        ('connectionString="Data Source=x"', set()),
        ('keyCount="3" passive="1"', {"keyCount", "passive"}),
    ],
)
def test_attributes_are_judged_by_name_and_value(attributes: str, kept: set[str]) -> None:
    config = f"<configuration><system.webServer><security><authentication><basicAuthentication {attributes}/>"
    iis, _ = read(sample(f"{config}</authentication></security></system.webServer></configuration>"))
    element = iis.sections[0].element
    assert {name for name, _ in element.attributes} == kept
    assert set(element.secret_attributes) == set(re.findall(r'(\w+)="', attributes)) - kept
