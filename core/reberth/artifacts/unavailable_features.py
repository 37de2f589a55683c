"""Windows features that a container cannot have, those that are known to be there, and those of no use in one."""

from __future__ import annotations

# "Roles, role services, and features not in Server Core containers" (windowsserverdocs,
# server-core-container-removed-roles), name by name.
_REMOVED = frozenset(
    name.upper()
    for line in (
        "ADCertificateServicesRole AuthManager Bitlocker-Utilities BitLocker BITS BITSExtensions-Upload CCFFilter",
        "CertificateEnrollmentPolicyServer CertificateEnrollmentServer CertificateServices ClientForNFS-Infrastructure",
        "Containers CoreFileServer DataCenterBridging-LLDP-Tools DataCenterBridging Dedup-Core",
        "DeviceHealthAttestationService DFSN-Server DFSR-Infrastructure-ServerEdition DirectoryServices-ADAM",
        "DirectoryServices-DomainController DiskIo-QoS EnhancedStorage FailoverCluster-AdminPak",
        "FailoverCluster-AutomationServer FailoverCluster-CmdInterface FailoverCluster-FullServer",
        "FailoverCluster-PowerShell File-Services FileServerVSSAgent FRS-Infrastructure FSRM-Infrastructure-Services",
        "FSRM-Infrastructure HardenedFabricEncryptionTask HostGuardian HostGuardianService-Package",
        "IdentityServer-SecurityTokenService IPAMClientFeature IPAMServerFeature iSCSITargetServer-PowerShell",
        "iSCSITargetServer iSCSITargetStorageProviders iSNS_Service Licensing LightweightServer",
        "Microsoft-Hyper-V-Management-Clients Microsoft-Hyper-V-Offline Microsoft-Hyper-V-Online Microsoft-Hyper-V",
        "Microsoft-Windows-FCI-Client-Package Microsoft-Windows-GroupPolicy-ServerAdminTools-Update",
        "Microsoft-Windows-Subsystem-Linux MSRDC-Infrastructure MultipathIo NetworkController NetworkControllerTools",
        "NetworkDeviceEnrollmentServices NetworkLoadBalancingFullServer NetworkVirtualization OnlineRevocationServices",
        "P2P-PnrpOnly PeerDist Printing-Client-Gui Printing-LPDPrintService Printing-Server-Foundation-Features",
        "Printing-Server-Role QWAVE RasRoutingProtocols Remote-Desktop-Services RemoteAccess RemoteAccessMgmtTools",
        "RemoteAccessPowerShell RemoteAccessServer ResumeKeyFilter RightsManagementServices-Role",
        "RightsManagementServices RMS-Federation SBMgr-UI ServerCore-Drivers-General-WOW64 ServerCore-Drivers-General",
        "ServerForNFS-Infrastructure ServerManager-Core-RSAT-Feature-Tools ServerMediaFoundation ServerMigration",
        "SessionDirectory SetupAndBootEventCollection ShieldedVMToolsAdminPack SMB1Protocol-Server SmbDirect",
        "SMBHashGeneration SmbWitness SNMP SoftwareLoadBalancer Storage-Replica-AdminPack Storage-Replica",
        "Tpm-PSH-Cmdlets UpdateServices-Database UpdateServices-Services UpdateServices-WidDatabase UpdateServices",
        "VmHostAgent VolumeActivation-Full-Role Web-Application-Proxy WebAccess WebEnrollmentServices Windows-Defender",
        "WindowsServerBackup WindowsStorageManagementService WINSRuntime WMISnmpProvider WorkFolders-Server",
        "WSS-Product-Package",
    )
    for name in line.split()
)
# The same roles by the names of other versions of Windows and of Server Manager, as beginnings; and DHCP and Active
# Directory, of which "Lift and shift to containers" (windowscontainers) says so.
_ROLES = (
    *("AD-", "ADCS", "ADDS", "ADLDS", "ADRMS", "ActiveDirectory", "BITS", "BitLocker", "CertificateServices"),
    *("ClientForNFS", "Dedup", "DFS", "DHCP", "DirectoryServices", "FailoverCluster", "Fax", "FileAndStorage"),
    *("FileServer", "FS-", "FSRM", "Hyper-V", "Microsoft-Hyper-V", "IPAM", "iSCSI", "MultiPoint", "NFS", "NLB", "NPAS"),
    *("NetworkLoadBalancing", "NPSManagement", "PeerDist", "Print", "RDS-", "Remote-Desktop", "RemoteAccess", "RMS"),
    *("RightsManagement", "Routing", "ServerForNFS", "Shielded", "Smb", "SNMP", "Storage", "UpdateServices"),
    *("VolumeActivation", "VPN", "WDS", "Windows-Defender", "Windows-Internal", "WindowsServerBackup", "WINS"),
)
# Features that images of IIS and .NET enable themselves, or whose families Microsoft's own recipes use.
_KNOWN = ("IIS-", "WAS-", "WCF-", "NetFx", "MSMQ", "DNS-Server-")
# The base image has these or their work: shells, the servicing of Windows itself, and what every server shows.
_PART_OF_WINDOWS = (
    *("NetFx4ServerFeatures", "NetFx4", "MicrosoftWindowsPowerShell", "PowerShell", "ServerCore", "WCF-Services45"),
    *("Server-Psh", "KeyDistributionService", "TlsSessionTicketKey", "DSC-Service", "WindowsRemoteManagement"),
    *("WCF-TCP-PortSharing45", "ServerManager", "Server-Drivers", "Wow64", "NetFx2-Server", "NetFx3Server"),
)
# For a screen or a console that a container does not have.
_TOOLS = (
    *("Server-Gui", "User-Interfaces", "RSAT", "Internet-Explorer", "DesktopExperience", "Desktop-Experience"),
    *("IIS-ManagementConsole", "IIS-LegacySnapIn", "IIS-ManagementService", "IIS-WebServerManagementTools"),
    *("IIS-ManagementScriptingTools", "IIS-HostableWebCore", "InkAndHandwriting", "TelnetClient", "TFTP"),
    *("MediaPlayback", "WindowsMediaPlayer", "SearchEngine", "Windows-Identity", "WirelessNetworking"),
    *(
        "BiometricFramework",
        "Server-Media",
        "Remote-Assistance",
        "RemoteAssistance",
        "PKI-Client",
        "Xps-",
        "TIFFIFilter",
    ),
    *_PART_OF_WINDOWS,
)
_FTP = "IIS-FTP"
# Of use without a domain, which a container cannot join.
_MSMQ = frozenset({"MSMQ-SERVER", "MSMQ-CONTAINER", "MSMQ-SERVICES", "MSMQ-HTTP", "MSMQ-TRIGGERS", "MSMQ-MULTICAST"})


def cannot_be_in_containers(name: str) -> bool:
    """Whether the feature was taken out of the container images and cannot be enabled there."""
    return name.upper() in _REMOVED or _begins(name, _ROLES)


def is_known_in_containers(name: str) -> bool:
    """Whether images are known to have the feature; enabling one that an image does not have ends the build."""
    return _begins(name, _KNOWN)


def is_tool(name: str) -> bool:
    """Whether the feature serves a screen, an administrator's console, or the servicing of Windows itself."""
    return _begins(name, _TOOLS)


def is_ftp(name: str) -> bool:
    """Whether the feature belongs to the FTP server, whose sites are not carried."""
    return _begins(name, (_FTP,))


def is_dns(name: str) -> bool:
    """Whether the feature belongs to the DNS server, which gets a container of its own."""
    return _begins(name, ("DNS-Server-",))


def needs_domain(name: str) -> bool:
    """Whether the feature is a part of Message Queuing that is of no use without a domain."""
    return _begins(name, ("MSMQ",)) and name.upper() not in _MSMQ


def _begins(name: str, beginnings: tuple[str, ...]) -> bool:
    return name.upper().startswith(tuple(item.upper() for item in beginnings))
