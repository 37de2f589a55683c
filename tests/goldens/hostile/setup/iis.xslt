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
      <site name="O'Neil &quot;&amp;&quot; &lt;Söhne&gt; $HOME `t %PATH% 日本 😀 {{0}}" id="1">
        <application path="/" applicationPool="O'Neil &quot;&amp;&quot; &lt;Söhne&gt; $HOME `t %PATH% 日本 😀 {{0}}">
          <virtualDirectory path="/" physicalPath="C:\sites\it's $5 `50%` [new] {{x}} &amp; 日本 #1" allowSubDirConfig="true"/>
        </application>
        <bindings>
          <binding protocol="http" bindingInformation="*:8080:O'Neil &quot;&amp;&quot; &lt;Söhne&gt; $HOME `t %PATH% 日本 😀 {{0}}"/>
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
      <add name="O'Neil &quot;&amp;&quot; &lt;Söhne&gt; $HOME `t %PATH% 日本 😀 {{0}}" managedRuntimeVersion="">
        <processModel identityType="ApplicationPoolIdentity" loadUserProfile="false"/>
      </add>
      <xsl:apply-templates select="node()"/>
    </xsl:copy>
  </xsl:template>
  <xsl:template match="/configuration/system.applicationHost/applicationPools/add[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = concat('o', &quot;'&quot;, 'neil &quot;&amp;&quot; &lt;söhne&gt; $home `t %path% 日本 😀 {0}')]"/>
</xsl:stylesheet>
