"""Values of the metabase in the form that IIS 7 writes them, by tables of property, setting and unit."""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a NamedTuple reads its annotations
from typing import NamedTuple

_DAY, _HOUR, _MINUTE = 86400, 3600, 60


def number_of(text: str) -> int:
    """A number, 0 for what is none; also ``0x15180``."""
    text = text.strip().lower()
    base = 16 if text.startswith("0x") else 10
    digits = text.removeprefix("0x")
    valid = "0123456789abcdef" if base == 16 else "0123456789"
    return int(digits, base) if digits and len(digits) <= 20 and set(digits) <= set(valid) else 0


def time_span(seconds: int) -> str:
    """``1.05:00:00``."""
    days, rest = divmod(seconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    clock = f"{hours:02d}:{rest // _MINUTE:02d}:{rest % _MINUTE:02d}"
    return f"{days}.{clock}" if days else clock


def is_true(text: str) -> bool:
    """``TRUE`` or a number other than 0."""
    return text.strip().lower() == "true" or number_of(text) != 0


def boolean(text: str) -> str:
    """``true`` or ``false``."""
    return "true" if is_true(text) else "false"


def number(text: str) -> str:
    """A decimal number."""
    return str(number_of(text))


def seconds(text: str) -> str:
    """Seconds as a time span."""
    return time_span(number_of(text))


def minutes(text: str) -> str:
    """Minutes as a time span."""
    return time_span(number_of(text) * _MINUTE)


def same(text: str) -> str:
    """Text as it is."""
    return text


def choice(*names: str) -> Callable[[str], str]:
    """A number that stands for a name."""
    return lambda text: names[number_of(text)] if number_of(text) < len(names) else names[0]


class Rule(NamedTuple):
    """A property, the dotted setting that it becomes, and how its value is written there."""

    name: str
    setting: str
    write: Callable[[str], str]


POOL = (
    Rule("AppPoolAutoStart", "autoStart", boolean),
    Rule("AppPoolQueueLength", "queueLength", number),
    Rule(
        "AppPoolIdentityType",
        "processModel.identityType",
        choice("LocalSystem", "LocalService", "NetworkService", "SpecificUser"),
    ),
    Rule("IdleTimeout", "processModel.idleTimeout", minutes),
    Rule("MaxProcesses", "processModel.maxProcesses", number),
    Rule("PingingEnabled", "processModel.pingingEnabled", boolean),
    Rule("PingInterval", "processModel.pingInterval", seconds),
    Rule("PingResponseTime", "processModel.pingResponseTime", seconds),
    Rule("ShutdownTimeLimit", "processModel.shutdownTimeLimit", seconds),
    Rule("StartupTimeLimit", "processModel.startupTimeLimit", seconds),
    Rule("DisallowOverlappingRotation", "recycling.disallowOverlappingRotation", boolean),
    Rule("DisallowRotationOnConfigChange", "recycling.disallowRotationOnConfigChange", boolean),
    Rule("PeriodicRestartTime", "recycling.periodicRestart.time", minutes),
    Rule("PeriodicRestartRequests", "recycling.periodicRestart.requests", number),
    Rule("PeriodicRestartMemory", "recycling.periodicRestart.memory", number),
    Rule("PeriodicRestartPrivateMemory", "recycling.periodicRestart.privateMemory", number),
    Rule("LoadBalancerCapabilities", "failure.loadBalancerCapabilities", choice("HttpLevel", "TcpLevel", "HttpLevel")),
    Rule("OrphanWorkerProcess", "failure.orphanWorkerProcess", boolean),
    Rule("OrphanActionExe", "failure.orphanActionExe", same),
    Rule("OrphanActionParams", "failure.orphanActionParams", same),
    Rule("RapidFailProtection", "failure.rapidFailProtection", boolean),
    Rule("RapidFailProtectionInterval", "failure.rapidFailProtectionInterval", minutes),
    Rule("RapidFailProtectionMaxCrashes", "failure.rapidFailProtectionMaxCrashes", number),
    Rule("AutoShutdownAppPoolExe", "failure.autoShutdownExe", same),
    Rule("AutoShutdownAppPoolParams", "failure.autoShutdownParams", same),
    Rule("CPULimit", "cpu.limit", number),
    Rule("CPUAction", "cpu.action", choice("NoAction", "KillW3wp")),
    Rule("CPUResetInterval", "cpu.resetInterval", minutes),
    Rule("SMPAffinitized", "cpu.smpAffinitized", boolean),
    Rule("SMPProcessorAffinityMask", "cpu.smpProcessorAffinityMask", number),
)
SITE = (
    Rule("ServerAutoStart", "serverAutoStart", boolean),
    Rule("ConnectionTimeout", "limits.connectionTimeout", seconds),
    Rule("MaxConnections", "limits.maxConnections", number),
    Rule("MaxBandwidth", "limits.maxBandwidth", number),
    Rule("LogType", "logFile.enabled", boolean),
    Rule("LogFileDirectory", "logFile.directory", same),
    Rule("LogFilePeriod", "logFile.period", choice("MaxSize", "Daily", "Weekly", "Monthly", "Hourly")),
    Rule("LogFileTruncateSize", "logFile.truncateSize", number),
    Rule("LogFileLocaltimeRollover", "logFile.localTimeRollover", boolean),
)
_ASP = (
    Rule("AspAllowSessionState", "session.allowSessionState", boolean),
    Rule("AspAppServiceFlags", "comPlus.appServiceFlags", same),
    Rule("AspBufferingLimit", "limits.bufferingLimit", number),
    Rule("AspBufferingOn", "bufferingOn", boolean),
    Rule("AspCalcLineNumber", "calcLineNumber", boolean),
    Rule("AspCodepage", "codePage", number),
    Rule("AspDiskTemplateCacheDirectory", "cache.diskTemplateCacheDirectory", same),
    Rule("AspEnableApplicationRestart", "enableApplicationRestart", boolean),
    Rule("AspEnableAspHtmlFallback", "enableAspHtmlFallback", boolean),
    Rule("AspEnableChunkedEncoding", "enableChunkedEncoding", boolean),
    Rule("AspEnableParentPaths", "enableParentPaths", boolean),
    Rule("AspEnableTypelibCache", "cache.enableTypelibCache", boolean),
    Rule("AspErrorsToNTLog", "errorsToNTLog", boolean),
    Rule("AspExceptionCatchEnable", "exceptionCatchEnable", boolean),
    Rule("AspExecuteInMTA", "comPlus.executeInMta", boolean),
    Rule("AspKeepSessionIDSecure", "session.keepSessionIdSecure", boolean),
    Rule("AspLCID", "lcid", number),
    Rule("AspLogErrorRequests", "logErrorRequests", boolean),
    Rule("AspMaxDiskTemplateCacheFiles", "cache.maxDiskTemplateCacheFiles", number),
    Rule("AspMaxRequestEntityAllowed", "limits.maxRequestEntityAllowed", number),
    Rule("AspProcessorThreadMax", "limits.processorThreadMax", number),
    Rule("AspQueueConnectionTestTime", "limits.queueConnectionTestTime", seconds),
    Rule("AspQueueTimeout", "limits.queueTimeout", seconds),
    Rule("AspRequestQueueMax", "limits.requestQueueMax", number),
    Rule("AspRunOnEndAnonymously", "runOnEndAnonymously", boolean),
    Rule("AspScriptEngineCacheMax", "cache.scriptEngineCacheMax", number),
    Rule("AspScriptErrorMessage", "scriptErrorMessage", same),
    Rule("AspScriptErrorSentToBrowser", "scriptErrorSentToBrowser", boolean),
    Rule("AspScriptFileCacheSize", "cache.scriptFileCacheSize", number),
    Rule("AspScriptLanguage", "scriptLanguage", same),
    Rule("AspScriptTimeout", "limits.scriptTimeout", seconds),
    Rule("AspSessionMax", "session.max", number),
    Rule("AspSessionTimeout", "session.timeout", minutes),
    Rule("AppAllowClientDebug", "appAllowClientDebug", boolean),
    Rule("AppAllowDebugging", "appAllowDebugging", boolean),
)
# Section to the properties that become plain attributes of it.
SECTIONS: dict[str, tuple[Rule, ...]] = {
    "system.webServer/asp": _ASP,
    "system.webServer/cgi": (
        Rule("CGITimeout", "timeout", seconds),
        Rule("CreateCGIWithNewConsole", "createCGIWithNewConsole", boolean),
        Rule("CreateProcessAsUser", "createProcessAsUser", boolean),
    ),
    "system.webServer/httpLogging": (Rule("DontLog", "dontLog", boolean),),
    "system.webServer/httpProtocol": (Rule("AllowKeepAlive", "allowKeepAlive", boolean),),
    "system.webServer/serverRuntime": (
        Rule("MaxRequestEntityAllowed", "maxRequestEntityAllowed", number),
        Rule("UploadReadAheadSize", "uploadReadAheadSize", number),
    ),
    "system.webServer/serverSideInclude": (Rule("SSIExecDisable", "ssiExecDisable", boolean),),
    "system.webServer/staticContent": (
        Rule("CacheControlCustom", "clientCache.cacheControlCustom", same),
        Rule("DefaultDocFooter", "defaultDocFooter", lambda text: text.removeprefix("FILE:").removeprefix("STRING:")),
        Rule("EnableDocFooter", "enableDocFooter", boolean),
    ),
}
