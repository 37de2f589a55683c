"""What a pool, site, application or virtual directory is set to, and where it has that from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.iis_samples import own_sample, read

if TYPE_CHECKING:
    from reberth.model.iis import Settings


def of(kind: str) -> Settings:
    """Settings of something in the sample of defaults: ``pool 1``, ``site 0``, ``app 1 0``, ``vdir 1 1 0``."""
    iis, _ = read(own_sample(10))
    name, *numbers = kind.split()
    at = [int(number) for number in numbers]
    if name == "pool":
        return iis.pools[at[0]].settings
    site = iis.sites[at[0]]
    if name == "site":
        return site.settings
    application = site.applications[at[1]]
    return application.settings if name == "app" else application.virtual_directories[at[2]].settings


@pytest.mark.parametrize(
    ("kind", "setting", "value", "origin"),
    [
        ("pool 0", "queueLength", "2000", "defaults"),
        ("pool 1", "queueLength", "200", "explicit"),
        ("pool 0", "managedRuntimeVersion", "v4.0", "defaults"),
        ("pool 1", "managedRuntimeVersion", "", "explicit"),
        ("pool 0", "managedPipelineMode", "Integrated", "schema"),
        ("pool 0", "startMode", "AlwaysRunning", "defaults"),
        ("pool 1", "processModel.idleTimeout", "00:00:00", "explicit"),
        ("pool 0", "processModel.idleTimeout", "00:45:00", "defaults"),
        ("pool 1", "processModel.identityType", "LocalService", "defaults"),
        ("pool 0", "recycling.periodicRestart.time", "00:00:00", "defaults"),
        ("pool 0", "recycling.periodicRestart.requests", "0", "schema"),
        ("site 0", "serverAutoStart", "false", "defaults"),
        ("site 0", "logFile.directory", r"E:\logs", "defaults"),
        ("site 1", "logFile.directory", r"E:\logs", "defaults"),
        ("site 1", "logFile.enabled", "false", "explicit"),
        ("site 0", "logFile.enabled", "true", "schema"),
        ("site 1", "limits.maxConnections", "50", "explicit"),
        ("site 1", "limits.connectionTimeout", "00:05:00", "defaults"),
        ("site 0", "traceFailedRequestsLogging.enabled", "false", "schema"),
        ("app 0 0", "enabledProtocols", "http,net.tcp", "defaults"),
        ("app 1 1", "enabledProtocols", "http", "explicit"),
        ("app 1 0", "preloadEnabled", "true", "defaults"),
        ("app 0 0", "preloadEnabled", "false", "schema"),
        ("vdir 0 0 0", "logonMethod", "Batch", "defaults"),
        ("vdir 1 1 1", "logonMethod", "Network", "defaults"),
        ("vdir 1 0 0", "allowSubDirConfig", "false", "defaults"),
        ("vdir 1 1 0", "allowSubDirConfig", "true", "explicit"),
        ("vdir 1 1 1", "allowSubDirConfig", "false", "defaults"),
        ("vdir 1 0 0", "logonMethod", "Batch", "defaults"),
    ],
)
def test_the_nearest_level_that_sets_it(kind: str, setting: str, value: str, origin: str) -> None:
    found = [(item.value, item.origin) for item in of(kind).scalars if item.name == setting]
    assert found == [(value, origin)]


def test_each_setting_is_there_once() -> None:
    for kind in ("pool 0", "pool 1", "site 0", "site 1", "app 1 1", "vdir 1 1 1"):
        names = [item.name for item in of(kind).scalars]
        assert len(names) == len(set(names)), kind


def test_lines_are_of_the_level_that_sets_it() -> None:
    lines = own_sample(10).host.decode().splitlines()
    for item in of("site 1").scalars:
        if item.origin != "schema":
            assert item.value in lines[item.line - 1]


def test_collections_come_from_the_nearest_level() -> None:
    collections = dict(of("pool 1").collections)
    assert set(collections) == {"recycling.periodicRestart.schedule", "environmentVariables"}
    assert [child.get("value") for child in collections["recycling.periodicRestart.schedule"].children] == ["03:30:00"]
    iis, _ = read(own_sample(16))
    scheduled = dict(iis.pools[1].settings.collections)["recycling.periodicRestart.schedule"]
    assert [child.get("value") for child in scheduled.children] == ["02:00:00", "14:30:00"]
    limited = dict(iis.pools[3].settings.collections)["environmentVariables"]
    assert [(child.get("name"), child.get("value")) for child in limited.children] == [
        ("ASPNETCORE_ENVIRONMENT", "Staging"),
        ("TZ", "CET"),
    ]


def test_the_pool_of_an_application() -> None:
    iis, _ = read(own_sample(10))
    pools = [[item.pool for item in site.applications] for site in iis.sites]
    assert pools == [["DefaultAppPool"], ["Own", "Own"]]
    iis, _ = read(own_sample(13))
    assert iis.sites[40].applications[0].pool == "Pool 01"


def test_what_the_schema_does_not_know_is_kept() -> None:
    iis, _ = read(own_sample(20))
    files, web = iis.sites
    assert files.settings.get("ftpServer.security.ssl.controlChannelPolicy") == "SslAllow"
    assert web.settings.get("ftpServer.userIsolation.mode") == "StartInUsersDirectory"
    assert web.settings.get("ftpServer.logFile.enabled") == "false"
