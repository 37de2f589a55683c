# Brings in secrets and certificates, then hands over to ServiceMonitor.
$ErrorActionPreference = 'Stop'
$data = New-Object System.Xml.XmlDocument
$data.Load("$PSScriptRoot\start.xml")
$values = @{}
foreach ($item in $data.SelectNodes('/start/variable')) {
    $mounted = "C:\run\secrets\$($item.GetAttribute('name'))"
    $value = [Environment]::GetEnvironmentVariable($item.GetAttribute('name'))
    if ([IO.File]::Exists($mounted)) { $value = [IO.File]::ReadAllText($mounted).TrimEnd("`r", "`n") }
    if ($null -eq $value) { Write-Output "No value for $($item.GetAttribute('name')): set the variable or mount $mounted."; $value = '' }
    $values[$item.GetAttribute('name')] = $value
    # What follows, worker processes included, does not see the variable.
    [Environment]::SetEnvironmentVariable($item.GetAttribute('name'), $null)
}
foreach ($item in $data.SelectNodes('/start/file')) {
    $file = New-Object System.Xml.XmlDocument
    $file.PreserveWhitespace = $true
    $file.Load($item.GetAttribute('skeleton'))
    foreach ($node in @($file.SelectNodes('//@*[starts-with(., "{{")] | //text()[starts-with(., "{{")]'))) {
        $name = $node.Value.Trim('{', '}')
        if ($values.ContainsKey($name)) { $node.Value = $values[$name] }
    }
    foreach ($node in @($file.SelectNodes('//reberth-inner'))) {
        $inner = $file.CreateDocumentFragment()
        $inner.InnerXml = $values[$node.GetAttribute('variable')]
        [void]$node.ParentNode.ReplaceChild($inner, $node)
    }
    $file.Save($item.GetAttribute('target'))
}
& "$PSScriptRoot\certificates.ps1" $data
$pool = $data.SelectSingleNode('/start/service').GetAttribute('pool')
& C:\ServiceMonitor.exe w3svc $pool
exit $LASTEXITCODE
