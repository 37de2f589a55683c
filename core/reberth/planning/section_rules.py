"""How each IIS section travels into the image."""

from __future__ import annotations

from typing import Literal

Rule = Literal["replace", "merge", "target", "product", "left-out"]

# Brought to the source's values as a whole.
_REPLACE = frozenset(
    {
        "system.applicationHost/log",
        "system.applicationHost/webLimits",
        "system.applicationHost/serviceAutoStartProviders",
        "system.webServer/applicationInitialization",
        "system.webServer/asp",
        "system.webServer/caching",
        "system.webServer/cgi",
        "system.webServer/defaultDocument",
        "system.webServer/directoryBrowse",
        "system.webServer/httpErrors",
        "system.webServer/httpLogging",
        "system.webServer/httpProtocol",
        "system.webServer/httpRedirect",
        "system.webServer/serverRuntime",
        "system.webServer/serverSideInclude",
        "system.webServer/staticContent",
        "system.webServer/urlCompression",
        "system.webServer/validation",
        "system.webServer/webSocket",
        "system.webServer/security/access",
        "system.webServer/security/authorization",
        "system.webServer/security/dynamicIpSecurity",
        "system.webServer/security/ipSecurity",
        "system.webServer/security/requestFiltering",
        "system.webServer/tracing/traceFailedRequests",
    }
)
# The target has entries of its own that must stay: its modules lie elsewhere than the source's.
_MERGE = frozenset(
    {
        "system.webServer/fastCgi",
        "system.webServer/handlers",
        "system.webServer/httpCompression",
        "system.webServer/isapiFilters",
        "system.webServer/modules",
        "system.webServer/security/isapiCgiRestriction",
    }
)
# The target's own, fitting its own files.
_TARGET = frozenset(
    {
        "configProtectedData",
        "system.applicationHost/configHistory",
        "system.applicationHost/customMetadata",
        "system.applicationHost/listenerAdapters",
        "system.webServer/globalModules",
        "system.webServer/httpTracing",
        "system.webServer/odbcLogging",
        "system.webServer/security/applicationDependencies",
        "system.webServer/tracing/traceProviderDefinitions",
    }
)
_REPLACE_PREFIXES = ("system.webServer/security/authentication/", "system.webServer/webdav/")

# Sections that a stock IIS 10 locks against web.config files; where the source does not, the image must not either.
STOCK_DENY = frozenset(
    {
        "system.webServer/asp",
        "system.webServer/cgi",
        "system.webServer/handlers",
        "system.webServer/httpLogging",
        "system.webServer/httpTracing",
        "system.webServer/isapiFilters",
        "system.webServer/modules",
        "system.webServer/odbcLogging",
        "system.webServer/security/access",
        "system.webServer/security/applicationDependencies",
        "system.webServer/security/authentication/anonymousAuthentication",
        "system.webServer/security/authentication/basicAuthentication",
        "system.webServer/security/authentication/clientCertificateMappingAuthentication",
        "system.webServer/security/authentication/digestAuthentication",
        "system.webServer/security/authentication/iisClientCertificateMappingAuthentication",
        "system.webServer/security/authentication/windowsAuthentication",
        "system.webServer/security/dynamicIpSecurity",
        "system.webServer/security/ipSecurity",
        "system.webServer/serverRuntime",
        "system.webServer/serverSideInclude",
        "system.webServer/webSocket",
        "system.webServer/webdav/authoring",
        "system.webServer/webdav/authoringRules",
    }
)

# Sections that only applicationHost.config can hold.
_APP_HOST_ONLY = frozenset({"system.webServer/fastCgi", "system.webServer/security/isapiCgiRestriction"})

