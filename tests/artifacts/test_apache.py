"""Apache and Tomcat by their services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from reberth.artifacts.secret_files import secret_files
from reberth.model.errors import ReberthError
from reberth.model.service_records import ApacheServer, TomcatServer
from tests.artifacts.offline import SERVICES, fates, found, offline, planned
from tests.support.trees import MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from reberth.filesystems.tree import Entry
    from tests.artifacts.conftest import Built, Everything


def apache(folder: Path, conf: str, path: str = r'"C:\web\bin\httpd.exe" -k runservice', **more: Any) -> ApacheServer:
    """The record of an Apache in ``C:\\web`` with this httpd.conf and ``more`` files by path below it."""
    files = {r"\web\conf\httpd.conf": conf.encode(), **{rf"\web\{key}": data for key, data in more.items()}}
    system = {f"{SERVICES}\\Web": {"ImagePath": path, "Type": 16, "Start": 2}}
    record = found("Apache", offline(folder, files, system=system))["Web"]
    assert isinstance(record, ApacheServer)
    return record


def test_a_real_looking_one(everything: Everything) -> None:
    record = everything.of("Apache")["Apache2.4"]
    assert isinstance(record, ApacheServer)
    assert record.root == r"C:\Program Files\Apache24"
    assert record.configuration == r"C:\Program Files\Apache24\conf\httpd.conf"
    assert record.ports == ("8081", "8082")
    assert record.modules == ("alias_module", "rewrite_module")
    host = record.hosts[0]
    assert (host.address, host.names) == ("*:8082", ("blog.example", "www.blog.example"))
    assert host.document_root == r"D:\blog"
    assert record.missing == (r"C:\Program Files\Apache24\conf\gone.conf",)
    told = [(item.path, item.content is not None, item.secrets) for item in record.folders]
    assert told == [
        (r"C:\Program Files\Apache24", True, (r"\conf\blog.key",)),
        (r"D:\blog", True, (r"\wp-config.php",)),
    ]


def test_tomcat_is_recognised(everything: Everything) -> None:
    record = everything.of("Apache")["Tomcat8"]
    assert isinstance(record, TomcatServer)
    assert (record.home, record.ports, record.applications) == (r"C:\Tomcat 8", ("8180",), ("shop",))


@pytest.mark.parametrize(
    ("path", "extra"),
    [
        (r"C:\web\bin\Apache.exe --ntservice", {}),
        (r"\??\C:\web\bin\httpd.exe", {}),
        (r'"%SystemDrive%\web\bin\httpd.exe" -d "C:/web" -f conf/httpd.conf', {}),
    ],
)
def test_the_folder_may_have_any_name(tmp_path: Path, path: str, extra: dict[str, Any]) -> None:
    record = apache(tmp_path, "Listen 127.0.0.1:8080", path, **extra)
    assert (record.root.lower(), record.ports) == (r"c:\web", ("8080",))


def test_arguments_kept_by_the_service(tmp_path: Path) -> None:
    key = f"{SERVICES}\\Web"
    system: dict[str, dict[str, Any]] = {
        key: {"ImagePath": r'"C:\web\bin\httpd.exe" -k runservice', "Type": 16},
        f"{key}\\Parameters": {"ConfigArgs": ["-d", "C:/other", "-f", "C:/other/my.conf"]},
    }
    server = offline(tmp_path, {r"\other\my.conf": b"Listen 90"}, system=system)
    record = found("Apache", server)["Web"]
    assert (record.root, record.configuration, record.ports) == (r"C:\other", r"C:\other\my.conf", ("90",))


def test_conditions_variables_and_continued_lines(tmp_path: Path) -> None:
    conf = r"""
Define PORT 8000
<IfDefine PORT>
Listen ${PORT}
  <IfModule mod_ssl.c>
  Listen 1
    <IfModule !mod_ssl.c>
    Listen 2
    </IfModule>
  </IfModule>
Listen 8001
</IfDefine>
<IfDefine !PORT>
Listen 3
</IfDefine>
LoadModule \
  ssl_module \
  modules/mod_ssl.so
