# Keeps the container alive as long as the services named are; without a name, until it is stopped.
$ErrorActionPreference = 'Stop'
foreach ($name in $args) { Start-Service $name }
while ($true) {
    foreach ($name in $args) {
        if ((Get-Service $name).Status -ne 'Running') { Write-Output "The service $name is not running any more."; exit 1 }
    }
    Start-Sleep -Seconds 5
}
