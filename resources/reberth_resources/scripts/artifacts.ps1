# Does what artifacts.xml says: certificates, fonts, COM servers, message queues, entries of machine.config.
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
foreach ($item in $data.SelectNodes('/artifacts/machine-config')) {
    foreach ($framework in 'Framework', 'Framework64') {
        $file = "$env:windir\Microsoft.NET\$framework\$($item.GetAttribute('runtime'))\Config\machine.config"
        if (-not [IO.File]::Exists($file)) { continue }
        $config = New-Object System.Xml.XmlDocument
        $config.PreserveWhitespace = $true
        $config.Load($file)
        $node = $config.DocumentElement
        foreach ($part in $item.GetAttribute('section').Split('/')) {
            $inner = $node.SelectSingleNode($part)
            if ($null -eq $inner) { $inner = $node.AppendChild($config.CreateElement($part)) }
            $node = $inner
        }
        if ($item.GetAttribute('element')) {
            $key = $item.GetAttribute('key')
            foreach ($old in @($node.ChildNodes)) {
                if ($old.LocalName -eq 'add' -and $old.GetAttribute($key) -eq $item.GetAttribute("a-$key")) { [void]$node.RemoveChild($old) }
            }
            $node = $node.AppendChild($config.CreateElement($item.GetAttribute('element')))
        }
        foreach ($attribute in $item.Attributes) {
            if ($attribute.Name.StartsWith('a-')) { $node.SetAttribute($attribute.Name.Substring(2), $attribute.Value) }
        }
        $config.Save($file)
    }
}
exit 0
