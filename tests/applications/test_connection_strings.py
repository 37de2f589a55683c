"""Connection strings of all sorts: what they connect to, and whether they hold a secret."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reberth.applications.connection_strings import holds_secret, parse, server_of

ENTITY = (
    "metadata=res://*/Shop.csdl|res://*/Shop.ssdl;provider=System.Data.SqlClient;"
    'provider connection string="data source=SQL01;initial catalog=Shop;user id=u;password=p w;App=EF"'
)
KNOWN = [
    # (text, server, database, integrated, holds a secret)
    ("Server=SQL01;Database=Shop;Integrated Security=SSPI", "SQL01", "Shop", True, False),
    ("Data Source=.\\SQLEXPRESS;Initial Catalog=A;User ID=sa;Password=x;", ".\\SQLEXPRESS", "A", False, True),
    ("server = tcp:db,1433 ; DATABASE = B ; Pwd = 'a;b''c' ; uid=x", "tcp:db,1433", "B", False, True),
    ('Password="a;Server=other";Server=real', "real", "", False, True),
    (ENTITY, "SQL01", "Shop", False, True),
    (ENTITY.replace('"', "'"), "SQL01", "Shop", False, True),
    (ENTITY.replace('"', "&quot;"), "SQL01", "Shop", False, True),
    ("Driver={SQL Server};Server=S;Database=D;Uid=u;Pwd={a;Server=X}}b};", "S", "D", False, True),
    ("Driver={SQL Server};Server=S;Trusted_Connection=yes", "S", "", True, False),
    (
        "Provider=Microsoft.Jet.OLEDB.4.0;Data Source=C:\\db\\a.mdb;Jet OLEDB:Database Password=x",
        "C:\\db\\a.mdb",
        "",
        False,
        True,
    ),
    ("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc==;EndpointSuffix=x", "", "", False, True),
    ("Endpoint=sb://a.example/;SharedAccessKeyName=Root;SharedAccessKey=k=", "sb://a.example/", "", False, True),
    ("cache.example:6380,password=abc=,ssl=True", "", "", False, True),
    ("mongodb://user:secret@host/db", "", "", False, True),
    ("https://host:8080/path@2", "", "", False, False),
    ("https://x.example/?ResetPassword=true", "", "", False, False),
    ("Server=S;User ID=u;Password=", "S", "", False, False),
    ("Server=S;Persist Security Info=True;Password Expiration=5", "S", "", False, False),
    ("just words", "", "", False, False),
    ("=;;=;", "", "", False, False),
]


@pytest.mark.parametrize(("text", "server", "database", "integrated", "secret"), KNOWN)
def test_what_is_in_a_connection_string(
    text: str,
    server: str,
    database: str,
    *,
    integrated: bool,
    secret: bool,
) -> None:
    assert server_of(text) == (server, database, integrated)
    assert holds_secret(text) is secret


def test_values_are_unquoted() -> None:
    assert parse("""a="x""y";b='it''s';c={p}}q};d= plain ; e="open;f="junk"x""") == {
        "a": 'x"y',
        "b": "it's",
        "c": "p}q",
        "d": "plain",
        "e": '"open',
        "f": '"junk"x',
    }


def test_a_misplaced_quote_brings_no_password_into_the_server() -> None:
    assert server_of("Server='SQL01;Password=hunter2';Database=D") == ("", "D", False)


QUOTED = {'"': '"', "'": "'", "{": "}"}


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(sorted(QUOTED)))
def test_any_password_is_seen_however_it_is_quoted(password: str, quote: str) -> None:
    closer = QUOTED[quote]
    text = f"Server=S;Password={quote}{password.replace(closer, closer * 2)}{closer};Database=D"
    assert parse(text) == {"server": "S", "password": password, "database": "D"}
    assert holds_secret(text) is (password.lower() not in {"", "true", "false", "yes", "no"})


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    server, database, _ = server_of(text)
    assert not holds_secret(server)
    assert not holds_secret(database)


@pytest.mark.parametrize("piece", ["a=", "=", 'a="', "a={;", " ", "a;", "x://", "provider connection string="])
def test_hostile_length_costs_no_time(piece: str) -> None:
    # A reader that looks back for each letter would take hours for this; the test run's own limit would end it.
    assert holds_secret(piece * 300_000) is False
