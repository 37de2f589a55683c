"""Why a site answers 4xx or 5xx: pages, logs and events as Windows writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.containers import substatus as table
from reberth.containers.database_signs import database_trouble
from reberth.containers.detailed_error import DetailedError, read_detailed_error
from reberth.containers.event_log import EventRecord, read_events
from reberth.containers.explanation import diagnose
from reberth.containers.substatus import as_hresult, code_of
from reberth.containers.symptoms import Symptoms, find_symptoms
from reberth.model.engine import Probe, Probed
from reberth_resources.catalogue import message
from tests.support.error_pages import ENGLISH, GERMAN, aspnet_page, event, iis_page

if TYPE_CHECKING:
    from reberth.containers.inside import Inside

WEB_CONFIG = r"C:\inetpub\wwwroot\web.config"
SOURCE = ("    8:   <system.webServer>", "    9:     <handlers>", "   10:       <clear />")
SHOP = Probe("Shop", "http", 80, "shop.example", "/cart/list.aspx?id=1")
NETWORK = (
    "SqlException (0x80131904): A network-related or instance-specific error occurred while establishing a connection"
    " to SQL Server. (provider: Named Pipes Provider, error: 40 - Could not open a connection to SQL Server)"
)
FIELDS = (
    "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    " sc-status sc-substatus sc-win32-status time-taken\r\n"
)
CONFIG = b"""<configuration><system.applicationHost><sites>
  <siteDefaults><logFile directory="%SystemDrive%\\logs" /></siteDefaults>
  <site name="Default Web Site" id="1"><application path="/" applicationPool="DefaultAppPool" /></site>
  <site name="Shop" id="7"><application path="/" applicationPool="RootPool" />
    <application path="/Cart" applicationPool="CartPool" /></site>
