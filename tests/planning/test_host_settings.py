"""Settings that IIS 10 in the image cannot take stay behind and are told; paths are those of the image."""

from __future__ import annotations

import pytest
from lxml import etree

from reberth.iis.fallback import fallback_schema_text
from reberth.model.iis import ConfigElement, Settings
from reberth.model.plan import LeftOut
from reberth.planning.host_settings import APPLICATION, DIRECTORY, POOL, SITE, fit_settings
from reberth.planning.target_paths import TargetPaths
from tests.rendering.trips import take
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.iis_samples import own_sample, windows
from tests.support.inventories import pool, site

SCHEMA = etree.fromstring(fallback_schema_text("10.0"))
# What a model holds elsewhere than among the settings.
ELSEWHERE = {"name", "id", "path", "applicationPool", "physicalPath"}
KINDS = [("add", POOL), ("site", SITE), ("application", APPLICATION), ("virtualDirectory", DIRECTORY)]


def named(schema: etree._Element, entry: str) -> dict[str, set[str]]:
    """Attributes by dotted element of what one collection of system.applicationHost holds."""
    sections = ("applicationPools", "sites")
    paths = [
        f"sectionSchema[@name='system.applicationHost/{name}']//collection[@addElement='{entry}']" for name in sections
    ]
    node = next(found for path in paths for found in [schema.find(path)] if found is not None)
    found: dict[str, set[str]] = {}
    todo = [("", node)]
    while todo:
        name, node = todo.pop()
        found[name] = {item.get("name", "") for item in node.findall("attribute")} - ELSEWHERE
        todo += [
            (f"{name}.{inner.get('name')}".lstrip("."), inner)
            for inner in node.findall("element")
            if not str(inner.get("name")).endswith("Defaults") and inner.get("name") != "bindings"
        ]
    return found


@pytest.mark.parametrize(("entry", "known"), KINDS)
def test_the_names_are_those_of_our_schema(entry: str, known: dict[str, str]) -> None:
    assert {name: set(text.split()) for name, text in known.items()} == named(SCHEMA, entry)


@needs_corpus
@pytest.mark.parametrize(("entry", "known"), KINDS)
def test_the_names_are_those_of_a_real_schema(entry: str, known: dict[str, str]) -> None:
    real = etree.parse(str(CORPUS / "iis-schema" / "IIS_schema__jexuswebserver_56000f63.xml")).getroot()
    ours = {name: set(text.split()) for name, text in known.items() if name != "hsts"}
    assert ours == named(real, entry)


def test_an_ftp_server_stays_behind_and_is_told() -> None:
    """IIS without FTP refuses its whole configuration for that element."""
    trip = take(own_sample(20))
    told = [item for item in trip.plan.outcomes if item.kind == "setting"]
    assert [(item.name, getattr(item, "code", "")) for item in told] == [
        ("Web and files: ftpServer", "section.setting-unknown")
    ]
    assert b"ftpServer" not in trip.stylesheet
    assert b'maxUrlSegments="48"' in trip.stylesheet


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ftpServer__security__ssl__controlChannelPolicy", "ftpServer"),
        ("logFile__future", "logFile.future"),
        ("logFile__inner__future", "logFile.inner"),
        ("future", "future"),
    ],
)
def test_what_is_unknown_is_named_by_its_outermost_part(name: str, told: str) -> None:
    settings = {name: "x", f"{name}Too": "y"} if "__inner" in name else {name: "x"}
    fitted = fit_settings([site("S", **settings)], [], str)
    assert fitted.sites[0].settings == Settings()
    assert [(item.kind, item.name) for item in fitted.outcomes] == [("setting", f"S: {told}")]
    outcome = fitted.outcomes[0]
    assert isinstance(outcome, LeftOut)
    assert (outcome.params, outcome.evidence) == ({"setting": told, "name": "S"}, (fitted.sites[0].evidence,))


def test_paths_of_other_drives_are_mapped() -> None:
    made = pool(
        "P", CLRConfigFile=r"D:\clr.config", failure__orphanActionParams="D: x", failure__orphanActionExe=r"C:\x.exe"
    )
    web = site("S", logFile__directory=r"E:\logs", logFile__logFormat="W3C")
    fitted = fit_settings([web], [made], TargetPaths(windows()))
    assert fitted.sites[0].settings.get("logFile.directory") == r"C:\drives\E\logs"
    settings = fitted.pools[0].settings
    assert settings.get("CLRConfigFile") == r"C:\drives\D\clr.config"
    assert settings.get("failure.orphanActionParams") == "D: x"
    assert settings.get("failure.orphanActionExe") == r"C:\x.exe"
    assert fitted.outcomes == ()


def test_a_pair_that_lost_its_value_goes_with_it() -> None:
    variables = ConfigElement(
        "environmentVariables",
        children=(
            ConfigElement("add", (("name", "A"), ("value", r"D:\a"))),
            ConfigElement("add", (("name", "TOKEN"),), ("value",)),
        ),
    )
    made = pool("P")
    made = type(made)(made.name, made.evidence, Settings((), (("environmentVariables", variables),)))
    fitted = fit_settings([], [made], TargetPaths(windows()))
    children = dict(fitted.pools[0].settings.collections)["environmentVariables"].children
    assert [child.attributes for child in children] == [(("name", "A"), ("value", r"C:\drives\D\a"))]
