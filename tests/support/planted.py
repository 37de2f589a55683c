# ruff: noqa: E501 - lines of configuration are as long as they are
"""Files with a secret in every place that can hold one, each with a value that is easy to find again."""

from __future__ import annotations

import re

_TOKEN = re.compile("§([a-z-]+)§")


def value_of(name: str) -> str:
    """The value planted for a name."""
    return f"Mk0{name}9xQ"


def planted(text: str) -> str:
    """A text with values in place of ``§name§``."""
    return _TOKEN.sub(lambda match: value_of(match.group(1)), text)


def names_in(text: str) -> list[str]:
    """Names of all secrets of a text, in order."""
    return _TOKEN.findall(text)


WEB_CONFIG = """<?xml version="1.0" encoding="utf-8"?>
<!-- Büro: an ordinary comment -->
<configuration>
  <configSections>
    <sectionGroup name="applicationSettings"><section name="Shop.Settings" type="x"/></sectionGroup>
    <section name="log4net" type="y"/>
  </configSections>
  <connectionStrings>
    <clear/>
    <!-- <add name="Old" connectionString="Server=S;Password=§old-connection§"/> -->
    <add name="Main" connectionString="Server=SQL01;Database=Shop;User ID=u;Password=§main§" providerName="System.Data.SqlClient"/>
    <add name='Entity' connectionString='metadata=res://*/a.csdl;provider connection string=&quot;data source=S;password=§entity§&quot;'/>
    <add name="Integrated" connectionString="Server=SQL01;Database=Shop;Integrated Security=SSPI"/>
  </connectionStrings>
  <appSettings>
    <add key="Title" value="Caf&#233; &amp; &lt;more&gt;"/>
    <add key="PaymentApiKey" value="§api-key§"/>
    <add key="smtp.password" value="§smtp-setting§"/>
    <add key="PasswordMinLength" value="8"/>
    <add key="Legacy" value="Server=S;uid=sa;pwd=§legacy§"/>
    <!-- <add key="ClientSecret" value="§old-secret§"/> -->
    <add key="Queue" value="amqp://guest:§queue§@queue.example/"/>
  </appSettings>
  <system.web>
    <compilation targetFramework="4.8"/>
    <identity impersonate="true" userName="DOM\\svc" password="§identity§"/>
    <machineKey validationKey="§validation§" decryptionKey="§decryption§" validation="SHA1"/>
    <sessionState mode="SQLServer" sqlConnectionString="data source=S;user id=sa;password=§session§"/>
    <membership><providers><add name="Sql" type="t" connectionStringName="Main" minRequiredPasswordLength="6"/></providers></membership>
  </system.web>
  <system.net><mailSettings><smtp><network host="mail" userName="u" password="§smtp§"/></smtp></mailSettings></system.net>
  <applicationSettings><Shop.Settings>
    <setting name="ServicePassword" serializeAs="String"><value>§setting§</value></setting>
    <setting name="Database" serializeAs="String"><value><![CDATA[Server=S;Password=§cdata§;x=<>]]></value></setting>
    <setting name="Colour" serializeAs="String"><value>red</value></setting>
  </Shop.Settings></applicationSettings>
  <log4net><appender><param name="Password" value="§log-parameter§"/><connectionString value="server=S;pwd=§log-connection§"/></appender></log4net>
  <system.webServer><security><access sslFlags="None"/></security>
    <rewrite><rules><rule name="a"><action type="Rewrite" url="/x" apiKey="[enc:AesProvider:§enc§:enc]"/></rule></rules></rewrite>
  </system.webServer>
  <location path="admin">
    <appSettings><add key="AdminToken" value="§admin§"/></appSettings>
    <system.web><identity impersonate="true" userName="a" password="§admin-identity§"/></system.web>
  </location>
  <secureSection configProtectionProvider="RsaProtectedConfigurationProvider"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"><CipherValue>§cipher§</CipherValue></EncryptedData></secureSection>
</configuration>
"""
# Section, attribute ("" for text or the whole section) and kind of each, in the order of the file; comments last.
EXPECTED = [
    ("main", "connectionStrings", "connectionString", "connection-string"),
    ("entity", "connectionStrings", "connectionString", "connection-string"),
    ("api-key", "appSettings", "value", "app-setting"),
    ("smtp-setting", "appSettings", "value", "app-setting"),
    ("legacy", "appSettings", "value", "app-setting"),
    ("queue", "appSettings", "value", "app-setting"),
    ("identity", "system.web/identity", "password", "credential"),
    ("validation", "system.web/machineKey", "validationKey", "machine-key"),
    ("decryption", "system.web/machineKey", "decryptionKey", "machine-key"),
    ("session", "system.web/sessionState", "sqlConnectionString", "connection-string"),
    ("smtp", "system.net/mailSettings/smtp", "password", "smtp"),
    ("setting", "applicationSettings/Shop.Settings", "", "credential"),
    ("cdata", "applicationSettings/Shop.Settings", "", "credential"),
    ("log-parameter", "log4net", "value", "credential"),
    ("log-connection", "log4net", "value", "connection-string"),
    ("enc", "system.webServer/rewrite/rules", "apiKey", "encrypted-value"),
    ("admin", "appSettings", "value", "app-setting"),
    ("admin-identity", "system.web/identity", "password", "credential"),
    ("cipher", "secureSection", "", "protected-section"),
]
COMMENTED = ["old-connection", "old-secret"]
# Files beside it: path, text, and whether each is a secret as a whole, so that it stays behind.
SIDE_FILES = {
    "side/web.config": (
        (
            '<configuration><connectionStrings configSource="data\\conn.xml"/><appSettings file="user.settings"><add key="A" value="b"/>'
            '<add key="ApiKey" value="§side-key§"/></appSettings></configuration>'
        ),
        False,
    ),
    "side/data/conn.xml": (
        '<connectionStrings><add name="Side" connectionString="Server=S;Password=§side-connection§"/></connectionStrings>',
        False,
    ),
    "side/user.settings": ('<appSettings><add key="UserSecret" value="§side-setting§"/></appSettings>', False),
    "other.config": ('<root><login user="u" password="§other§"/></root>', False),
    "Web.Release.config": (
        (
            '<configuration xmlns:xdt="http://schemas.microsoft.com/XML-Document-Transform"><connectionStrings>'
            '<add name="Main" connectionString="Server=P;Password=§release§" xdt:Transform="SetAttributes"/></connectionStrings></configuration>'
        ),
        True,
    ),
    "web.config.bak": (
        '<configuration><appSettings><add key="ApiKey" value="§backup§"/></appSettings></configuration>',
        True,
    ),
    "web.config_2019": ('<add name="x" connectionString="Server=S;Pwd=§old-copy§"/>', True),
    "appsettings.Production.json": ('{"Smtp": {"SmtpPassword": "§json§"}}', True),
    "appsettings.json": ('{"ConnectionStrings": {"Main": "Server=S;Password=§json-connection§"}}', True),
    ".env": ("STRIPE_API_KEY=§env§\n", True),
    "db.udl": ("[oledb]\r\nProvider=SQLOLEDB.1;Password=§udl§;User ID=sa\r\n", True),
    "app.ini": ("[db]\npasswd = §ini§\n", True),
    "broken.config": ('<configuration><add password="§broken§">', True),
    "certs/site.pfx": ("§pfx§", True),
    "certs/server.key": ("§key§", True),
    "certs/id_rsa": ("§ssh§", True),
}