</sites></system.applicationHost></configuration>"""


class Answers:
    """Stands for the inside of a container: what it has, and what was asked."""

    def __init__(self, **answers: bytes) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def run(self, *command: str) -> bytes:
        self.asked.append(" ".join(command))
        name = command[0].rpartition("\\")[2].partition(".")[0]
        return self.answers.get(f"{name}_{command[2]}" if name == "wevtutil" else name, b"")

    def file(self, path: str) -> bytes:
        self.asked.append(path)
        return self.answers.get("config", b"") if path.endswith("applicationHost.config") else b""

    def folder(self, path: str, suffix: str) -> bytes:
        self.asked.append(path + "*" + suffix)
        return self.answers.get("httperr" if path.endswith("HTTPERR") else "log", b"")


def explained(status: int, probe: Probe = SHOP, **answers: bytes) -> Probed:
    inside: Inside = Answers(config=CONFIG, **answers)  # type: ignore[assignment]
    return diagnose(Probed(probe, "http://x", status), find_symptoms(inside, probe, status))


@pytest.mark.parametrize("words", [ENGLISH, GERMAN])
def test_a_500_19_names_file_line_and_cause_in_any_language(words: tuple[str, ...]) -> None:
    reason = "Locked: handlers"
    page = iis_page(500, 19, 0x80070021, reason=reason, file=WEB_CONFIG, source=SOURCE, marked=1, words=words)
    found = read_detailed_error(page, 500)
    assert (found.substatus, found.error, found.file, found.line) == (19, 0x80070021, WEB_CONFIG, 9)
    assert (found.reason, found.module, found.source) == ("Locked: handlers", "IIS Web Core", SOURCE)
    probed = explained(500, curl=page)
    assert probed.code == "trial.section-locked"
    assert probed.params["status"] == "500.19"
    words_for_people = message(probed.code, probed.params)
    assert words_for_people.sentence == (
        "Shop answers 500.19 (0x80070021): its configuration sets a section that is locked in the container."
        f" {WEB_CONFIG}, line 9."
    )
    assert "{" not in "".join(words_for_people)
    assert probed.details[:2] == ("Locked: handlers", f"{WEB_CONFIG}, line 9")
    assert SOURCE[1] in probed.details


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (0x80070021, "trial.section-locked"),
        (0x8007000D, "trial.section-unknown"),
        (0x80070005, "trial.configuration-unreadable"),
        (0x800700B7, "trial.duplicate-entry"),
        (0x8007007E, "trial.module-file-missing"),
        (0x800700C1, "trial.module-wrong-bitness"),
        (0x80070003, "trial.content-missing"),
        (0x8007052E, "trial.directory-account"),
        (0x8009000F, "trial.configuration-encrypted"),
        (0x80070032, "trial.configuration-invalid"),
        (0x21, "trial.section-locked"),
    ],
)
def test_each_cause_of_a_500_19(error: int, code: str) -> None:
    assert code_of(500, 19, error) == code
    assert explained(500, curl=iis_page(500, 19, as_hresult(error), file=WEB_CONFIG)).code == code


@pytest.mark.parametrize(
    ("status", "substatus", "code"),
    [
        *((500, 21, "handler-module-missing"), (500, 0, "application-error"), (502, 5, "core-start-failed")),
        *((500, 30, "core-start-failed"), (500, 31, "core-runtime-missing"), (500, 35, "core-pool-shared")),
        *((403, 14, "no-default-document"), (404, 2, "extension-not-allowed"), (404, 3, "no-mime-type")),
        *((404, 4, "no-handler"), (404, 7, "request-filtered"), (404, 0, "not-found"), (404, 99, "not-found")),
        *((401, 1, "sign-in-failed"), (401, 2, "needs-sign-in"), (401, 3, "no-right-on-file")),
        *((403, 4, "tls-required"), (500, 100, "asp-error"), (500, 24, "classic-settings"), (418, 0, "client-error")),
        *((507, 0, "server-error"), (503, 2, "too-busy"), (403, 77, "forbidden"), (405, 0, "verb-refused")),
    ],
)
def test_what_a_substatus_means(status: int, substatus: int, code: str) -> None:
    assert code_of(status, substatus) == f"trial.{code}"
    assert explained(status, curl=iis_page(status, substatus)).code == f"trial.{code}"


def test_every_code_of_the_table_has_words_without_open_places() -> None:
    codes = {*table._CONFIGURATION.values(), *table._BY_SUBSTATUS.values(), *table._BY_STATUS.values()}
    codes |= {"trial.database-unreachable", "trial.database-refused", "trial.pool-stopped", "trial.host-not-known"}
    params = diagnose(Probed(SHOP, "", 500), Symptoms()).params
    for code in sorted(codes):
        words = message(code, params)
        assert words.cause, code
        assert words.action, code
        assert not re.search(r"\{[a-z_]+\}", "".join(words)), code


def test_without_a_page_the_log_tells_the_substatus() -> None:
    line = "2026-11-24 02:00:0{} ::1 GET /cart/list.aspx id=1 80 - ::1 curl - 500 {} {} 15\r\n"
    log = (
        FIELDS
        + line.format(1, 0, 0)
        + line.format(2, 19, 33)
        + "2026-11-24 02:00:03 ::1 GET /x - 80 - ::1 - - 500 21 0 1\r\n"
    )
    probed = explained(500, curl=b"<html>Sorry</html>", log=log.encode())
    assert (probed.code, probed.params["status"]) == ("trial.section-locked", "500.19")
    assert "IIS log: 2026-11-24 02:00:02 GET /cart/list.aspx 500.19 33" in probed.details


def test_a_long_log_whose_front_is_missing_is_read_with_the_stock_fields() -> None:
    line = "2026-11-24 02:00:01 ::1 GET /cart/list.aspx id=1 80 - ::1 curl - 404 3 50 15\r\n"
    assert explained(404, log=("ff - 200 0 0 1\r\n" + line).encode()).code == "trial.no-mime-type"


def test_the_log_folder_and_pool_are_those_of_the_container_s_configuration() -> None:
    inside = Answers(config=CONFIG)
    symptoms = find_symptoms(inside, SHOP, 500)  # type: ignore[arg-type]
    assert r"C:\logs\W3SVC7*.log" in inside.asked
    assert symptoms.pool == "CartPool"
    assert "netsh http flush logbuffer" in inside.asked
    [asked] = [item for item in inside.asked if item.startswith("curl ")]
    assert asked.endswith("--connect-to shop.example:80:localhost:80 http://shop.example:80/cart/list.aspx?id=1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (NETWORK, "trial.database-unreachable"),
        ("(provider: SQL Network Interfaces, error: 26 - Error Locating Server/Instance Specified)", "unreachable"),
        ("(provider: TCP Provider, error: 0 - No such host is known.)", "unreachable"),
        (
            "SqlException: ... error: 50 - Local Database Runtime error occurred. (provider: X, error: 50 - L)",
            "unreachable",
        ),
        ("[DBNETLIB][ConnectionOpen (Connect()).]SQL Server does not exist or access denied.", "unreachable"),
        ("ERROR [08001] [Microsoft][ODBC Driver 17 for SQL Server]Named Pipes Provider", "unreachable"),
        ("ORA-12541: TNS:no listener", "unreachable"),
        ("MySqlException (0x80004005): Unable to connect to any of the specified MySQL hosts.", "unreachable"),
        ("Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.0.5:5432", "unreachable"),
        ("SqlException (0x80131904): Login failed for user 'shop'.", "refused"),
        ('Cannot open database "Shop" requested by the login. The login failed.', "refused"),
        ("The target principal name is incorrect.  Cannot generate SSPI context.", "refused"),
        ("ORA-01017: invalid username/password; logon denied", "refused"),
        ("MySqlException: Access denied for user 'shop'@'172.20.0.4' (using password: YES)", "refused"),
        ("NullReferenceException: Object reference not set to an instance of an object.", ""),
        ("Could not load file or assembly 'Oracle.DataAccess' or one of its dependencies.", ""),
        ("HTTP Error 401.1 - Unauthorized: Login page", ""),
        ("", ""),
    ],
)
def test_a_database_out_of_reach_is_told_apart(text: str, code: str) -> None:
    wanted = f"trial.database-{code.removeprefix('trial.database-')}" if code else ""
    assert database_trouble(text) == wanted


@pytest.mark.parametrize("trace", [True, False])
def test_an_unreachable_database_behind_a_working_iis(*, trace: bool) -> None:
    inner = ("SqlException (0x80131904)", NETWORK.partition(": ")[2])
    probed = explained(500, curl=aspnet_page(inner, ("HttpException", "outer"), trace=trace))
    assert probed.code == "trial.database-unreachable"
    assert message(probed.code, probed.params).sentence == (
        "Shop answers 500: IIS works, but the application cannot reach its database."
    )
    wanted = [f"SqlException: {inner[1]}", "HttpException: outer"]
    assert list(probed.details) == (wanted if trace else wanted[::-1])


def test_an_event_tells_of_the_database_when_the_page_says_nothing() -> None:
    log = event("ASP.NET 4.0.30319.0", 1309, f"Event code: 3005 /LM/W3SVC/7/ROOT/Cart-1 Exception: {NETWORK}")
    assert explained(500, curl=b"Sorry", wevtutil_Application=log.encode()).code == "trial.database-unreachable"
    other = log.replace("/W3SVC/7/", "/W3SVC/1/")
    probed = explained(500, curl=b"Sorry", wevtutil_Application=other.encode())
    assert (probed.code, probed.details) == ("trial.application-error", ())


def test_a_broken_configuration_is_never_called_a_database() -> None:
    log = event("ASP.NET 4.0.30319.0", 1309, NETWORK).encode()
    page = iis_page(500, 19, 0x8007000D, file=WEB_CONFIG)
    assert explained(500, curl=page, wevtutil_Application=log).code == "trial.section-unknown"


def test_an_exception_of_the_application_shows_its_words_and_place() -> None:
    page = aspnet_page(
        ("FileNotFoundException", "Could not load file or assembly 'Old.Lib'"), source_file=WEB_CONFIG, line=33
    )
    probed = explained(500, curl=page)
    assert (probed.code, probed.params["file"], probed.params["line"]) == ("trial.application-error", WEB_CONFIG, 33)
    assert "FileNotFoundException: Could not load file or assembly 'Old.Lib'" in probed.details


def test_a_stopped_pool_is_named() -> None:
    line = 'APPPOOL "{}" (MgdVersion:v4.0,MgdMode:Integrated,state:{})\r\n'
    pools = (line.format("RootPool", "Started") + line.format("CartPool", "Stopped")).encode()
    http = b"2026-11-24 02:00:01 ::1 5000 ::1 80 HTTP/1.1 GET /cart/list.aspx 503 7 AppOffline CartPool\r\n"
    was = event("Microsoft-Windows-WAS", 5002, "Application pool 'CartPool' is being automatically disabled.")
    probed = explained(503, appcmd=pools, httperr=http, wevtutil_System=was.encode())
    assert (probed.code, probed.params["pool"]) == ("trial.pool-stopped", "CartPool")
    assert any("AppOffline" in line for line in probed.details)
    assert any(line.startswith("Microsoft-Windows-WAS 5002: Application pool 'CartPool'") for line in probed.details)
    assert explained(503, httperr=http).code == "trial.pool-stopped"
    assert explained(503).code == "trial.service-unavailable"


def test_a_host_name_that_no_binding_has() -> None:
    http = b"2026-11-24 02:00:01 ::1 5000 ::1 80 HTTP/1.1 GET / 400 - Hostname -\r\n"
    probed = explained(400, httperr=http)
    assert (probed.code, probed.params["host"]) == ("trial.host-not-known", "shop.example")


def test_no_password_of_a_quoted_line_is_shown() -> None:
    lines = (
        '    3: <add connectionString="Server=a;Password=Hunter2!;User ID=x" />',
        '    4: <x validationKey="ABCD" />',
    )
    probed = explained(500, curl=iis_page(500, 19, 0x8007000D, file=WEB_CONFIG, source=lines, marked=0))
    shown = "\n".join(probed.details)
    assert "Hunter2" not in shown
    assert "ABCD" not in shown
    assert "Password=***;User ID=x" in shown


def test_nothing_to_be_had_is_still_an_answer() -> None:
    probed = explained(500)
    assert (probed.code, probed.details, probed.params["file"]) == ("trial.application-error", (), "-")


def test_events_are_read_one_by_one() -> None:
    text = "\r\n".join(
        (
            event("ASP.NET 4.0.30319.0", 3221226781, "first"),
            "<Event><broken></Event>",
            event("Service Control Manager", 7036, "noise"),
            "<!DOCTYPE x [<!ENTITY e 'x'>]>" + event("IIS AspNetCore Module V2", 1032, "second\n line"),
        )
    )
    assert read_events(text) == (
        EventRecord("ASP.NET 4.0.30319.0", 1309, "2026-11-24T02:00:00.000000000Z", "first"),
        EventRecord("IIS AspNetCore Module V2", 1032, "2026-11-24T02:00:00.000000000Z", "second\n line"),
    )


def test_a_page_is_read_in_the_encoding_that_it_names() -> None:
    page = b"<html><head><meta charset='%s'></head><body><p>nicht verf\xfcgbar \x81</p><p>web.config</p></body></html>"
    for name, wanted in (
        (b"windows-1252", "verf\xfcgbar \ufffd"),
        (b"unicode_escape", "verf\ufffdgbar"),
        (b"cp0", "\ufffd"),
    ):
        text = read_detailed_error(page % name, 500).text
        assert wanted in text
        assert "web.config" in text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", iis_page(500, 19, 5, file=WEB_CONFIG, source=SOURCE, marked=0)]))
def test_no_page_breaks_the_reader(noise: bytes, page: bytes) -> None:
    place = len(noise) % (len(page) + 1)
    for data in (noise, page[:place] + noise + page[place:], noise + page):
        assert isinstance(read_detailed_error(data, 500), DetailedError)
        assert explained(500, curl=data, wevtutil_Application=noise, log=noise, httperr=noise).code.startswith("trial.")
