# ruff: noqa: E501 - lines of configuration are as long as they are
"""IIS 6 taken all the way: its stylesheet gives a configuration that IIS 10 accepts and that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reberth.iis.fallback import fallback_schema_text
from reberth.model.plan import CarriedOver
from reberth.model.selection import Selection
from reberth.planning.planner import make_plan
from reberth.rendering.preview import pristine
from reberth.rendering.stylesheet import render_stylesheet
from tests.iis.metabase.reading import configuration
from tests.rendering.trips import read_back
from tests.support import metabase
from tests.support.corpus import CORPUS, needs_corpus
from tests.support.iis_samples import inventory
from tests.support.iis_validator import IisValidator
from tests.support.round_trip import differences
from tests.support.synthetic import SYNTHETIC
from tests.support.xslt import by_dotnet, by_lxml, canonical

if TYPE_CHECKING:
    from pathlib import Path

# One of everything that is translated.
EVERYTHING = metabase.document(
    metabase.mime_map(".htm,text/html", ".HTM,text/plain", ".x,application/x"),
    metabase.service(
        ScriptMaps=metabase.script_maps("v4.0.30319", r".php,C:\php\php5isapi.dll,5,GET,POST", r".pl,C:\Perl\perl.exe,1", r"*,C:\all\all.dll,0"),
        HttpErrors=["404,*,URL,/404.asp", r"500,100,FILE,C:\err\500.htm"],
        AspCodepage="1252", AspLCID="1031", AspScriptTimeout="90", AspScriptLanguage="JScript", AspBufferingLimit="4194304",
        AspQueueConnectionTestTime="3", AspDiskTemplateCacheDirectory=r"%windir%\system32\inetsrv\ASP Compiled Templates",
        CGITimeout="300", CreateProcessAsUser="TRUE", AllowKeepAlive="TRUE", UploadReadAheadSize="49152", SSIExecDisable="FALSE",
        MaxConnections="4294967295", MaxBandwidth="4294967295", LogFileTruncateSize="20971520", LogFileLocaltimeRollover="FALSE",
        NTAuthenticationProviders="Negotiate,NTLM",
    ),
    metabase.pools(
        metabase.pool(
            "Web & <Shop>", AppPoolIdentityType="1", AppPoolQueueLength="4000", MaxProcesses="2", PingingEnabled="TRUE", PingInterval="30",
            PingResponseTime="60", ShutdownTimeLimit="90", StartupTimeLimit="90", RapidFailProtection="TRUE", RapidFailProtectionInterval="5",
            RapidFailProtectionMaxCrashes="5", OrphanWorkerProcess="FALSE", DisallowOverlappingRotation="FALSE", DisallowRotationOnConfigChange="TRUE",
            LoadBalancerCapabilities="2", CPULimit="50000", CPUAction="1", CPUResetInterval="5", SMPAffinitized="FALSE", SMPProcessorAffinityMask="4294967295",
            PeriodicRestartRequests="35000", PeriodicRestartMemory="800000", PeriodicRestartPrivateMemory="200000", PeriodicRestartSchedule=["01:00", "13:30"],
        ),
        Enable32BitAppOnWin64="TRUE",
    ),
    metabase.server(1, AppPoolId="Web & <Shop>", ServerBindings=[":80:", "10.0.0.1:8080:a.test"], SecureBindings=[":443:"], root_HttpRedirect="http://new.example$S$Q, EXACT_DESTINATION, PERMANENT,"),
    metabase.server(
        2, ServerComment="Büro: 日本 \"x\" & 'y'", ServerBindings=":81:", path=r"D:\büro",
        root_HttpErrors=["401,1,URL,/login.asp", "404,*,URL,/again.asp"], root_MimeMap=[".x,application/other", ".y,a/b"],
        root_HttpCustomHeaders=["X-A: 1", 'P3P: CP="NOI DSP"'], root_HttpExpires="D, 0x15180", root_CacheControlCustom="public",
        root_AccessSSLFlags="AccessSSL | AccessSSL128", root_Realm="büro", root_DefaultLogonDomain="DOM", root_AuthFlags="AuthBasic | AuthMD5 | AuthNTLM",
    ),
    metabase.key("IIsWebVirtualDir", "/LM/W3SVC/2/ROOT/app", AppRoot="/LM/W3SVC/2/ROOT/app", Path=r"D:\app", ScriptMaps=metabase.script_maps("v4.0.30319", r".rb,D:\ruby\ruby.exe,1")),
    metabase.key("IIsWebDirectory", "/LM/W3SVC/2/ROOT/app/sub dir", AccessFlags="AccessRead", DefaultDoc="a.htm", DirBrowseFlags="EnableDirBrowsing | DirBrowseShowDate | EnableDefaultDoc"),
    metabase.key("IIsWebFile", "/LM/W3SVC/2/ROOT/app/only.asp", AuthFlags="AuthAnonymous", DontLog="TRUE"),
    metabase.key("IIsCompressionSchemes", "/LM/W3SVC/Filters/Compression/Parameters", HcDoDynamicCompression="TRUE", HcDoStaticCompression="FALSE"),
)  # fmt: skip
DOCUMENTS = {
    "everything": EVERYTHING,
    "synthetic": SYNTHETIC["2003"].metabase,
    "stock": metabase.stock(metabase.server(1)),
}


class Trip:
    def __init__(self, document: bytes) -> None:
        self.source = configuration(document)
        self.plan = make_plan(inventory(self.source, architecture="x86"), Selection())
        self.stylesheet = render_stylesheet(self.plan.iis).encode()
        self.result = by_lxml(self.stylesheet, pristine())


@pytest.fixture(scope="module")
def trips() -> dict[str, Trip]:
    return {name: Trip(document) for name, document in DOCUMENTS.items()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_says_the_same(trips: dict[str, Trip], name: str) -> None:
    trip = trips[name]
    back = read_back(trip.result)
    told = [
        item
        for item in differences(trip.source, trip.plan, back, read_back(pristine()))
        # An x86 server ran in 32 bits without saying so.
        if "enable32BitAppOnWin64" not in item
    ]
    assert told == []
    assert {pool.settings.get("enable32BitAppOnWin64") for pool in back.pools if pool.name != "DefaultAppPool"} <= {
        "true"
    }


@pytest.mark.parametrize("name", DOCUMENTS)
def test_iis_accepts_the_document(trips: dict[str, Trip], name: str) -> None:
    own = IisValidator([etree.fromstring(fallback_schema_text("10.0"))])
    assert own.problems(etree.fromstring(trips[name].result)) == []


@needs_corpus
@pytest.mark.parametrize("name", DOCUMENTS)
def test_iis_accepts_it_by_its_own_schema(trips: dict[str, Trip], name: str) -> None:
    schema = etree.parse(str(CORPUS / "iis-schema" / "IIS_schema__jexuswebserver_56000f63.xml")).getroot()
    assert set(IisValidator([schema]).problems(etree.fromstring(trips[name].result))) <= {
        "system.applicationHost/sites/site/hsts is not known"
    }


def test_dotnet_makes_the_same_document(trips: dict[str, Trip], tmp_path: Path) -> None:
    made = by_dotnet({name: trip.stylesheet for name, trip in trips.items()}, pristine(), tmp_path)
    assert {name: canonical(data) for name, data in made.items()} == {
        name: canonical(trip.result) for name, trip in trips.items()
    }


def test_each_carried_property_names_a_step_of_the_plan(trips: dict[str, Trip]) -> None:
    plan = trips["everything"].plan
    steps = {item.step for item in plan.iis.sections} | {item.step for item in plan.iis.locations} | {"base"}
    steps |= {f"site:{item.name}" for item in plan.iis.sites} | {f"pool:{item.name}" for item in plan.iis.pools}
    carried = [item for item in plan.outcomes if item.kind == "metabase property" and isinstance(item, CarriedOver)]
    assert len(carried) > 90
    assert {step for item in carried for step in item.steps} <= steps
    assert sum(item.steps == ("base",) for item in carried) < 5
    wanted = {
        "IIS-BasicAuthentication",
        "IIS-DigestAuthentication",
        "IIS-WindowsAuthentication",
        "IIS-HttpRedirect",
        "IIS-CGI",
        "IIS-ISAPIExtensions",
        "IIS-HttpCompressionDynamic",
    }
    assert wanted <= {item.name for item in plan.features}
