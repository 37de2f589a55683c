# Brings in secrets and certificates, then hands over to ServiceMonitor.
$ErrorActionPreference = 'Stop'
$data = New-Object System.Xml.XmlDocument
$data.Load("$PSScriptRoot\start.xml")
$values = @{}
foreach ($item in $data.SelectNodes('/start/variable')) {
    $mounted = "C:\run\secrets\$($item.name)"
    $value = [Environment]::GetEnvironmentVariable($item.name)
    if ([IO.File]::Exists($mounted)) { $value = [IO.File]::ReadAllText($mounted).TrimEnd("`r", "`n") }
    if ($null -eq $value) { Write-Output "No value for $($item.name): set the variable or mount $mounted."; $value = '' }
    $values[$item.name] = $value
    # What follows, worker processes included, does not see the variable.
    [Environment]::SetEnvironmentVariable($item.name, $null)
}
foreach ($item in $data.SelectNodes('/start/file')) {
    $file = New-Object System.Xml.XmlDocument
    $file.PreserveWhitespace = $true
    $file.Load($item.skeleton)
    foreach ($node in @($file.SelectNodes('//@*[starts-with(., "{{")] | //text()[starts-with(., "{{")]'))) {
        $name = $node.Value.Trim('{', '}')
        if ($values.ContainsKey($name)) { $node.Value = $values[$name] }
    }
    foreach ($node in @($file.SelectNodes('//reberth-inner'))) {
        $inner = $file.CreateDocumentFragment()
        $inner.InnerXml = $values[$node.variable]
        [void]$node.ParentNode.ReplaceChild($inner, $node)
    }
    $file.Save($item.target)
}
& "$PSScriptRoot\certificates.ps1" $data
$pool = $data.SelectSingleNode('/start/service').pool
& C:\ServiceMonitor.exe w3svc $pool
exit $LASTEXITCODE
