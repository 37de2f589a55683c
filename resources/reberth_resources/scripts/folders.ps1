# Makes folders, gives rights and keeps drive letters, as folders.xml says.
$ErrorActionPreference = 'Stop'
$data = New-Object System.Xml.XmlDocument
$data.Load("$PSScriptRoot\folders.xml")
foreach ($item in $data.SelectNodes('/folders/folder')) { [void][IO.Directory]::CreateDirectory($item.GetAttribute('path')) }
foreach ($item in $data.SelectNodes('/folders/grant | /folders/deny')) {
    [void][IO.Directory]::CreateDirectory($item.GetAttribute('path'))
    & icacls.exe $item.GetAttribute('path') "/$($item.LocalName)" $item.GetAttribute('rights') /Q
    if ($LASTEXITCODE -ne 0) { Write-Output "icacls could not set the rights of $($item.GetAttribute('path'))."; exit 1 }
}
foreach ($item in $data.SelectNodes('/folders/drive')) {
    $key = 'HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager\DOS Devices'
    Set-ItemProperty $key -Name $item.GetAttribute('letter') -Value "\??\$($item.GetAttribute('path'))" -Type String
}
exit 0
