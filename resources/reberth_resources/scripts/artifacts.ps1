# Does what artifacts.xml says: certificates, fonts, COM servers, message queues.
$ErrorActionPreference = 'Stop'
$data = New-Object System.Xml.XmlDocument
$data.Load("$PSScriptRoot\artifacts.xml")
foreach ($item in $data.SelectNodes('/artifacts/certificate')) {
    & certutil.exe -f -addstore $item.GetAttribute('store') "C:\reberth\$($item.GetAttribute('file'))"
    if ($LASTEXITCODE -ne 0) { Write-Output "certutil could not add $($item.GetAttribute('file'))."; exit 1 }
}
foreach ($item in $data.SelectNodes('/artifacts/font')) {
    $file = [IO.Path]::GetFileName($item.GetAttribute('file'))
    [IO.File]::Copy("C:\reberth\$($item.GetAttribute('file'))", "$env:windir\Fonts\$file", $true)
    Set-ItemProperty 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts' -Name $item.GetAttribute('name') -Value $file -Type String
}
foreach ($item in $data.SelectNodes('/artifacts/com')) {
    $file = $item.GetAttribute('file')
    $process = Start-Process "$env:windir\$($item.GetAttribute('system'))\regsvr32.exe" -ArgumentList "/s `"$file`"" -Wait -PassThru
    if ($process.ExitCode -ne 0) { Write-Output "regsvr32 could not register $file (exit code $($process.ExitCode)); what it needs may be missing."; exit 1 }
}
if ($data.SelectNodes('/artifacts/queue').Count -gt 0) {
    Start-Service MSMQ
    [void][Reflection.Assembly]::LoadWithPartialName('System.Messaging')
    foreach ($item in $data.SelectNodes('/artifacts/queue')) {
        $name = ".\private$\$($item.GetAttribute('name'))"
        if (-not [System.Messaging.MessageQueue]::Exists($name)) { [void][System.Messaging.MessageQueue]::Create($name, $item.GetAttribute('transactional') -eq 'true') }
        $queue = New-Object System.Messaging.MessageQueue $name
        $queue.UseJournalQueue = $item.GetAttribute('journal') -eq 'true'
        # As the old queue's rights named accounts of another machine: everyone inside this container may use it.
        $queue.SetPermissions('Everyone', [System.Messaging.MessageQueueAccessRights]::FullControl)
    }
}
exit 0
