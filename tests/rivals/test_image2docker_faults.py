"""The faults of Image2Docker, the predecessor, by the numbers of our notes: each is shown to be done right here."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING

import pytest

from reberth.model.errors import ReberthError
from reberth.model.events import silent
from reberth.model.plan import CarriedOver, LeftOut, Undecided
from reberth.model.requests import ScanRequest
from reberth.model.selection import Selection
from reberth.verbs.convert import ConvertRequest, convert
from reberth.verbs.scan import scan
from tests.iis.metabase.reading import configuration
from tests.rivals.converting import application, converted, site
from tests.support import metabase
from tests.support.disks import MIB, Part, capture_wim, make_disk, make_ntfs, set_access
from tests.support.servers import write_server

if TYPE_CHECKING:
    from pathlib import Path

HANDLER = (
    '<location path="{}"><system.webServer><handlers>'
    '<add name="Mine" path="*.mine" verb="*" type="Mine.Handler" /></handlers></system.webServer></location>'
)
SHOP = site("Shop", 1, application("/", r"C:\shop"))


def test_01_applications_and_folders_outside_of_the_sites_root(tmp_path: Path) -> None:
    made = converted(
        tmp_path,
        {"shop/a.htm": "a", "apps/cart/b.htm": "b", "media/c.gif": "c", "deep/er/d.htm": "d"},
        sites=site(
            "Shop",
            1,
            application("/", r"C:\shop", ("/media", r"C:\media"))
            + application("/cart", r"C:\apps\cart", ("/x", r"C:\deep\er")),
        ),
    )
    assert {item.target for item in made.result.plan.contents} == {
        r"C:\shop",
        r"C:\media",
        r"C:\apps\cart",
        r"C:\deep\er",
    }
    assert len([path for path in (made.folder / "content").rglob("*") if path.is_file()]) == 4


@pytest.mark.parametrize(
    "wanted", [("all",), ("IIS", "AddRemovePrograms"), ("AllWindowsFeatures", "addremoveprograms")]
)
def test_02_several_artifacts_or_all_of_them_in_one_run(tmp_path: Path, wanted: tuple[str, ...]) -> None:
    made = converted(tmp_path, {"shop/a.htm": "a"}, Selection(artifacts=wanted), sites=SHOP)
    assert (bool(made.result.plan.iis.sites), bool(made.folder.is_dir())) == (wanted[0] != "AllWindowsFeatures", True)


def test_03_sites_on_other_drives(tmp_path: Path) -> None:
    made = converted(
        tmp_path,
        {"www/c.htm": "c"},
        drives={"D": {"www/d.htm": "d"}, "E": {"www/e.htm": "e"}},
        sites=site("Shop", 1, application("/", r"D:\www", ("/e", r"E:\www"), ("/c", r"C:\www"))),
    )
    assert {item.target: item.files for item in made.result.plan.contents} == {
        r"C:\drives\D\www": 1, r"C:\drives\E\www": 1, r"C:\www": 1,
    }  # fmt: skip


def test_04_handlers_reach_the_image(tmp_path: Path) -> None:
    made = converted(tmp_path, {"shop/a.htm": "a"}, sites=SHOP, locations=HANDLER.format("Shop"))
    assert '<add name="Mine" path="*.mine" verb="*" type="Mine.Handler"/>' in made.text("setup/iis.xslt")
    assert not (made.folder / "0").exists()


def test_05_every_binding_with_address_port_host_and_protocol(tmp_path: Path) -> None:
    first = site(
        "Shop", 1, application("/", r"C:\shop"), "http *:80:a.test", "http *:81:", "https *:443:", "net.tcp 808:*"
    )
    second = site("Blog", 2, application("/", r"C:\shop"), "http *:80:b.test")
    made = converted(tmp_path, {"shop/a.htm": "a"}, sites=first + second)
    found = re.findall(r'<binding protocol="([^"]+)" bindingInformation="([^"]+)"', made.text("setup/iis.xslt"))
    assert found == [
        ("http", "*:80:a.test"),
        ("http", "*:81:"),
        ("https", "*:443:"),
        ("net.tcp", "808:*"),
        ("http", "*:80:b.test"),
    ]
    assert "EXPOSE 80 81 443 808" in made.text("Dockerfile")


def test_06_pools_with_their_runtime_identity_bitness_pipeline_and_recycling(tmp_path: Path) -> None:
    """A folder of .NET 3.5 on the disk says nothing about any site."""
    pools = (
        '<add name="Old" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" enable32BitAppOnWin64="true" />'
        '<add name="New" managedRuntimeVersion="v4.0"><processModel identityType="NetworkService" />'
        '<recycling><periodicRestart time="02:00:00" /></recycling></add>'
    )
    made = converted(
        tmp_path,
        {"shop/a.aspx": "", "new/b.aspx": "", "Windows/Microsoft.NET/Framework/v3.5/csc.exe": "MZ"},
        sites=site("Shop", 1, application("/", r"C:\shop", pool="Old") + application("/new", r"C:\new", pool="New")),
        pools=pools,
    )
    pools_there = {item.name: item.settings for item in made.result.plan.iis.pools}
    old, new = pools_there["Old"], pools_there["New"]
    assert [old.get(name) for name in ("managedRuntimeVersion", "managedPipelineMode", "enable32BitAppOnWin64")] == [
        "v2.0",
        "Classic",
        "true",
    ]
    assert [
        new.get(name)
        for name in ("managedRuntimeVersion", "processModel.identityType", "recycling.periodicRestart.time")
    ] == ["v4.0", "NetworkService", "02:00:00"]
    assert [
        line
        for line in made.text("setup/iis.xslt").splitlines()
        if '<add name="Old"' in line and 'managedPipelineMode="Classic"' in line
    ]
    only_new = converted(
        tmp_path / "2",
        {"new/b.aspx": "", "Windows/Microsoft.NET/Framework/v3.5/csc.exe": "MZ"},
        sites=site("New", 1, application("/", r"C:\new")),
    )
    assert "NetFx3" not in {item.name for item in only_new.result.plan.features}


def test_07_folders_of_one_name_stay_apart(tmp_path: Path) -> None:
    made = converted(
        tmp_path,
        {"a/www/which.txt": "a", "b/www/which.txt": "b"},
        sites=site("A", 1, application("/", r"C:\a\www")) + site("B", 2, application("/", r"C:\b\www"), "http *:81:"),
    )
    texts = {item.target: (made.folder / item.name / "which.txt").read_text() for item in made.result.plan.contents}
    assert texts == {r"C:\a\www": "a", r"C:\b\www": "b"}


def test_08_several_selectors_each_by_path(tmp_path: Path) -> None:
    made = converted(
        tmp_path,
        {"a/x": "", "b/x": "", "c/x": ""},
        Selection(sites=("A/cart", "b")),
        sites=site(
            "A",
            1,
            application("/", r"C:\a") + application("/cart", r"C:\a\cart") + application("/cartoon", r"C:\a\toon"),
        )
        + site("B", 2, application("/", r"C:\b"), "http *:81:")
        + site("C", 3, application("/", r"C:\c"), "http *:82:"),
    )
    sites = {item.name: [inner.path for inner in item.applications] for item in made.result.plan.iis.sites}
    assert sites == {"A": ["/", "/cart"], "B": ["/"]}


def test_09_nothing_of_the_old_configuration_folder_travels(tmp_path: Path) -> None:
    protected = "[enc:IISWASOnlyAesProvider:Mk0oldkey9xQ:enc]"
    files = {
        "Windows/System32/inetsrv/config/administration.config": "<x/>",
        "inetpub/history/CFGHISTORY_1/applicationHost.config": protected,
        "shop/a": "",
    }
    pools = f'<add name="P"><processModel identityType="SpecificUser" userName="u" password="{protected}" /></add>'
    made = converted(tmp_path, files, sites=site("Shop", 1, application("/", r"C:\shop", pool="P")), pools=pools)
    for path in made.folder.rglob("*"):
        assert "inetsrv" not in str(path)
        assert not path.is_file() or b"Mk0oldkey9xQ" not in path.read_bytes()


def test_10_rights_are_set_where_they_were_and_nowhere_else(tmp_path: Path) -> None:
    def fill(root: Path) -> None:
        write_server(root, sites=SHOP)
        (root / "shop" / "upload").mkdir(parents=True)
        (root / "shop" / "upload" / "x").write_text("x")
        for folder, entries in (("shop", []), ("shop/upload", [("S-1-5-32-568", 0x1301BF)])):
            set_access(root / folder, entries, inherited=[("S-1-5-18", 0x1F01FF)])

    volume = make_ntfs(tmp_path / "volume", 24 * MIB, fill)
    image = capture_wim(volume, tmp_path / "server.wim")
    plan = convert(ConvertRequest((str(image),), str(tmp_path / "out")), silent).plan
    grants = {
        (item.target, item.principal, item.rights)
        for item in plan.grants
        if "568" in item.principal or "IUSRS" in item.principal
    }
    assert {target for target, _, _ in grants} == {r"C:\shop\upload"}


def test_11_programs_have_their_names_from_both_registry_views(tmp_path: Path) -> None:
    uninstall = r"Microsoft\Windows\CurrentVersion\Uninstall"
    software = {
        rf"{uninstall}\{{0D5A-1}}": {"DisplayName": "Report Engine", "DisplayVersion": "3.1", "Publisher": "Example"},
        rf"Wow6432Node\{uninstall}\Old": {"DisplayName": "Old Viewer", "DisplayVersion": "1"},
    }
    made = converted(
        tmp_path, {"shop/a": ""}, Selection(artifacts=("IIS", "AddRemovePrograms")), sites=SHOP, software=software
    )
    names = {item.name for item in made.result.plan.outcomes if item.kind == "program"}
    told = " ".join(f"{item.name} {getattr(item, 'params', '')}" for item in made.result.plan.outcomes)
    assert "Report Engine" in told, names
    assert "Old Viewer" in told
    assert "{0D5A-1}" not in names


def test_12_instances_of_sql_server_are_found(tmp_path: Path) -> None:
    key = r"Microsoft\Microsoft SQL Server"
    software = {
        rf"{key}\Instance Names\SQL": {"MSSQLSERVER": "MSSQL12.MSSQLSERVER", "REPORTS": "MSSQL13.REPORTS"},
        rf"{key}\MSSQL13.REPORTS\Setup": {"Version": "13.0.1601.5"},
    }
    made = converted(tmp_path, {"shop/a": ""}, sites=SHOP, software=software)
    found = {item.name: item.version for item in made.result.inventory.windows.sql_servers}
    assert found == {"MSSQLSERVER": "", "REPORTS": "13.0.1601.5"}
    assert {item.name for item in made.result.plan.databases} == {"MSSQLSERVER", "REPORTS"}


def test_13_every_script_that_is_called_is_there(tmp_path: Path) -> None:
    made = converted(tmp_path, {"shop/a.asp": ""}, sites=SHOP, features=("W3SVC", "ASP"))
    dockerfile = made.text("Dockerfile")
    called = set(re.findall(r"C:[\\/]+reberth[\\/]+(setup[\\/]+[\w.-]+\.(?:ps1|cmd))", dockerfile))
    assert len(called) > 3
    copied = {name for line in dockerfile.splitlines() if line.startswith("COPY") for name in json.loads(line[5:])[:-1]}
    for name in (re.sub(r"[\\/]+", "/", item) for item in called):
        assert (made.folder / name).is_file()
        assert name in copied


def test_14_lines_of_the_dockerfile_go_on_with_one_backtick(tmp_path: Path) -> None:
    made = converted(tmp_path, {"shop/a": ""}, sites=SHOP)
    lines = made.text("Dockerfile").splitlines()
    going_on = [line for line in lines if line.rstrip().endswith("`") and not line.startswith("#")]
    assert going_on
    assert all(line.endswith(" `") and not line.endswith("``") for line in going_on)


def test_15_server_2003_has_every_binding_https_and_applications_by_app_root() -> None:
    iis = configuration(
        metabase.stock(
            metabase.server(1, ServerBindings=[":80:", ":81:a.test"], SecureBindings=[":443:"]),
            metabase.key(
                "IIsWebVirtualDir",
                "/LM/W3SVC/1/ROOT/app",
                AppRoot="/LM/W3SVC/1/Root/app",
                AppFriendlyName="x",
                Path=r"C:\app",
            ),
        )
    )
    (found,) = iis.sites
    assert [(item.protocol, item.information) for item in found.bindings] == [
        ("http", "*:80:"),
        ("http", "*:81:a.test"),
        ("https", "*:443:"),
    ]
    assert [item.path for item in found.applications] == ["/", "/app"]


def test_16_any_variable_in_a_path_and_shares_are_told(tmp_path: Path) -> None:
    made = converted(
        tmp_path,
        {"data/www/a": "", "Windows/web/b": ""},
        sites=site(
            "Shop",
            1,
            application(
                "/", r"%WEB_ROOT%\www", ("/w", r"%windir%\web"), ("/s", r"\\files\share"), ("/u", r"%NOT_SET%\x")
            ),
        ),
        environment={"WEB_ROOT": r"C:\data"},
    )
    assert {item.target for item in made.result.plan.contents} >= {r"C:\data\www", r"C:\Windows\web"}
    assert {"iis.path-unc", "iis.path-unknown-variable"} <= made.codes()


def test_17_any_image_of_a_wim_and_nothing_is_written_to_a_disk(tmp_path: Path) -> None:
    for name, title in (("one", "ONE"), ("two", "TWO")):
        write_server(tmp_path / name, sites=SHOP, computer=title)
        capture_wim(tmp_path / name, tmp_path / "both.wim", name=title)
    for index in (1, 2):
        found = scan(ScanRequest((str(tmp_path / "both.wim"),), str(index)), silent)
        assert found.windows.computer_name == ("ONE", "TWO")[index - 1]
    disk = make_disk(tmp_path / "disk.raw", [Part(24, lambda root: write_server(root, sites=SHOP))]).path
    before = (hashlib.sha256(disk.read_bytes()).hexdigest(), disk.stat().st_mtime_ns)
    scan(ScanRequest((str(disk),)), silent)
    assert (hashlib.sha256(disk.read_bytes()).hexdigest(), disk.stat().st_mtime_ns) == before
    (tmp_path / "odd.bin").write_bytes(b"hello" * 1000)
    with pytest.raises(ReberthError, match=r"source\.not-recognised"):
        scan(ScanRequest((str(tmp_path / "odd.bin"),)), silent)


def test_18_features_are_read_from_files_without_dism(tmp_path: Path) -> None:
    optional = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
    made = converted(
        tmp_path,
        {"shop/a": ""},
        sites=SHOP,
        features=("W3SVC", "ASP"),
        software={rf"{optional}\IIS-CGI": {"Selection": 1}},
    )
    assert {"IIS-ASP", "IIS-CGI"} <= {item.name for item in made.result.inventory.windows.features}


@pytest.mark.parametrize("windows", ["ltsc2019", "ltsc2022", "ltsc2025"])
def test_19_base_images_are_todays_and_named_with_their_windows(tmp_path: Path, windows: str) -> None:
    made = converted(tmp_path, {"shop/a.aspx": ""}, Selection(windows=windows), sites=SHOP)
    (line,) = [line for line in made.text("Dockerfile").splitlines() if line.startswith("FROM ")]
    assert re.fullmatch(rf"FROM mcr\.microsoft\.com/[a-z/]+:[\w.-]*windowsservercore-{windows}", line)


def test_20_odd_configurations_are_told_not_tripped_over(tmp_path: Path) -> None:
    """No root folder of a site, configSource, a shared configuration; a missing file is an error with words."""
    no_root = '<site name="Empty" id="1"><application path="/" /><bindings /></site>'
    made = converted(tmp_path, {"shop/a": ""}, sites=no_root + site("Shop", 2, application("/", r"C:\gone")))
    fates = {item.name: item for item in made.result.plan.outcomes if item.kind == "site"}
    assert (type(fates["Empty"]), type(fates["Shop"])) == (LeftOut, CarriedOver)
    assert [item.code for item in made.result.plan.outcomes if isinstance(item, Undecided)] == ["iis.site-root-missing"]
    write_server(
        tmp_path / "source",
        sites=SHOP,
        locations="<system.webServer><asp configSource='gone.config' /></system.webServer>",
    )
    codes = [item.code for item in scan(ScanRequest((str(tmp_path / "source"),)), silent).findings]
    assert "iis.config-source-missing" in codes
    write_server(tmp_path / "shared")
    redirection = r'<configuration><configurationRedirection enabled="true" path="\\files\iis" /></configuration>'
    (tmp_path / "shared/Windows/System32/inetsrv/config/redirection.config").write_text(redirection)
    with pytest.raises(ReberthError, match=r"iis\.shared-configuration"):
        scan(ScanRequest((str(tmp_path / "shared"),)), silent)
    write_server(tmp_path / "bare")
    (tmp_path / "bare/Windows/System32/inetsrv/config/applicationHost.config").unlink()
    with pytest.raises(ReberthError, match=r"iis\.configuration-missing"):
        scan(ScanRequest((str(tmp_path / "bare"),)), silent)
