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
      <site name="Services" id="1">
        <application path="/" applicationPool="DefaultAppPool" enabledProtocols="http,net.tcp">
          <virtualDirectory path="/" physicalPath="C:\services" allowSubDirConfig="true"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:8000:"/>
          <binding protocol="net.tcp" bindingInformation="808:*"/>
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
      <add name="DefaultAppPool" managedRuntimeVersion="v4.0">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="false"/>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'defaultapppool']"/>
</xsl:stylesheet>
