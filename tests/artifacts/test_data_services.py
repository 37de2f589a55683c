"""SQL Server, DNS, DHCP and Message Queuing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reberth.model.plan import LeftOut
from reberth.model.service_records import DatabaseFile, DhcpScope, DnsZone, MessageQueue, SqlInstance
from tests.artifacts.offline import SERVICES, fates, found, offline, planned
from tests.support.hives import make_hive

if TYPE_CHECKING:
    from pathlib import Path

    from tests.artifacts.conftest import Everything

_SQL = r"Microsoft\Microsoft SQL Server"


def test_an_instance_with_all_that_an_administrator_asks(everything: Everything) -> None:
    record = everything.of("SQLServer")["SQLEXPRESS"]
    assert isinstance(record, SqlInstance)
    assert (record.id, record.version, record.edition) == ("MSSQL12.SQLEXPRESS", "12.3.6024.0", "Express Edition")
    assert (record.port, record.collation, record.login_mode) == ("1433", "Latin1_General_CI_AS", "mixed")
    assert record.databases == (
        DatabaseFile(r"C:\Data\shop.mdf", 3_000_000),
        DatabaseFile(r"C:\Data\shop_log.ldf", 1_000),
        DatabaseFile(r"C:\Data\master.mdf", 1),
    )


def test_instances_of_both_views_and_of_2000(tmp_path: Path) -> None:
    software: dict[str, dict[str, Any]] = {
        f"{_SQL}\\Instance Names\\SQL": {"MSSQLSERVER": "MSSQL.1", "BARE": "MSSQL.9"},
        f"{_SQL}\\MSSQL.1\\MSSQLServer\\Parameters": {"SQLArg0": r"-dE:\db\master.mdf"},
        f"{_SQL}\\MSSQL.1\\MSSQLServer\\SuperSocketNetLib\\Tcp\\IPAll": {"TcpPort": "", "TcpDynamicPorts": "49172"},
        f"Wow6432Node\\{_SQL}\\Instance Names\\SQL": {"OLD": "MSSQL.2", "mssqlserver": "MSSQL.3"},
        r"Wow6432Node\Microsoft\MSSQLServer\Setup": {"SQLPath": r"C:\MSSQL"},
    }
    records = found("SQLServer", offline(tmp_path, software=software))
    assert sorted(records) == ["BARE", "MSSQLSERVER", "OLD"]
    assert (records["MSSQLSERVER"].port, records["MSSQLSERVER"].dynamic_port) == ("", "49172")
    assert records["BARE"].version == ""


def test_an_instance_of_sql_server_2000(tmp_path: Path) -> None:
    software = {
        r"Microsoft\MSSQLServer\Setup": {"SQLPath": r"C:\MSSQL", "SQLDataRoot": r"C:\MSSQL"},
        r"Microsoft\MSSQLServer\MSSQLServer\SuperSocketNetLib\Tcp": {"TcpPort": "1433"},
    }
    record = found("SQLServer", offline(tmp_path, {r"\MSSQL\Data\pubs.mdf": b"12345"}, software=software))[
        "MSSQLSERVER"
    ]
    assert (record.port, record.databases) == ("1433", (DatabaseFile(r"C:\MSSQL\Data\pubs.mdf", 5),))


def test_a_database_is_never_in_the_image(tmp_path: Path) -> None:
    software = {f"{_SQL}\\Instance Names\\SQL": {"X": "MSSQL12.X"}}
    plan = planned(offline(tmp_path, software=software), "SQLServer")
    assert fates(plan) == {"X": ("LeftOut", "artifact.sql-instance")}
    assert [item.name for item in plan.databases] == ["X"]
    assert (plan.contents, plan.extras.files, plan.extras.services) == ((), (), ())


def test_zones(everything: Everything) -> None:
    zones = {name: item for name, item in everything.of("DNSServer").items() if isinstance(item, DnsZone)}
    assert {name: (item.type, item.integrated) for name, item in zones.items()} == {
        "example.test": ("primary", False),
        "ad.example.test": ("primary", True),
        "partner.test": ("secondary", False),
    }
    # SOA, NS and A: comments, directives and the lines of the SOA are none.
    assert zones["example.test"].records == 3


def test_zones_where_older_servers_keep_them_and_hostile_names(tmp_path: Path) -> None:
    key = f"{SERVICES}\\DNS"
    system: dict[str, dict[str, Any]] = {
        key: {"ImagePath": r"%SystemRoot%\system32\dns.exe", "Type": 16},
        f"{key}\\Zones\\old.test": {"Type": 1, "DatabaseFile": r"..\..\config\SAM"},
        f"{key}\\Zones\\odd.test": {"Type": 9, "DatabaseFile": "a|b.dns"},
    }
    server = offline(tmp_path, {r"\Windows\System32\dns\SAM": b"not a zone"}, system=system)
    records = found("DNSServer", server)
    # Only a name below the zones' own folder is ever looked at.
    assert records["old.test"].file == "SAM"
    assert records["old.test"].content.path == r"\Windows\System32\dns\SAM"
    assert (records["odd.test"].type, records["odd.test"].content) == ("unknown", None)


def test_the_dns_client_is_no_server(tmp_path: Path) -> None:
    system = {f"{SERVICES}\\Dnscache": {"ImagePath": "svchost.exe", "Type": 32}}
    assert found("DNSServer", offline(tmp_path, system=system)) == {}


def test_dhcp_scopes_from_the_registry_and_from_the_backup(tmp_path: Path, everything: Everything) -> None:
    record = everything.of("DHCPServer")["10.0.0.0"]
    assert isinstance(record, DhcpScope)
    assert (record.title, record.mask, record.ranges) == ("Office", "255.255.255.0", ("10.0.0.10-10.0.0.200",))
    backup = make_hive(
        tmp_path / "DhcpCfg",
        {r"Configuration\Subnets\192.168.1.0": {"SubnetName": "Lab", "SubnetMask": "255.255.255.0"}},
    )
    system: dict[str, dict[str, Any]] = {f"{SERVICES}\\DHCPServer": {"Type": 32}}
    files: dict[str, bytes | None] = {r"\Windows\System32\dhcp\backup\DhcpCfg": backup.read_bytes()}
    records = found("DHCPServer", offline(tmp_path / "a", files, system=system))
    assert records["192.168.1.0"].mask == "255.255.255.0"
    assert records["192.168.1.0"].evidence[0].source == r"DhcpCfg\Configuration\Subnets\192.168.1.0"
    # Windows Server 2003 writes that file in another form.
    files[r"\Windows\System32\dhcp\backup\DhcpCfg"] = b"something else" * 1000
    assert list(found("DHCPServer", offline(tmp_path / "b", files, system=system))) == ["DHCP server"]


def test_dhcp_is_left_out_honestly(tmp_path: Path) -> None:
    plan = planned(offline(tmp_path, system={f"{SERVICES}\\DHCPServer": {"Type": 32}}), "DHCPServer")
    assert fates(plan) == {"DHCP server": ("LeftOut", "artifact.dhcp-server")}
    told = next(item for item in plan.outcomes if isinstance(item, LeftOut))
    assert told.params["database"] == r"C:\Windows\System32\dhcp\dhcp.mdb"
    assert not plan.features


def test_queues(everything: Everything) -> None:
    records = everything.of("MSMQ")
    assert sorted(records) == ["Message Queuing", "orders"]
    queue = records["orders"]
    assert isinstance(queue, MessageQueue)
    assert (queue.transactional, queue.journal) == (True, True)


def test_queues_are_made_anew_and_messages_are_told(tmp_path: Path) -> None:
    system: dict[str, dict[str, Any]] = {f"{SERVICES}\\MSMQ": {"ImagePath": "mqsvc.exe", "Type": 16}}
    store = r"\Windows\System32\msmq\storage"
    files: dict[str, bytes | None] = {
        f"{store}\\lqs\\1": "QueueName=\\private$\\plain\r\nJournal=00\r\nTransaction=00\r\n".encode("utf-16"),
        f"{store}\\lqs\\2": b'QueueName=\\private$\\bad"name\r\n',
        f"{store}\\lqs\\3": b"QueueName=\\private$\\mine\r\nSystemQueue=01\r\n",
        f"{store}\\lqs\\4": b"\0\0 no queue",
        f"{store}\\r1.mq": b"12345",
    }
    plan = planned(offline(tmp_path, files, system=system), "MSMQ")
    assert fates(plan) == {
        # The service is carried; what lay in its store is another thing of the same name.
        "Message Queuing": ("Undecided", "artifact.messages-left"),
        "plain": ("CarriedOver", ""),
        'bad"name': ("Undecided", "artifact.queue-name"),
    }
    assert [item.attributes for item in plan.extras.actions] == [
        (("name", "plain"), ("transactional", "false"), ("journal", "false"))
    ]
    assert [item.name for item in plan.features] == ["MSMQ-Server"]
    assert plan.extras.watched == ("MSMQ",)


def test_features_of_message_queuing_that_need_a_domain(tmp_path: Path) -> None:
    key = r"Microsoft\Windows\CurrentVersion\Component Based Servicing\Notifications\OptionalFeatures"
    names = ("MSMQ-Container", "MSMQ-Server", "MSMQ-HTTP", "MSMQ-ADIntegration")
    software = {f"{key}\\{name}": {"Selection": 1} for name in names}
    system: dict[str, dict[str, Any]] = {f"{SERVICES}\\MSMQ": {"ImagePath": "mqsvc.exe", "Type": 16}}
    plan = planned(offline(tmp_path, software=software, system=system), "MSMQ")
    assert [item.name for item in plan.features] == ["MSMQ-HTTP", "MSMQ-Server"]
    assert fates(plan)["MSMQ-ADIntegration"] == ("LeftOut", "artifact.msmq-domain")
