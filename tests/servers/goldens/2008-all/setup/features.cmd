@echo off
for %%f in (C:\reberth\installers\sxs\microsoft-windows-netfx3-ondemand-package.cab C:\reberth\installers\sxs\microsoft-windows-netfx3-ondemand-package~31bf3856ad364e35~amd64~~.cab) do if exist %%f (call :dism /Add-Package /PackagePath:%%f & goto netfx3)
call :dism /Add-Capability /CapabilityName:NetFx3
:netfx3
call :dism /Enable-Feature /All /FeatureName:IIS-ASP
call :dism /Enable-Feature /All /FeatureName:IIS-ASPNET
call :dism /Enable-Feature /All /FeatureName:IIS-CGI
call :dism /Enable-Feature /All /FeatureName:IIS-NetFxExtensibility
exit /b 0
:dism
dism /Online /Quiet /NoRestart %*
if %errorlevel% equ 0 exit /b 0
if %errorlevel% equ 3010 exit /b 0
echo dism %* ended with %errorlevel%.
exit %errorlevel%
