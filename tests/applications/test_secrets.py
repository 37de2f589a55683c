"""Secrets are found in every place, by name and by content, and what only speaks of them is left alone."""

from __future__ import annotations

import pytest

from reberth.applications.config_file import parse_config
from reberth.applications.secrets import find_secrets, is_secret, text_holds_secret
from reberth.model.content import ContentRef
from tests.support.planted import COMMENTED, EXPECTED, WEB_CONFIG, names_in, planted, value_of

FILE = ContentRef("disk0.partition1", "\\web.config")


def test_every_planted_secret_is_found_in_its_place() -> None:
    config = parse_config(planted(WEB_CONFIG).encode(), "C:\\web.config")
    found = list(find_secrets(config, FILE, "C:\\web.config"))
    inside = [item for item in found if item.node is not None]
    wanted = [(section, attribute, kind) for _, section, attribute, kind in EXPECTED]
    assert [(item.ref.section, item.ref.attribute, item.ref.kind) for item in inside] == wanted
    comments = [item for item in found if item.comment is not None]
    assert [item.ref.location for item in comments] == ["comment()@10", "comment()@21"]
    assert {*(name for name, *_ in EXPECTED), *COMMENTED} == set(names_in(WEB_CONFIG))


def test_no_value_is_in_any_reference() -> None:
    config = parse_config(planted(WEB_CONFIG).encode(), "C:\\web.config")
    text = repr([item.ref for item in find_secrets(config, FILE, "C:\\web.config")])
    assert [name for name in names_in(WEB_CONFIG) if value_of(name) in text] == []


def test_location_and_name_lead_a_person_there() -> None:
    config = parse_config(planted(WEB_CONFIG).encode(), "C:\\web.config")
    found = {item.ref.name: item.ref for item in find_secrets(config, FILE, "C:\\web.config")}
    assert found["PaymentApiKey"].location == "/configuration/appSettings/add[2]"
    assert found["PaymentApiKey"].evidence.line == 17
    assert found["Main"].evidence.source == "C:\\web.config"
    assert found["AdminToken"].location == "/configuration/location/appSettings/add"
    assert found["ServicePassword"].location.endswith("/setting[1]/value")


SECRET = [
    *(
        "Password",
        "SmtpPassword",
        "smtp.password",
        "db_password",
        "DBPassword",
        "smtppassword",
        "Pwd",
        "UserPwd",
        "DbPass",
    ),
    *("ApiKey", "API_KEY", "api-key", "AWSSecretKey", "SharedAccessKey", "ClientSecret", "AuthToken", "SASToken"),
    *("StripeSecretKey2", "EncryptionKey", "Kennwort", "awsaccesskey", "Credentials"),
]
NOT_SECRET = [
    *(
        "PasswordMinLength",
        "RequirePassword",
        "PasswordResetUrl",
        "TokenLifetime",
        "passwordFormat",
        "Bypass",
        "Compass",
    ),
    *("Title", "PublicKeyToken", "KeyName", "UserName", "SecretQuestionEnabled", "ForgotPasswordPage", "", "Monkey"),
]


@pytest.mark.parametrize("name", SECRET)
def test_names_of_secrets(name: str) -> None:
    assert is_secret(name, "hunter2x")
    assert is_secret(name, "/9j4AAQ")


@pytest.mark.parametrize("name", NOT_SECRET)
def test_names_that_only_speak_of_secrets(name: str) -> None:
    assert not is_secret(name, "hunter2x")


@pytest.mark.parametrize("value", ["", "  ", "true", "False", "none", "Hashed", "AutoGenerate,IsolateApps", "~/login"])
def test_values_that_cannot_be_secrets(value: str) -> None:
    assert not is_secret("Password", value)


def test_small_numbers_are_secrets_only_under_the_secrets_own_name() -> None:
    assert is_secret("Password", "1234")
    assert is_secret("DbPwd", "1")
    assert not is_secret("PasswordHistory", "5")
    assert is_secret("PasswordHistory", "12345")


TEXTS_WITH = [
    '{"SmtpPassword": "x9"}',
    "{'client_secret' : 'x9'}",
    '{"ConnectionStrings": {"Main": "Server=a;Password=b"}}',
    "DB_PASSWORD=hunter2\n",
    "password: hunter2",
    "Provider=SQLOLEDB.1;Password=x9;User ID=sa",
    '<add key="ApiKey" value="x9"/>',
    '<add value="x9" key="ApiKey"/>',
    '<setting name="ApiKey"><value>x9</value></setting>',
    "<Password>x9</Password>",
    '<param name="Token" value=\'a"b\' />',
    'userPWD="x9"',
    "redis://:x9@cache.example",
    "key is [enc:AesProvider:abc:enc]",
    "-----BEGIN RSA PRIVATE KEY-----\nMII",
    "cache.example:6380,password=abc=,ssl=True",
]
TEXTS_WITHOUT = [
    "",
    "an ordinary sentence about passwords and tokens",
    '{"SmtpPassword": "", "Logging": {"LogLevel": {"Default": "Information"}}}',
    '<add key="PasswordMinLength" value="8"/>',
    '<authentication mode="Windows"/>',
    "password = ",
    '<setting name="Colour"><value>red</value></setting>',
    "https://www.example.com:8080/a?b=c#d@e",
    "Server=.;Database=x;Integrated Security=true",
]


@pytest.mark.parametrize("text", TEXTS_WITH)
def test_text_that_holds_a_secret(text: str) -> None:
    assert text_holds_secret(text)


@pytest.mark.parametrize("text", TEXTS_WITHOUT)
def test_text_that_holds_none(text: str) -> None:
    assert not text_holds_secret(text)


@pytest.mark.parametrize("piece", ["a", "key='a'", "<", "<a ", "password=", "a.", "[enc", "-----BEGIN ", "'", '="'])
def test_hostile_text_costs_no_time(piece: str) -> None:
    # A pattern that looks back for each letter would take hours for this.
    text_holds_secret(piece * ((1 << 20) // len(piece)))
    assert text_holds_secret("") is False
