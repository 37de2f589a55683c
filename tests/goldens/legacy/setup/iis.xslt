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
        <application path="/" applicationPool="Classic .NET AppPool">
          <virtualDirectory path="/" physicalPath="C:\inetpub\wwwroot" allowSubDirConfig="true"/>
        </application>
        <application path="/blog" applicationPool="PHP">
          <virtualDirectory path="/" physicalPath="C:\inetpub\wwwroot\blog" allowSubDirConfig="true"/>
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
      <add name="Classic .NET AppPool" managedRuntimeVersion="v2.0" managedPipelineMode="Classic" enable32BitAppOnWin64="true">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="false"/>
      </add>
      <add name="PHP" managedRuntimeVersion="" enable32BitAppOnWin64="true">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="false"/>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'classic .net apppool']"/>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'php']"/>
</xsl:stylesheet>
