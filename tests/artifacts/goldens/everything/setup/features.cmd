@echo off
if exist C:\reberth\installers\sxs\*.cab call :dism /Enable-Feature /All /FeatureName:NetFx3 /Source:C:\reberth\installers\sxs /LimitAccess & goto netfx3
call :dism /Add-Capability /CapabilityName:NetFx3
:netfx3
call :dism /Enable-Feature /All /FeatureName:IIS-WindowsAuthentication
call :dism /Enable-Feature /All /FeatureName:MSMQ-Server
exit /b 0
:dism
dism /Online /Quiet /NoRestart %*
if %errorlevel% equ 0 exit /b 0
if %errorlevel% equ 3010 exit /b 0
echo dism %* ended with %errorlevel%.
exit %errorlevel%
