<?xml version="1.0" encoding="utf-8"?>
<!-- Made by Reberth. Applied to the image's own applicationHost.config by setup/configure.ps1. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" indent="yes"/>
  <xsl:strip-space elements="*"/>
  <!-- What is not named below stays as the image has it. -->
  <xsl:template match="@*|node()">
    <xsl:copy><xsl:apply-templates select="@*|node()"/></xsl:copy>
  </xsl:template>
  <!-- The image's own sites go, and what was set for them. -->
  <xsl:template match="/configuration/system.applicationHost/sites/site"/>
  <xsl:template match="/configuration/location[string(@path) != '']"/>
  <xsl:template match="/configuration/system.applicationHost/sites">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <site name="Shop" id="1">
        <application path="/" applicationPool="DefaultAppPool">
          <virtualDirectory path="/" physicalPath="C:\Shop" allowSubDirConfig="true"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:"/>
        </bindings>
        <logFile logFormat="W3C" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
        <traceFailedRequestsLogging directory="%SystemDrive%\inetpub\logs\FailedReqLogFiles"/>
      </site>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <add name="DefaultAppPool" managedRuntimeVersion="v4.0" enable32BitAppOnWin64="true">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="true" setProfileEnvironment="false"/>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'defaultapppool']"/>
  <!-- What web.config files may set, as it was on the source. -->
  <xsl:template match="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers']">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="overrideModeDefault">Allow</xsl:attribute>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='modules']">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="overrideModeDefault">Allow</xsl:attribute>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/log|/configuration/location[string(@path) = '']/system.applicationHost/log">
    <log>
      <centralBinaryLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
      <centralW3CLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
    </log>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/webLimits|/configuration/location[string(@path) = '']/system.applicationHost/webLimits">
    <webLimits/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/asp|/configuration/location[string(@path) = '']/system.webServer/asp">
    <asp/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/caching|/configuration/location[string(@path) = '']/system.webServer/caching">
    <caching enabled="true" enableKernelCache="true"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/cgi|/configuration/location[string(@path) = '']/system.webServer/cgi">
    <cgi/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/defaultDocument|/configuration/location[string(@path) = '']/system.webServer/defaultDocument">
    <defaultDocument enabled="true">
      <files>
        <add value="Default.htm"/>
        <add value="Default.asp"/>
        <add value="index.htm"/>
        <add value="index.html"/>
        <add value="iisstart.htm"/>
        <add value="default.aspx"/>
      </files>
    </defaultDocument>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/directoryBrowse|/configuration/location[string(@path) = '']/system.webServer/directoryBrowse">
    <directoryBrowse enabled="false"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpCompression|/configuration/location[string(@path) = '']/system.webServer/httpCompression">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="directory"><xsl:text>%SystemDrive%\inetpub\temp\IIS Temporary Compressed Files</xsl:text></xsl:attribute>
      <xsl:apply-templates select="node()[not(self::scheme[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'gzip'] or self::staticTypes)]"/>
      <scheme name="gzip" dll="%Windir%\system32\inetsrv\gzip.dll"/>
      <staticTypes>
        <add mimeType="text/*" enabled="true"/>
        <add mimeType="application/javascript" enabled="true"/>
        <add mimeType="*/*" enabled="false"/>
      </staticTypes>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpErrors|/configuration/location[string(@path) = '']/system.webServer/httpErrors">
    <httpErrors lockAttributes="allowAbsolutePathsWhenDelegated,defaultPath">
      <error statusCode="401" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="401.htm"/>
      <error statusCode="403" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="403.htm"/>
      <error statusCode="404" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="404.htm"/>
      <error statusCode="500" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="500.htm"/>
    </httpErrors>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpLogging|/configuration/location[string(@path) = '']/system.webServer/httpLogging">
    <httpLogging dontLog="false"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpProtocol|/configuration/location[string(@path) = '']/system.webServer/httpProtocol">
    <httpProtocol>
      <customHeaders>
        <clear/>
        <add name="X-Powered-By" value="ASP.NET"/>
      </customHeaders>
      <redirectHeaders>
        <clear/>
      </redirectHeaders>
    </httpProtocol>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpRedirect|/configuration/location[string(@path) = '']/system.webServer/httpRedirect">
    <httpRedirect/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/access|/configuration/location[string(@path) = '']/system.webServer/security/access">
    <access sslFlags="None"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/anonymousAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication">
    <anonymousAuthentication enabled="true" userName="IUSR"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/basicAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication">
    <basicAuthentication/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/clientCertificateMappingAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/clientCertificateMappingAuthentication">
    <clientCertificateMappingAuthentication/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/digestAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication">
    <digestAuthentication/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/iisClientCertificateMappingAuthentication">
    <iisClientCertificateMappingAuthentication/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/windowsAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication">
    <windowsAuthentication/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authorization|/configuration/location[string(@path) = '']/system.webServer/security/authorization">
    <authorization/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/ipSecurity|/configuration/location[string(@path) = '']/system.webServer/security/ipSecurity">
    <ipSecurity allowUnlisted="true"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/isapiCgiRestriction|/configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:apply-templates select="node()[not(self::add[translate(@path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = '%windir%\microsoft.net\framework64\v4.0.30319\aspnet_isapi.dll'])]"/>
      <add path="%windir%\Microsoft.NET\Framework64\v4.0.30319\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v4.0.30319" description="ASP.NET v4.0.30319"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/requestFiltering|/configuration/location[string(@path) = '']/system.webServer/security/requestFiltering">
    <requestFiltering>
      <fileExtensions allowUnlisted="true" applyToWebDAV="true">
        <add fileExtension=".config" allowed="false"/>
        <add fileExtension=".asax" allowed="false"/>
      </fileExtensions>
      <verbs allowUnlisted="true" applyToWebDAV="true"/>
      <hiddenSegments applyToWebDAV="true">
        <add segment="web.config"/>
        <add segment="bin"/>
        <add segment="App_Data"/>
      </hiddenSegments>
    </requestFiltering>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/serverRuntime|/configuration/location[string(@path) = '']/system.webServer/serverRuntime">
    <serverRuntime/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/serverSideInclude|/configuration/location[string(@path) = '']/system.webServer/serverSideInclude">
    <serverSideInclude/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/staticContent|/configuration/location[string(@path) = '']/system.webServer/staticContent">
    <staticContent lockAttributes="isDocFooterFileName">
      <mimeMap fileExtension=".css" mimeType="text/css"/>
      <mimeMap fileExtension=".gif" mimeType="image/gif"/>
      <mimeMap fileExtension=".htm" mimeType="text/html"/>
      <mimeMap fileExtension=".html" mimeType="text/html"/>
      <mimeMap fileExtension=".ico" mimeType="image/x-icon"/>
      <mimeMap fileExtension=".jpg" mimeType="image/jpeg"/>
      <mimeMap fileExtension=".js" mimeType="application/javascript"/>
      <mimeMap fileExtension=".json" mimeType="application/json"/>
      <mimeMap fileExtension=".png" mimeType="image/png"/>
      <mimeMap fileExtension=".svg" mimeType="image/svg+xml"/>
      <mimeMap fileExtension=".txt" mimeType="text/plain"/>
      <mimeMap fileExtension=".woff" mimeType="font/x-woff"/>
      <mimeMap fileExtension=".xml" mimeType="text/xml"/>
      <mimeMap fileExtension=".zip" mimeType="application/x-zip-compressed"/>
    </staticContent>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/tracing/traceFailedRequests|/configuration/location[string(@path) = '']/system.webServer/tracing/traceFailedRequests">
    <traceFailedRequests/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/urlCompression|/configuration/location[string(@path) = '']/system.webServer/urlCompression">
    <urlCompression/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/validation|/configuration/location[string(@path) = '']/system.webServer/validation">
    <validation/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/handlers|/configuration/location[string(@path) = '']/system.webServer/handlers">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="accessPolicy"><xsl:text>Read, Script</xsl:text></xsl:attribute>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="not(/configuration/system.applicationHost) and (/configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='log'] or /configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='webLimits'])">
        <system.applicationHost>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='log'] and not(/configuration/system.applicationHost/log or /configuration/location[string(@path) = '']/system.applicationHost/log)">
            <log>
              <centralBinaryLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
              <centralW3CLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
            </log>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='webLimits'] and not(/configuration/system.applicationHost/webLimits or /configuration/location[string(@path) = '']/system.applicationHost/webLimits)">
            <webLimits/>
          </xsl:if>
        </system.applicationHost>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer) and (/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='caching'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='cgi'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpCompression'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpLogging'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverRuntime'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverSideInclude'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='urlCompression'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='validation'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'])">
        <system.webServer>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] and not(/configuration/system.webServer/asp or /configuration/location[string(@path) = '']/system.webServer/asp)">
            <asp/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='caching'] and not(/configuration/system.webServer/caching or /configuration/location[string(@path) = '']/system.webServer/caching)">
            <caching enabled="true" enableKernelCache="true"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='cgi'] and not(/configuration/system.webServer/cgi or /configuration/location[string(@path) = '']/system.webServer/cgi)">
            <cgi/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
            <defaultDocument enabled="true">
              <files>
                <add value="Default.htm"/>
                <add value="Default.asp"/>
                <add value="index.htm"/>
                <add value="index.html"/>
                <add value="iisstart.htm"/>
                <add value="default.aspx"/>
              </files>
            </defaultDocument>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] and not(/configuration/system.webServer/directoryBrowse or /configuration/location[string(@path) = '']/system.webServer/directoryBrowse)">
            <directoryBrowse enabled="false"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpCompression'] and not(/configuration/system.webServer/httpCompression or /configuration/location[string(@path) = '']/system.webServer/httpCompression)">
            <httpCompression directory="%SystemDrive%\inetpub\temp\IIS Temporary Compressed Files">
              <scheme name="gzip" dll="%Windir%\system32\inetsrv\gzip.dll"/>
              <staticTypes>
                <add mimeType="text/*" enabled="true"/>
                <add mimeType="application/javascript" enabled="true"/>
                <add mimeType="*/*" enabled="false"/>
              </staticTypes>
            </httpCompression>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors'] and not(/configuration/system.webServer/httpErrors or /configuration/location[string(@path) = '']/system.webServer/httpErrors)">
            <httpErrors lockAttributes="allowAbsolutePathsWhenDelegated,defaultPath">
              <error statusCode="401" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="401.htm"/>
              <error statusCode="403" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="403.htm"/>
              <error statusCode="404" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="404.htm"/>
              <error statusCode="500" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="500.htm"/>
            </httpErrors>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpLogging'] and not(/configuration/system.webServer/httpLogging or /configuration/location[string(@path) = '']/system.webServer/httpLogging)">
            <httpLogging dontLog="false"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] and not(/configuration/system.webServer/httpProtocol or /configuration/location[string(@path) = '']/system.webServer/httpProtocol)">
            <httpProtocol>
              <customHeaders>
                <clear/>
                <add name="X-Powered-By" value="ASP.NET"/>
              </customHeaders>
              <redirectHeaders>
                <clear/>
              </redirectHeaders>
            </httpProtocol>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect'] and not(/configuration/system.webServer/httpRedirect or /configuration/location[string(@path) = '']/system.webServer/httpRedirect)">
            <httpRedirect/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverRuntime'] and not(/configuration/system.webServer/serverRuntime or /configuration/location[string(@path) = '']/system.webServer/serverRuntime)">
            <serverRuntime/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverSideInclude'] and not(/configuration/system.webServer/serverSideInclude or /configuration/location[string(@path) = '']/system.webServer/serverSideInclude)">
            <serverSideInclude/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] and not(/configuration/system.webServer/staticContent or /configuration/location[string(@path) = '']/system.webServer/staticContent)">
            <staticContent lockAttributes="isDocFooterFileName">
              <mimeMap fileExtension=".css" mimeType="text/css"/>
              <mimeMap fileExtension=".gif" mimeType="image/gif"/>
              <mimeMap fileExtension=".htm" mimeType="text/html"/>
              <mimeMap fileExtension=".html" mimeType="text/html"/>
              <mimeMap fileExtension=".ico" mimeType="image/x-icon"/>
              <mimeMap fileExtension=".jpg" mimeType="image/jpeg"/>
              <mimeMap fileExtension=".js" mimeType="application/javascript"/>
              <mimeMap fileExtension=".json" mimeType="application/json"/>
              <mimeMap fileExtension=".png" mimeType="image/png"/>
              <mimeMap fileExtension=".svg" mimeType="image/svg+xml"/>
              <mimeMap fileExtension=".txt" mimeType="text/plain"/>
              <mimeMap fileExtension=".woff" mimeType="font/x-woff"/>
              <mimeMap fileExtension=".xml" mimeType="text/xml"/>
              <mimeMap fileExtension=".zip" mimeType="application/x-zip-compressed"/>
            </staticContent>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='urlCompression'] and not(/configuration/system.webServer/urlCompression or /configuration/location[string(@path) = '']/system.webServer/urlCompression)">
            <urlCompression/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='validation'] and not(/configuration/system.webServer/validation or /configuration/location[string(@path) = '']/system.webServer/validation)">
            <validation/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'] and not(/configuration/system.webServer/handlers or /configuration/location[string(@path) = '']/system.webServer/handlers)">
            <handlers accessPolicy="Read, Script"/>
          </xsl:if>
          <xsl:if test="not(/configuration/system.webServer/security) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'])">
            <security>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] and not(/configuration/system.webServer/security/access or /configuration/location[string(@path) = '']/system.webServer/security/access)">
                <access sslFlags="None"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] and not(/configuration/system.webServer/security/authorization or /configuration/location[string(@path) = '']/system.webServer/security/authorization)">
                <authorization/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] and not(/configuration/system.webServer/security/ipSecurity or /configuration/location[string(@path) = '']/system.webServer/security/ipSecurity)">
                <ipSecurity allowUnlisted="true"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
                <isapiCgiRestriction>
                  <add path="%windir%\Microsoft.NET\Framework64\v4.0.30319\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v4.0.30319" description="ASP.NET v4.0.30319"/>
                </isapiCgiRestriction>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'] and not(/configuration/system.webServer/security/requestFiltering or /configuration/location[string(@path) = '']/system.webServer/security/requestFiltering)">
                <requestFiltering>
                  <fileExtensions allowUnlisted="true" applyToWebDAV="true">
                    <add fileExtension=".config" allowed="false"/>
                    <add fileExtension=".asax" allowed="false"/>
                  </fileExtensions>
                  <verbs allowUnlisted="true" applyToWebDAV="true"/>
                  <hiddenSegments applyToWebDAV="true">
                    <add segment="web.config"/>
                    <add segment="bin"/>
                    <add segment="App_Data"/>
                  </hiddenSegments>
                </requestFiltering>
              </xsl:if>
              <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'])">
                <authentication>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
                    <anonymousAuthentication enabled="true" userName="IUSR"/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
                    <basicAuthentication/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/clientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/clientCertificateMappingAuthentication)">
                    <clientCertificateMappingAuthentication/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
                    <digestAuthentication/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/iisClientCertificateMappingAuthentication)">
                    <iisClientCertificateMappingAuthentication/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
                    <windowsAuthentication/>
                  </xsl:if>
                </authentication>
              </xsl:if>
            </security>
          </xsl:if>
          <xsl:if test="not(/configuration/system.webServer/tracing) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'])">
            <tracing>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'] and not(/configuration/system.webServer/tracing/traceFailedRequests or /configuration/location[string(@path) = '']/system.webServer/tracing/traceFailedRequests)">
                <traceFailedRequests/>
              </xsl:if>
            </tracing>
          </xsl:if>
        </system.webServer>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='log'] and not(/configuration/system.applicationHost/log or /configuration/location[string(@path) = '']/system.applicationHost/log)">
        <log>
          <centralBinaryLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
          <centralW3CLogFile enabled="true" directory="%SystemDrive%\inetpub\logs\LogFiles"/>
        </log>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.applicationHost']/section[@name='webLimits'] and not(/configuration/system.applicationHost/webLimits or /configuration/location[string(@path) = '']/system.applicationHost/webLimits)">
        <webLimits/>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] and not(/configuration/system.webServer/asp or /configuration/location[string(@path) = '']/system.webServer/asp)">
        <asp/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='caching'] and not(/configuration/system.webServer/caching or /configuration/location[string(@path) = '']/system.webServer/caching)">
        <caching enabled="true" enableKernelCache="true"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='cgi'] and not(/configuration/system.webServer/cgi or /configuration/location[string(@path) = '']/system.webServer/cgi)">
        <cgi/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
        <defaultDocument enabled="true">
          <files>
            <add value="Default.htm"/>
            <add value="Default.asp"/>
            <add value="index.htm"/>
            <add value="index.html"/>
            <add value="iisstart.htm"/>
            <add value="default.aspx"/>
          </files>
        </defaultDocument>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] and not(/configuration/system.webServer/directoryBrowse or /configuration/location[string(@path) = '']/system.webServer/directoryBrowse)">
        <directoryBrowse enabled="false"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpCompression'] and not(/configuration/system.webServer/httpCompression or /configuration/location[string(@path) = '']/system.webServer/httpCompression)">
        <httpCompression directory="%SystemDrive%\inetpub\temp\IIS Temporary Compressed Files">
          <scheme name="gzip" dll="%Windir%\system32\inetsrv\gzip.dll"/>
          <staticTypes>
            <add mimeType="text/*" enabled="true"/>
            <add mimeType="application/javascript" enabled="true"/>
            <add mimeType="*/*" enabled="false"/>
          </staticTypes>
        </httpCompression>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors'] and not(/configuration/system.webServer/httpErrors or /configuration/location[string(@path) = '']/system.webServer/httpErrors)">
        <httpErrors lockAttributes="allowAbsolutePathsWhenDelegated,defaultPath">
          <error statusCode="401" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="401.htm"/>
          <error statusCode="403" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="403.htm"/>
          <error statusCode="404" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="404.htm"/>
          <error statusCode="500" prefixLanguageFilePath="%SystemDrive%\inetpub\custerr" path="500.htm"/>
        </httpErrors>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpLogging'] and not(/configuration/system.webServer/httpLogging or /configuration/location[string(@path) = '']/system.webServer/httpLogging)">
        <httpLogging dontLog="false"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] and not(/configuration/system.webServer/httpProtocol or /configuration/location[string(@path) = '']/system.webServer/httpProtocol)">
        <httpProtocol>
          <customHeaders>
            <clear/>
            <add name="X-Powered-By" value="ASP.NET"/>
          </customHeaders>
          <redirectHeaders>
            <clear/>
          </redirectHeaders>
        </httpProtocol>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect'] and not(/configuration/system.webServer/httpRedirect or /configuration/location[string(@path) = '']/system.webServer/httpRedirect)">
        <httpRedirect/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverRuntime'] and not(/configuration/system.webServer/serverRuntime or /configuration/location[string(@path) = '']/system.webServer/serverRuntime)">
        <serverRuntime/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='serverSideInclude'] and not(/configuration/system.webServer/serverSideInclude or /configuration/location[string(@path) = '']/system.webServer/serverSideInclude)">
        <serverSideInclude/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] and not(/configuration/system.webServer/staticContent or /configuration/location[string(@path) = '']/system.webServer/staticContent)">
        <staticContent lockAttributes="isDocFooterFileName">
          <mimeMap fileExtension=".css" mimeType="text/css"/>
          <mimeMap fileExtension=".gif" mimeType="image/gif"/>
          <mimeMap fileExtension=".htm" mimeType="text/html"/>
          <mimeMap fileExtension=".html" mimeType="text/html"/>
          <mimeMap fileExtension=".ico" mimeType="image/x-icon"/>
          <mimeMap fileExtension=".jpg" mimeType="image/jpeg"/>
          <mimeMap fileExtension=".js" mimeType="application/javascript"/>
          <mimeMap fileExtension=".json" mimeType="application/json"/>
          <mimeMap fileExtension=".png" mimeType="image/png"/>
          <mimeMap fileExtension=".svg" mimeType="image/svg+xml"/>
          <mimeMap fileExtension=".txt" mimeType="text/plain"/>
          <mimeMap fileExtension=".woff" mimeType="font/x-woff"/>
          <mimeMap fileExtension=".xml" mimeType="text/xml"/>
          <mimeMap fileExtension=".zip" mimeType="application/x-zip-compressed"/>
        </staticContent>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='urlCompression'] and not(/configuration/system.webServer/urlCompression or /configuration/location[string(@path) = '']/system.webServer/urlCompression)">
        <urlCompression/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='validation'] and not(/configuration/system.webServer/validation or /configuration/location[string(@path) = '']/system.webServer/validation)">
        <validation/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'] and not(/configuration/system.webServer/handlers or /configuration/location[string(@path) = '']/system.webServer/handlers)">
        <handlers accessPolicy="Read, Script"/>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer/security) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'])">
        <security>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] and not(/configuration/system.webServer/security/access or /configuration/location[string(@path) = '']/system.webServer/security/access)">
            <access sslFlags="None"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] and not(/configuration/system.webServer/security/authorization or /configuration/location[string(@path) = '']/system.webServer/security/authorization)">
            <authorization/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] and not(/configuration/system.webServer/security/ipSecurity or /configuration/location[string(@path) = '']/system.webServer/security/ipSecurity)">
            <ipSecurity allowUnlisted="true"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
            <isapiCgiRestriction>
              <add path="%windir%\Microsoft.NET\Framework64\v4.0.30319\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v4.0.30319" description="ASP.NET v4.0.30319"/>
            </isapiCgiRestriction>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'] and not(/configuration/system.webServer/security/requestFiltering or /configuration/location[string(@path) = '']/system.webServer/security/requestFiltering)">
            <requestFiltering>
              <fileExtensions allowUnlisted="true" applyToWebDAV="true">
                <add fileExtension=".config" allowed="false"/>
                <add fileExtension=".asax" allowed="false"/>
              </fileExtensions>
              <verbs allowUnlisted="true" applyToWebDAV="true"/>
              <hiddenSegments applyToWebDAV="true">
                <add segment="web.config"/>
                <add segment="bin"/>
                <add segment="App_Data"/>
              </hiddenSegments>
            </requestFiltering>
          </xsl:if>
          <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'])">
            <authentication>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
                <anonymousAuthentication enabled="true" userName="IUSR"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
                <basicAuthentication/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/clientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/clientCertificateMappingAuthentication)">
                <clientCertificateMappingAuthentication/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
                <digestAuthentication/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/iisClientCertificateMappingAuthentication)">
                <iisClientCertificateMappingAuthentication/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
                <windowsAuthentication/>
              </xsl:if>
            </authentication>
          </xsl:if>
        </security>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer/tracing) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'])">
        <tracing>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'] and not(/configuration/system.webServer/tracing/traceFailedRequests or /configuration/location[string(@path) = '']/system.webServer/tracing/traceFailedRequests)">
            <traceFailedRequests/>
          </xsl:if>
        </tracing>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='access'] and not(/configuration/system.webServer/security/access or /configuration/location[string(@path) = '']/system.webServer/security/access)">
        <access sslFlags="None"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='authorization'] and not(/configuration/system.webServer/security/authorization or /configuration/location[string(@path) = '']/system.webServer/security/authorization)">
        <authorization/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='ipSecurity'] and not(/configuration/system.webServer/security/ipSecurity or /configuration/location[string(@path) = '']/system.webServer/security/ipSecurity)">
        <ipSecurity allowUnlisted="true"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
        <isapiCgiRestriction>
          <add path="%windir%\Microsoft.NET\Framework64\v4.0.30319\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v4.0.30319" description="ASP.NET v4.0.30319"/>
        </isapiCgiRestriction>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='requestFiltering'] and not(/configuration/system.webServer/security/requestFiltering or /configuration/location[string(@path) = '']/system.webServer/security/requestFiltering)">
        <requestFiltering>
          <fileExtensions allowUnlisted="true" applyToWebDAV="true">
            <add fileExtension=".config" allowed="false"/>
            <add fileExtension=".asax" allowed="false"/>
          </fileExtensions>
          <verbs allowUnlisted="true" applyToWebDAV="true"/>
          <hiddenSegments applyToWebDAV="true">
            <add segment="web.config"/>
            <add segment="bin"/>
            <add segment="App_Data"/>
          </hiddenSegments>
        </requestFiltering>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'])">
        <authentication>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
            <anonymousAuthentication enabled="true" userName="IUSR"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
            <basicAuthentication/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/clientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/clientCertificateMappingAuthentication)">
            <clientCertificateMappingAuthentication/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
            <digestAuthentication/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/iisClientCertificateMappingAuthentication)">
            <iisClientCertificateMappingAuthentication/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
            <windowsAuthentication/>
          </xsl:if>
        </authentication>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
        <anonymousAuthentication enabled="true" userName="IUSR"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
        <basicAuthentication/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='clientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/clientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/clientCertificateMappingAuthentication)">
        <clientCertificateMappingAuthentication/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
        <digestAuthentication/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='iisClientCertificateMappingAuthentication'] and not(/configuration/system.webServer/security/authentication/iisClientCertificateMappingAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/iisClientCertificateMappingAuthentication)">
        <iisClientCertificateMappingAuthentication/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
        <windowsAuthentication/>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/tracing">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='tracing']/section[@name='traceFailedRequests'] and not(/configuration/system.webServer/tracing/traceFailedRequests or /configuration/location[string(@path) = '']/system.webServer/tracing/traceFailedRequests)">
        <traceFailedRequests/>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
