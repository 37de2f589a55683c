"""Windows features that a container cannot have, and those that have no use in one."""

from __future__ import annotations

# After "Roles, role services and features not in Server Core containers" (windowsserverdocs,
# server-core-container-removed-roles), as beginnings of names: that page lists one family by one line.
_REMOVED = (
    *("BITS", "BitLocker", "CertificateServices", "ADCertificateServices", "ADCS", "Containers", "ClientForNFS"),
    *("CoreFileServer", "DHCPServer", "DFS", "Dedup", "DirectoryServices", "ActiveDirectory", "FailoverCluster"),
    *("File-Services", "FileAndStorage", "FileServer", "FSRM", "Hyper-V", "Microsoft-Hyper-V", "HostGuardian"),
    *("IPAM", "iSCSI", "LightweightServer", "Microsoft-Windows-Web-Services-for-Management", "MultiPoint", "NFS"),
    *("NetworkController", "NetworkLoadBalancing", "NetworkVirtualization", "NPSManagement", "Print", "PeerDist"),
    *("RemoteAccess", "Remote-Desktop", "RightsManagement", "RMS", "RasRoutingProtocols", "SBMgr", "SMB1"),
    *("ServerForNFS", "ServerMigration", "SetupAndBoot", "Shielded", "Smb", "SNMP", "Storage", "UpdateServices"),
    *("VolumeActivation", "Web-Application-Proxy", "WebAccess", "Windows-Defender", "WindowsServerBackup", "WINS"),
    *("AppServer", "SessionDirectory", "Licensing", "TIFFIFilter", "Xps-Foundation", "DamgmtTools", "WSS-"),
    *(
        "RDS-",
        "AD-",
        "ADDS",
        "ADLDS",
        "ADRMS",
        "NPAS",
        "Routing",
        "VPN",
        "WDS",
        "Fax",
        "FS-",
        "NLB",
        "Windows-Internal",
    ),
)
# The base image has these or their work: shells, the servicing of Windows itself, and what every server shows.
_PART_OF_WINDOWS = (
    *("NetFx4ServerFeatures", "NetFx4", "MicrosoftWindowsPowerShell", "PowerShell", "ServerCore", "WCF-Services45"),
    *("Server-Psh", "KeyDistributionService", "TlsSessionTicketKey", "DSC-Service", "WindowsRemoteManagement"),
    *("WCF-TCP-PortSharing45", "ServerManager", "Server-Drivers", "Wow64", "WoW64", "NetFx2-Server", "NetFx3Server"),
)
# For a screen or a console that a container does not have.
_TOOLS = (
    *("Server-Gui", "User-Interfaces", "RSAT", "Internet-Explorer", "DesktopExperience", "Desktop-Experience"),
    *("IIS-ManagementConsole", "IIS-LegacySnapIn", "IIS-ManagementService", "IIS-WebServerManagementTools"),
    *(
        "IIS-ManagementScriptingTools",
        "IIS-HostableWebCore",
        "InkAndHandwriting",
        "TelnetClient",
        "TFTP",
        "MediaPlayback",
    ),
    *("WindowsMediaPlayer", "SearchEngine", "Windows-Identity", "WirelessNetworking", "QWAVE", "BiometricFramework"),
    *("Server-Media", "SMBHashGeneration", "MultipathIo", "Remote-Assistance", "RemoteAssistance", "PKI-Client"),
    *_PART_OF_WINDOWS,
)


def cannot_be_in_containers(name: str) -> bool:
    """Whether the feature was taken out of the container images and cannot be enabled there."""
    return _begins(name, _REMOVED)


def is_tool(name: str) -> bool:
    """Whether the feature serves a screen, an administrator's console, or the servicing of Windows itself."""
    return _begins(name, _TOOLS)


def _begins(name: str, beginnings: tuple[str, ...]) -> bool:
    return name.upper().startswith(tuple(item.upper() for item in beginnings))
