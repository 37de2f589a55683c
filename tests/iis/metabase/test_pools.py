"""Pools of IIS 6: settings with their units, the runtime from script maps, isolation mode."""

from __future__ import annotations

import pytest

from tests.iis.metabase.reading import configuration, read
from tests.support.metabase import document, key, mime_map, pool, pools, script_maps, server, service, stock


def application(name: str, pool_name: str, version: str) -> str:
    place = f"/LM/W3SVC/1/ROOT/{name}"
    return key(
        "IIsWebVirtualDir",
        place,
        AppRoot=place,
        Path=rf"C:\{name}",
        AppPoolId=pool_name,
        ScriptMaps=script_maps(version),
    )


@pytest.mark.parametrize(
    ("version", "runtime"),
    [("v1.0.3705", "v1.1"), ("v1.1.4322", "v1.1"), ("v2.0.50727", "v2.0"), ("v4.0.30319", "v4.0"), ("", "")],
)
def test_the_script_map_of_aspx_decides_the_runtime(version: str, runtime: str) -> None:
    (found,) = configuration(stock(server(1), ScriptMaps=script_maps(version))).pools
    assert found.settings.get("managedRuntimeVersion", "?") == runtime
    assert found.settings.get("managedPipelineMode") == "Classic"


def test_framework64_is_the_same_runtime() -> None:
    maps = [r".aspx,C:\WINDOWS\Microsoft.NET\Framework64\v2.0.50727\aspnet_isapi.dll,5,GET"]
    (found,) = configuration(stock(server(1), ScriptMaps=maps)).pools
    assert found.settings.get("managedRuntimeVersion") == "v2.0"


def test_each_pool_by_its_own_applications() -> None:
    data = document(
        service(),
        pools(pool("Two"), pool("Four"), pool("Both")),
        server(1),
        application("a b AppRoot", "Two", "v2.0.50727"),
        application("b", "Four", "v4.0.30319"),
        application("c", "Both", "v1.1.4322"),
        application("d", "Both", "v4.0.30319"),
    )
    iis, findings = read(data)
    found = {item.name: item.settings.get("managedRuntimeVersion") for item in iis.pools}
    assert found == {"DefaultAppPool": "v2.0", "Two": "v2.0", "Four": "v4.0", "Both": "v4.0"}
    (told,) = [item.params for item in findings if item.code == "iis.metabase-two-runtimes"]
    assert told == {"pool": "Both", "runtimes": "v1.1, v4.0"}


def test_settings_with_their_units() -> None:
    made = pool(
        "Shop",
        AppPoolIdentityType="0",
        IdleTimeout="0",
        PingInterval="30",
        RapidFailProtectionInterval="5",
        PeriodicRestartTime="0",
        PeriodicRestartMemory="512000",
        PeriodicRestartSchedule=["03:00", "15:30", "never"],
        CPUAction="1",
        LoadBalancerCapabilities="1",
    )
    (_, found) = configuration(document(service(), pools(made), server(1))).pools
    settings = {item.name: item.value for item in found.settings.scalars}
    assert settings == {
        "managedRuntimeVersion": "",
        "managedPipelineMode": "Classic",
        "queueLength": "1000",
        "processModel.identityType": "LocalSystem",
        "processModel.idleTimeout": "00:00:00",
        "processModel.pingInterval": "00:00:30",
        "recycling.periodicRestart.time": "00:00:00",
        "recycling.periodicRestart.memory": "512000",
        "failure.loadBalancerCapabilities": "TcpLevel",
        "failure.rapidFailProtectionInterval": "00:05:00",
        "cpu.action": "KillW3wp",
    }
    ((name, schedule),) = found.settings.collections
    assert (name, [item.get("value") for item in schedule.children]) == (
        "recycling.periodicRestart.schedule",
        ["03:00:00", "15:30:00"],
    )


def test_an_account_of_its_own_and_no_password() -> None:
    made = pool("Shop", AppPoolIdentityType="3", WAMUserName=r"DOM\shop", WAMUserPass="4963planted")
    iis = configuration(document(service(), pools(made), server(1)))
    settings = iis.pools[1].settings
    assert (settings.get("processModel.identityType"), settings.get("processModel.userName")) == (
        "SpecificUser",
        r"DOM\shop",
    )
    assert [item.name for item in iis.secrets] == ["Shop"]
    assert "planted" not in repr(iis)


def test_a_server_that_runs_in_32_bits_does_so_in_every_pool() -> None:
    data = document(service(), pools(pool("Shop"), Enable32BitAppOnWin64="TRUE"), server(1))
    iis = configuration(data)
    assert {item.settings.get("enable32BitAppOnWin64") for item in iis.pools} == {"true"}
    (note,) = [item for item in iis.translations if item.name == "Enable32BitAppOnWin64"]
    assert (note.step, note.code) == ("pool:DefaultAppPool", "")


def test_names_that_iis_7_takes_stay_apart() -> None:
    made = (pool("A&B"), pool("A<B"))
    place = "/LM/W3SVC/1/ROOT/x"
    application_key = key("IIsWebVirtualDir", place, AppRoot=place, Path=r"C:\x", AppPoolId="a<b")
    iis = configuration(document(service(), pools(*made), server(1), application_key))
    assert [item.name for item in iis.pools] == ["DefaultAppPool", "A-B", "A-B (3)"]
    assert [item.pool for item in iis.sites[0].applications] == ["DefaultAppPool", "A-B (3)"]


def test_isolation_mode_has_one_pool_for_all() -> None:
    iis, findings = read(document(mime_map(), service(IIs5IsolationModeEnabled="TRUE", AppPoolId="Gone"), server(1)))
    assert [item.pool for item in iis.sites[0].applications] == ["DefaultAppPool"]
    (found,) = iis.pools
    assert (found.name, found.settings.get("managedPipelineMode"), found.settings.get("managedRuntimeVersion")) == (
        "DefaultAppPool",
        "Classic",
        "v2.0",
    )
    assert "iis.metabase-isolation-mode" in {item.code for item in findings}