# Modules that come with Windows features: a name of this list is the target's own affair.
STOCK_MODULES = frozenset(
    name.lower()
    for name in (
        *("AnonymousAuthenticationModule", "ApplicationInitializationModule", "BasicAuthenticationModule"),
        *("CertificateMappingAuthenticationModule", "CgiModule", "ConfigurationValidationModule", "CustomErrorModule"),
        *("CustomLoggingModule", "DefaultDocumentModule", "DigestAuthenticationModule", "DirectoryListingModule"),
        *("DynamicCompressionModule", "DynamicIpRestrictionModule", "FailedRequestsTracingModule", "FastCgiModule"),
        *("FileCacheModule", "HttpCacheModule", "HttpLoggingModule", "HttpRedirectionModule"),
        *("IISCertificateMappingAuthenticationModule", "IpRestrictionModule", "IsapiFilterModule", "IsapiModule"),
        *("ManagedEngine", "ManagedEngine64", "ManagedEngineV4.0_32bit", "ManagedEngineV4.0_64bit"),
        *("ProtocolSupportModule", "RequestFilteringModule", "RequestMonitorModule", "ServerSideIncludeModule"),
        *("StaticCompressionModule", "StaticFileModule", "TokenCacheModule", "TracingModule", "UriCacheModule"),
        *("UrlAuthorizationModule", "WebDAVModule", "WebSocketModule", "WindowsAuthenticationModule"),
        *("OutputCache", "Session", "WindowsAuthentication", "FormsAuthentication", "DefaultAuthentication"),
        *("RoleManager", "UrlAuthorization", "FileAuthorization", "AnonymousIdentification", "Profile"),
        *("UrlMappingsModule", "ServiceModel", "ServiceModel-4.0", "UrlRoutingModule-4.0", "ScriptModule-4.0"),
        *("RewriteModule", "ApplicationRequestRouting", "CorsModule", "AspNetCoreModule", "AspNetCoreModuleV2"),
        *("httpPlatformHandler", "ODBCLoggingModule", "WebMethodsModule"),
    )
)
STOCK_FILTERS = ("asp.net_",)
STOCK_HANDLERS = frozenset(
    name.lower()
    for name in (
        *("ASPClassic", "CGI-exe", "ISAPI-dll", "SSINC-shtml", "SSINC-shtm", "SSINC-stm", "StaticFile"),
        *("TRACEVerbHandler", "OPTIONSVerbHandler", "WebDAV", "SecurityCertificate", "AXD-ISAPI-2.0"),
        *("AssemblyResourceLoader-Integrated", "TraceHandler-Integrated", "WebAdminHandler-Integrated"),
    )
)
_STOCK_HANDLER_PREFIXES = tuple(
    name.lower()
    for name in (
        *("AXD-ISAPI-", "ASPQ-ISAPI-", "AppServices", "AspNetCore", "AssemblyResourceLoader-", "ExtensionlessUrl"),
        *("HttpRemotingHandlerFactory-", "PageHandlerFactory-", "ScriptHandlerFactory", "ScriptResource"),
        *("SimpleHandlerFactory-", "TraceHandler-", "WebAdminHandler-", "WebServiceHandlerFactory-", "cshtm"),
        *("rules-", "svc-", "vbhtm", "xamlx-", "xoml-", "HttpForbidden-", "httpPlatformHandler", "UrlMon"),
    )
)


def rule_of(path: str) -> Rule:
    """How a section travels. ``product``: replaced where the image knows it, for Windows itself does not."""
    if path in _REPLACE or path.startswith(_REPLACE_PREFIXES):
        return "replace"
    if path in _MERGE:
        return "merge"
    if path in _TARGET:
        return "target"
    if path.startswith("system.webServer/") and not path.startswith("system.webServer/management"):
        return "product"
    return "left-out"


def is_stock_handler(name: str) -> bool:
    """Whether a handler of this name comes with Windows features or known add-ons."""
    lower = name.lower()
    return lower in STOCK_HANDLERS or lower.startswith(_STOCK_HANDLER_PREFIXES)


def is_stock_allow(path: str) -> bool:
    """Whether web.config files may set a section on a stock IIS 10."""
    return (
        path.startswith("system.webServer/") and path in _REPLACE | _MERGE and path not in STOCK_DENY | _APP_HOST_ONLY
    )
