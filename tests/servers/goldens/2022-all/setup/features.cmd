@echo off
call :dism /Enable-Feature /All /FeatureName:IIS-ApplicationInit
call :dism /Enable-Feature /All /FeatureName:IIS-HttpCompressionDynamic
call :dism /Enable-Feature /All /FeatureName:IIS-ISAPIExtensions
call :dism /Enable-Feature /All /FeatureName:IIS-ISAPIFilter
call :dism /Enable-Feature /All /FeatureName:IIS-WebDAV
exit /b 0
:dism
dism /Online /Quiet /NoRestart %*
if %errorlevel% equ 0 exit /b 0
if %errorlevel% equ 3010 exit /b 0
echo dism %* ended with %errorlevel%.
exit %errorlevel%