<IfModule ssl_module>
Listen 8443
</IfModule>
IncludeOptional conf/none/*.conf conf/none.conf
"""
    record = apache(tmp_path, conf)
    assert record.ports == ("8000", "8001", "8443")
    assert record.modules == ("ssl_module",)
    assert record.missing == ()


def test_includes_in_circles_and_floods_end(tmp_path: Path) -> None:
    record = apache(tmp_path, "Include conf\nListen 80\nInclude conf/httpd.conf\n")
    assert record.ports == ("80",)
    assert len(record.files) <= 300


def test_files_with_passwords_in_them_stay_behind(tmp_path: Path) -> None:
    more: dict[str, Any] = {
        "conf\\ldap.conf": b'AuthLDAPBindPassword "Winter2012"',
        "conf\\env.conf": b"SetEnv DB_PASSWORD Winter2012\nAuthUserFile conf/people",
        "conf\\plain.conf": b"SSLPassPhraseDialog builtin\nSetEnv MODE live\n"
        b"SSLCertificateKeyFile conf/x.key\nKeepAlive On",
    }
    record = apache(tmp_path, "Include conf/*.conf\nInclude conf/../conf/plain.conf", **more)
    assert record.folders[0].secrets == (r"\conf\env.conf", r"\conf\ldap.conf", r"\conf\people", r"\conf\x.key")


class Winding(MemoryTree):
    r"""A tree whose folders ``damaged`` cannot be listed, and whose folder ``linked`` is a junction to ``C:\\data``."""

    def find(self, path: str) -> Entry | None:
        found = super().find(path)
        return None if found is None else _linked(found)

    def list(self, folder: Entry) -> list[Entry]:
        if folder.name == "damaged":
            raise ReberthError("filesystem.folder-unreadable", path=folder.path)
        return [_linked(item) for item in super().list(folder)]


def _linked(entry: Entry) -> Entry:
    return replace(entry, reparse_tag=0xA0000003, target=r"C:\data") if entry.name == "linked" else entry


def test_secrets_are_looked_for_wherever_the_copy_goes(tmp_path: Path) -> None:
    files: dict[str, bytes | None] = {
        r"\data\site.pfx": b"1",
        r"\web\linked": None,
        r"\web\damaged\x": b"",
        r"\web\z.key": b"2",
    }
    with offline(tmp_path, files, tree=Winding) as server:
        assert secret_files(server, r"C:\web") == (r"\linked\site.pfx", r"\z.key")
        assert secret_files(server, r"C:\gone", [r"c:\gone\a.txt"]) == (r"\a.txt",)


def test_services_of_equal_names_are_told_apart(tmp_path: Path) -> None:
    system = {
        f"{SERVICES}\\{name}": {"ImagePath": r"C:\web\bin\httpd.exe", "Type": 16} for name in ("A b", "a-b", "WEB")
    }
    files: dict[str, bytes | None] = {r"\web\conf\httpd.conf": b"Listen 80\nInclude gone.conf", r"\web\x.key": b""}
    plan = planned(offline(tmp_path, files, system=system), "Apache")
    assert [item.name for item in plan.extras.services] == ["a-b", "apache-1-a-b", "apache-1-web"]
    # All of them serve one folder; what is missing there is said once.
    told = [(item.kind, item.name) for item in plan.outcomes]
    assert len(told) == len(set(told))


def test_without_its_configuration_it_is_told(tmp_path: Path) -> None:
    system = {f"{SERVICES}\\Web": {"ImagePath": r"C:\web\bin\httpd.exe", "Type": 16}}
    plan = planned(offline(tmp_path, system=system), "Apache")
    told = fates(plan)
    assert told[r"C:\web\conf\httpd.conf"] == ("Undecided", "artifact.apache-include-missing")
    assert told[r"C:\web"] == ("Undecided", "artifact.folder-missing")


def test_keys_and_passwords_stay_and_the_rest_is_a_service(built: Built) -> None:
    if built.name == "by-name":
        assert built.result.plan.extras.services == ()
        return
    service = next(item for item in built.result.plan.extras.services if item.name == "apache2-4")
    assert service.ports == ("8081", "8082")
    assert service.command[0] == r"C:\Program Files\Apache24\bin\httpd.exe"
    folder = built.folder / "services" / "apache2-4"
    assert (folder / "content/01/htdocs/index.html").read_bytes() == b"<h1>Apache</h1>"
    assert not (folder / "content/01/conf/blog.key").exists()
    assert not (folder / "content/02/wp-config.php").exists()
    # The configuration says D:, so the letter lives on.
    assert "\\??\\C:\\drives\\D".replace("\\", "\\\\") in (folder / "setup/registry.reg").read_text(encoding="utf-16")
