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
      <site name="Default Web Site" id="1">
        <application path="/" applicationPool="DefaultAppPool">
          <virtualDirectory path="/" physicalPath="C:\Inetpub\wwwroot"/>
          <virtualDirectory path="/images" physicalPath="C:\drives\D\images"/>
        </application>
        <application path="/blog" applicationPool="DefaultAppPool">
          <virtualDirectory path="/" physicalPath="C:\php\blog"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:"/>
        </bindings>
        <limits connectionTimeout="00:02:00"/>
        <logFile enabled="true" directory="C:\Windows\system32\LogFiles" period="Daily" logExtFileFlags="Date, Time, ClientIP, UriStem, HttpStatus" logFormat="W3C"/>
      </site>
      <site name="Shop" id="1234567">
        <application path="/" applicationPool="ShopPool">
          <virtualDirectory path="/" physicalPath="C:\shop"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:shop.example"/>
          <binding protocol="http" bindingInformation="*:8080:"/>
          <binding protocol="https" bindingInformation="*:443:"/>
        </bindings>
        <limits connectionTimeout="00:02:00"/>
        <logFile enabled="true" directory="C:\Windows\system32\LogFiles" period="Daily" logExtFileFlags="Date, Time, ClientIP, UriStem, HttpStatus" logFormat="W3C"/>
      </site>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <add name="DefaultAppPool" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" autoStart="true" queueLength="1000" enable32BitAppOnWin64="true">
        <processModel identityType="NetworkService" idleTimeout="00:20:00"/>
        <recycling>
          <periodicRestart time="1.05:00:00"/>
        </recycling>
      </add>
      <add name="ShopPool" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" queueLength="1000" enable32BitAppOnWin64="true">
        <processModel idleTimeout="00:20:00" identityType="ApplicationPoolIdentity"/>
        <recycling>
          <periodicRestart time="1.05:00:00">
            <schedule>
              <add value="03:00:00"/>
            </schedule>
          </periodicRestart>
        </recycling>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'defaultapppool']"/>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'shoppool']"/>
  <xsl:template match="/configuration/system.webServer/asp|/configuration/location[string(@path) = '']/system.webServer/asp">
    <asp enableParentPaths="false" scriptErrorSentToBrowser="true">
      <session timeout="00:20:00"/>
    </asp>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/anonymousAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication">
    <anonymousAuthentication enabled="true" userName="IUSR"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/basicAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication">
    <basicAuthentication enabled="false"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/windowsAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication">
    <windowsAuthentication enabled="true"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/authentication/digestAuthentication|/configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication">
    <digestAuthentication enabled="false"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/handlers|/configuration/location[string(@path) = '']/system.webServer/handlers">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="accessPolicy"><xsl:text>Read, Script</xsl:text></xsl:attribute>
      <add name="php5isapi.dll *.php GET,POST" path="*.php" verb="GET,POST" modules="IsapiModule" scriptProcessor="C:\php\php5isapi.dll" resourceType="File" requireAccess="Script"/>
      <xsl:apply-templates select="node()[not(self::add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'php5isapi.dll *.php get,post'])]"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/directoryBrowse|/configuration/location[string(@path) = '']/system.webServer/directoryBrowse">
    <directoryBrowse enabled="false" showFlags="Date, Time, Size, Extension, LongDate"/>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/defaultDocument|/configuration/location[string(@path) = '']/system.webServer/defaultDocument">
    <defaultDocument enabled="true">
      <files>
        <clear/>
        <add value="Default.htm"/>
        <add value="Default.asp"/>
        <add value="index.htm"/>
        <add value="Default.aspx"/>
      </files>
    </defaultDocument>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/staticContent|/configuration/location[string(@path) = '']/system.webServer/staticContent">
    <staticContent>
      <mimeMap fileExtension=".htm" mimeType="text/html"/>
      <mimeMap fileExtension=".gif" mimeType="image/gif"/>
      <mimeMap fileExtension=".css" mimeType="text/css"/>
    </staticContent>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/httpProtocol|/configuration/location[string(@path) = '']/system.webServer/httpProtocol">
    <httpProtocol>
      <customHeaders>
        <clear/>
        <add name="X-Powered-By" value="ASP.NET"/>
      </customHeaders>
    </httpProtocol>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security/isapiCgiRestriction|/configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="notListedIsapisAllowed"><xsl:text>false</xsl:text></xsl:attribute>
      <xsl:attribute name="notListedCgisAllowed"><xsl:text>false</xsl:text></xsl:attribute>
      <xsl:apply-templates select="node()[not(self::add[translate(@path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = '%windir%\system32\inetsrv\asp.dll'] or self::add[translate(@path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = '%windir%\microsoft.net\framework\v2.0.50727\aspnet_isapi.dll'] or self::add[translate(@path, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'c:\php\php5isapi.dll'])]"/>
      <add path="%windir%\system32\inetsrv\asp.dll" allowed="true" groupId="ASP" description="Active Server Pages"/>
      <add path="%windir%\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v2.0.50727" description="ASP.NET v2.0.50727"/>
      <add path="C:\php\php5isapi.dll" allowed="true" description="PHP"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="not(/configuration/system.webServer) and (/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'])">
        <system.webServer>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] and not(/configuration/system.webServer/asp or /configuration/location[string(@path) = '']/system.webServer/asp)">
            <asp enableParentPaths="false" scriptErrorSentToBrowser="true">
              <session timeout="00:20:00"/>
            </asp>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'] and not(/configuration/system.webServer/handlers or /configuration/location[string(@path) = '']/system.webServer/handlers)">
            <handlers accessPolicy="Read, Script">
              <add name="php5isapi.dll *.php GET,POST" path="*.php" verb="GET,POST" modules="IsapiModule" scriptProcessor="C:\php\php5isapi.dll" resourceType="File" requireAccess="Script"/>
            </handlers>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] and not(/configuration/system.webServer/directoryBrowse or /configuration/location[string(@path) = '']/system.webServer/directoryBrowse)">
            <directoryBrowse enabled="false" showFlags="Date, Time, Size, Extension, LongDate"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
            <defaultDocument enabled="true">
              <files>
                <clear/>
                <add value="Default.htm"/>
                <add value="Default.asp"/>
                <add value="index.htm"/>
                <add value="Default.aspx"/>
              </files>
            </defaultDocument>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] and not(/configuration/system.webServer/staticContent or /configuration/location[string(@path) = '']/system.webServer/staticContent)">
            <staticContent>
              <mimeMap fileExtension=".htm" mimeType="text/html"/>
              <mimeMap fileExtension=".gif" mimeType="image/gif"/>
              <mimeMap fileExtension=".css" mimeType="text/css"/>
            </staticContent>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] and not(/configuration/system.webServer/httpProtocol or /configuration/location[string(@path) = '']/system.webServer/httpProtocol)">
            <httpProtocol>
              <customHeaders>
                <clear/>
                <add name="X-Powered-By" value="ASP.NET"/>
              </customHeaders>
            </httpProtocol>
          </xsl:if>
          <xsl:if test="not(/configuration/system.webServer/security) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'])">
            <security>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
                <isapiCgiRestriction notListedIsapisAllowed="false" notListedCgisAllowed="false">
                  <add path="%windir%\system32\inetsrv\asp.dll" allowed="true" groupId="ASP" description="Active Server Pages"/>
                  <add path="%windir%\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v2.0.50727" description="ASP.NET v2.0.50727"/>
                  <add path="C:\php\php5isapi.dll" allowed="true" description="PHP"/>
                </isapiCgiRestriction>
              </xsl:if>
              <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'])">
                <authentication>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
                    <anonymousAuthentication enabled="true" userName="IUSR"/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
                    <basicAuthentication enabled="false"/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
                    <windowsAuthentication enabled="true"/>
                  </xsl:if>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
                    <digestAuthentication enabled="false"/>
                  </xsl:if>
                </authentication>
              </xsl:if>
            </security>
          </xsl:if>
        </system.webServer>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors']">
        <location path="Default Web Site">
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors']">
            <system.webServer>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp']">
                <asp enableParentPaths="true"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpErrors']">
                <httpErrors>
                  <remove statusCode="404"/>
                  <error statusCode="404" path="C:\Inetpub\wwwroot\err\404.htm" responseMode="File"/>
                </httpErrors>
              </xsl:if>
            </system.webServer>
          </xsl:if>
        </location>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers']">
        <location path="Default Web Site/images">
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers']">
            <system.webServer>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers']">
                <handlers accessPolicy="Read"/>
              </xsl:if>
            </system.webServer>
          </xsl:if>
        </location>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect']">
        <location path="Default Web Site/old">
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect']">
            <system.webServer>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpRedirect']">
                <httpRedirect enabled="true" destination="/blog" exactDestination="false" childOnly="false" httpResponseStatus="Permanent"/>
              </xsl:if>
            </system.webServer>
          </xsl:if>
        </location>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument']">
        <location path="Shop">
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument']">
            <system.webServer>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument']">
                <defaultDocument>
                  <files>
                    <clear/>
                    <add value="default.aspx"/>
                  </files>
                </defaultDocument>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication']">
                <security>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication']">
                    <authentication>
                      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication']">
                        <anonymousAuthentication enabled="false"/>
                      </xsl:if>
                      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication']">
                        <basicAuthentication enabled="true"/>
                      </xsl:if>
                      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
                        <windowsAuthentication enabled="true"/>
                      </xsl:if>
                      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication']">
                        <digestAuthentication enabled="false"/>
                      </xsl:if>
                    </authentication>
                  </xsl:if>
                </security>
              </xsl:if>
            </system.webServer>
          </xsl:if>
        </location>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='asp'] and not(/configuration/system.webServer/asp or /configuration/location[string(@path) = '']/system.webServer/asp)">
        <asp enableParentPaths="false" scriptErrorSentToBrowser="true">
          <session timeout="00:20:00"/>
        </asp>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='handlers'] and not(/configuration/system.webServer/handlers or /configuration/location[string(@path) = '']/system.webServer/handlers)">
        <handlers accessPolicy="Read, Script">
          <add name="php5isapi.dll *.php GET,POST" path="*.php" verb="GET,POST" modules="IsapiModule" scriptProcessor="C:\php\php5isapi.dll" resourceType="File" requireAccess="Script"/>
        </handlers>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='directoryBrowse'] and not(/configuration/system.webServer/directoryBrowse or /configuration/location[string(@path) = '']/system.webServer/directoryBrowse)">
        <directoryBrowse enabled="false" showFlags="Date, Time, Size, Extension, LongDate"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
        <defaultDocument enabled="true">
          <files>
            <clear/>
            <add value="Default.htm"/>
            <add value="Default.asp"/>
            <add value="index.htm"/>
            <add value="Default.aspx"/>
          </files>
        </defaultDocument>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='staticContent'] and not(/configuration/system.webServer/staticContent or /configuration/location[string(@path) = '']/system.webServer/staticContent)">
        <staticContent>
          <mimeMap fileExtension=".htm" mimeType="text/html"/>
          <mimeMap fileExtension=".gif" mimeType="image/gif"/>
          <mimeMap fileExtension=".css" mimeType="text/css"/>
        </staticContent>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='httpProtocol'] and not(/configuration/system.webServer/httpProtocol or /configuration/location[string(@path) = '']/system.webServer/httpProtocol)">
        <httpProtocol>
          <customHeaders>
            <clear/>
            <add name="X-Powered-By" value="ASP.NET"/>
          </customHeaders>
        </httpProtocol>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer/security) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'])">
        <security>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
            <isapiCgiRestriction notListedIsapisAllowed="false" notListedCgisAllowed="false">
              <add path="%windir%\system32\inetsrv\asp.dll" allowed="true" groupId="ASP" description="Active Server Pages"/>
              <add path="%windir%\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v2.0.50727" description="ASP.NET v2.0.50727"/>
              <add path="C:\php\php5isapi.dll" allowed="true" description="PHP"/>
            </isapiCgiRestriction>
          </xsl:if>
          <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'])">
            <authentication>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
                <anonymousAuthentication enabled="true" userName="IUSR"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
                <basicAuthentication enabled="false"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
                <windowsAuthentication enabled="true"/>
              </xsl:if>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
                <digestAuthentication enabled="false"/>
              </xsl:if>
            </authentication>
          </xsl:if>
        </security>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/security">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/section[@name='isapiCgiRestriction'] and not(/configuration/system.webServer/security/isapiCgiRestriction or /configuration/location[string(@path) = '']/system.webServer/security/isapiCgiRestriction)">
        <isapiCgiRestriction notListedIsapisAllowed="false" notListedCgisAllowed="false">
          <add path="%windir%\system32\inetsrv\asp.dll" allowed="true" groupId="ASP" description="Active Server Pages"/>
          <add path="%windir%\Microsoft.NET\Framework\v2.0.50727\aspnet_isapi.dll" allowed="true" groupId="ASP.NET v2.0.50727" description="ASP.NET v2.0.50727"/>
          <add path="C:\php\php5isapi.dll" allowed="true" description="PHP"/>
        </isapiCgiRestriction>
      </xsl:if>
      <xsl:if test="not(/configuration/system.webServer/security/authentication) and (/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] or /configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'])">
        <authentication>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='anonymousAuthentication'] and not(/configuration/system.webServer/security/authentication/anonymousAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/anonymousAuthentication)">
            <anonymousAuthentication enabled="true" userName="IUSR"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='basicAuthentication'] and not(/configuration/system.webServer/security/authentication/basicAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/basicAuthentication)">
            <basicAuthentication enabled="false"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
            <windowsAuthentication enabled="true"/>
          </xsl:if>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
            <digestAuthentication enabled="false"/>
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
        <basicAuthentication enabled="false"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication'] and not(/configuration/system.webServer/security/authentication/windowsAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/windowsAuthentication)">
        <windowsAuthentication enabled="true"/>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='digestAuthentication'] and not(/configuration/system.webServer/security/authentication/digestAuthentication or /configuration/location[string(@path) = '']/system.webServer/security/authentication/digestAuthentication)">
        <digestAuthentication enabled="false"/>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
