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
      <site name="Shop" id="2" serverAutoStart="true">
        <application path="/" applicationPool="Shop">
          <virtualDirectory path="/" physicalPath="C:\apps\shop" allowSubDirConfig="true"/>
          <virtualDirectory path="/images" physicalPath="C:\drives\E\images" allowSubDirConfig="true"/>
          <virtualDirectory path="/share" physicalPath="\\files\share" allowSubDirConfig="true"/>
        </application>
        <application path="/api" applicationPool="Api">
          <virtualDirectory path="/" physicalPath="C:\apps\shop\api" allowSubDirConfig="true"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:80:shop.example"/>
          <binding protocol="https" bindingInformation="*:443:shop.example" sslFlags="1"/>
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
      <add name="Shop" managedRuntimeVersion="v4.0" startMode="AlwaysRunning">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="false"/>
      </add>
      <add name="Api" managedRuntimeVersion="v4.0">
        <processModel loadUserProfile="false" identityType="ApplicationPoolIdentity"/>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'shop']"/>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'api']"/>
  <!-- What web.config files may set, as it was on the source. -->
  <xsl:template match="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:attribute name="overrideModeDefault">Allow</xsl:attribute>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.webServer/defaultDocument|/configuration/location[string(@path) = '']/system.webServer/defaultDocument">
    <defaultDocument enabled="true">
      <files>
        <clear/>
        <add value="start.aspx"/>
      </files>
    </defaultDocument>
  </xsl:template>
  <xsl:template match="/configuration">
    <xsl:copy>
      <xsl:apply-templates select="@*|node()"/>
      <xsl:if test="not(/configuration/system.webServer) and (/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'])">
        <system.webServer>
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
            <defaultDocument enabled="true">
              <files>
                <clear/>
                <add value="start.aspx"/>
              </files>
            </defaultDocument>
          </xsl:if>
        </system.webServer>
      </xsl:if>
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
        <location path="Shop/api">
          <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
            <system.webServer>
              <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
                <security>
                  <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
                    <authentication>
                      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/sectionGroup[@name='security']/sectionGroup[@name='authentication']/section[@name='windowsAuthentication']">
                        <windowsAuthentication enabled="true"/>
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
      <xsl:if test="/configuration/configSections/sectionGroup[@name='system.webServer']/section[@name='defaultDocument'] and not(/configuration/system.webServer/defaultDocument or /configuration/location[string(@path) = '']/system.webServer/defaultDocument)">
        <defaultDocument enabled="true">
          <files>
            <clear/>
            <add value="start.aspx"/>
          </files>
        </defaultDocument>
      </xsl:if>
    </xsl:copy>
  </xsl:template>
</xsl:stylesheet>
