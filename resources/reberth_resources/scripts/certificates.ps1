# Binds a certificate to each https binding: a mounted PFX, else one that is made here and signed by nobody.
param([System.Xml.XmlDocument]$data)
$ErrorActionPreference = 'Stop'
foreach ($item in $data.SelectNodes('/start/https')) {
    $name = 'localhost'
    if ($item.GetAttribute('host')) { $name = $item.GetAttribute('host') }
    $pfx = @("C:\run\certificates\$name.pfx", 'C:\run\certificates\default.pfx') | Where-Object { [IO.File]::Exists($_) }
    if ($pfx) {
        $secret = 'C:\run\certificates\password.txt'
        $password = ''
        if ([IO.File]::Exists($secret)) { $password = [IO.File]::ReadAllText($secret).Trim() }
        $flags = [Security.Cryptography.X509Certificates.X509KeyStorageFlags]'MachineKeySet, PersistKeySet'
        $class = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
        $certificate = New-Object $class(@($pfx)[0], $password, $flags)
        $store = New-Object System.Security.Cryptography.X509Certificates.X509Store('My', 'LocalMachine')
        $store.Open('ReadWrite')
        $store.Add($certificate)
        $store.Close()
    } else {
        $certificate = New-SelfSignedCertificate -DnsName $name -CertStoreLocation Cert:\LocalMachine\My
        Write-Output "$name`: no certificate in C:\run\certificates, a self-signed one was made."
    }
    $endpoint = "ipport=0.0.0.0:$($item.GetAttribute('port'))"
    if ($item.GetAttribute('sni') -eq 'true') { $endpoint = "hostnameport=$($item.GetAttribute('host')):$($item.GetAttribute('port'))" }
    & netsh.exe http delete sslcert $endpoint | Out-Null
    $id = '{4dc3e181-e14b-4a21-b022-59fc669b0914}'
    & netsh.exe http add sslcert $endpoint "certhash=$($certificate.Thumbprint)" certstorename=MY "appid=$id" | Out-Null
    # Thrown, for exit would end this script alone and the start would go on.
    if ($LASTEXITCODE -ne 0) { throw "netsh could not bind the certificate to $endpoint (exit code $LASTEXITCODE)." }
}
