"""Installed features by three witnesses."""

from __future__ import annotations

import pytest

from reberth.model.evidence import Evidence
from reberth.windows.feature_names import FEATURE_NAMES
from reberth.windows.server import read_windows
from tests.support.trees import memory_volumes
from tests.windows.machines import machine

OPTIONAL = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
MANAGER = r"Microsoft\ServerManager\ServicingStorage\ServerComponentCache"


def features(**options: object) -> dict[str, list[tuple[str, str]]]:
    windows = read_windows(memory_volumes(machine(**options)))  # type: ignore[arg-type]
    assert [item.name for item in windows.features] == sorted(item.name for item in windows.features)
    return {item.name: [(place.source, place.location) for place in item.evidence] for item in windows.features}


@pytest.mark.parametrize(
    ("component", "dism"),
    [
        ("W3SVC", "IIS-WebServer"),
        ("DirectoryBrowse", "IIS-DirectoryBrowsing"),
        ("IISClientCertificateMappingAuthentication", "IIS-IISCertificateMappingAuthentication"),
        ("Authorization", "IIS-URLAuthorization"),
        ("ServerSideInclude", "IIS-ServerSideIncludes"),
        ("AdminService", "IIS-ManagementService"),
        ("ASPNET45", "IIS-ASPNET45"),
        ("WASConfigurationAPI", "WAS-ConfigurationAPI"),
    ],
)
def test_components_of_iis(component: str, dism: str) -> None:
    assert features(features=(component,)) == {dism: [(r"SOFTWARE\Microsoft\InetStp\Components", component)]}


def test_witnesses_add_up_and_only_the_installed_counts() -> None:
    keys = {
        f"{OPTIONAL}\\IIS-ASP": {"Selection": 1},
        f"{OPTIONAL}\\IIS-CGI": {"Selection": 0},
        f"{OPTIONAL}\\IIS-WebServerRole": {"Selection": 1},
        f"{OPTIONAL}\\IIS-FTPSvc": {"Removed": 1},
        f"{MANAGER}\\Web-ASP": {"InstallState": 1},
        f"{MANAGER}\\Web-AppInit": {"InstallState": 1},
        f"{MANAGER}\\Web-WebSockets": {"InstallState": 0},
        f"{MANAGER}\\Unknown-Feature": {"InstallState": 1},
        r"Microsoft\InetStp\Components": {"ASP": 1, "CGI": 0, "Unknown": 1, "WebDAV": "no"},
    }
    assert features(software=keys) == {
        "IIS-ASP": [
            (f"SOFTWARE\\{OPTIONAL}\\IIS-ASP", "Selection"),
            (r"SOFTWARE\Microsoft\InetStp\Components", "ASP"),
            (f"SOFTWARE\\{MANAGER}\\Web-ASP", "InstallState"),
        ],
        "IIS-ApplicationInit": [(f"SOFTWARE\\{MANAGER}\\Web-AppInit", "InstallState")],
        "IIS-WebServerRole": [(f"SOFTWARE\\{OPTIONAL}\\IIS-WebServerRole", "Selection")],
    }


def test_no_name_stands_for_two_features() -> None:
    for column in zip(*FEATURE_NAMES, strict=True):
        named = [name.upper() for name in column if name]
        assert len(named) == len(set(named))


def test_evidence_is_of_the_registry() -> None:
    windows = read_windows(memory_volumes(machine(features=("ASP",))))
    assert windows.features[0].evidence == (Evidence("registry", r"SOFTWARE\Microsoft\InetStp\Components", "ASP"),)
