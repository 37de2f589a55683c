# Applies iis.xslt to the image's own applicationHost.config; IIS itself must accept the result.
$ErrorActionPreference = 'Stop'
$config = "$env:windir\System32\inetsrv\config\applicationHost.config"
$transform = New-Object System.Xml.Xsl.XslCompiledTransform
$transform.Load("$PSScriptRoot\iis.xslt")
$transform.Transform($config, "$config.new")
Copy-Item $config "$config.before-reberth" -Force
Move-Item "$config.new" $config -Force
foreach ($what in 'site', 'app', 'vdir', 'apppool', 'config') {
    $said = & "$env:windir\System32\inetsrv\appcmd.exe" list $what
    if ($LASTEXITCODE -ne 0) { Write-Output $said "appcmd list $what refused the configuration."; exit 1 }
}
# The start script starts the service once the secrets are in place.
& sc.exe config w3svc start= demand
exit $LASTEXITCODE
