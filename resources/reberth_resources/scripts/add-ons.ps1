# Installs the add-ons of add-ons.xml from the installers folder.
$ErrorActionPreference = 'Stop'
$data = New-Object System.Xml.XmlDocument
$data.Load("$PSScriptRoot\add-ons.xml")
foreach ($item in $data.SelectNodes('/add-ons/add-on')) {
    $file = "C:\reberth\installers\$($item.GetAttribute('installer'))"
    if (-not [IO.File]::Exists($file)) {
        Write-Output "$($item.GetAttribute('name')): put $($item.GetAttribute('installer')) into the installers folder and build again."
        exit 1
    }
    $hash = $item.GetAttribute('sha256')
    if ($hash -and (Get-FileHash -LiteralPath $file -Algorithm SHA256).Hash -ne $hash) {
        Write-Output "$($item.GetAttribute('installer')) is not the file that was chosen: its SHA-256 differs."
        exit 1
    }
    $own = $item.GetAttribute('arguments')
    if ($file -like '*.msi') { $run = 'msiexec.exe'; $arguments = "/i `"$file`" $(if ($own) { $own } else { '/qn /norestart' })" }
    else { $run = $file; $arguments = if ($own) { $own } else { '/install /quiet /norestart' } }
    $process = Start-Process $run -ArgumentList $arguments -Wait -PassThru
    # 3010: installed, a restart is wanted, which a container does not need.
    if (@(0, 3010) -notcontains $process.ExitCode) { Write-Output "$($item.GetAttribute('name')): exit code $($process.ExitCode)"; exit 1 }
}
exit 0
