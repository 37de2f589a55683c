@echo off
call :dism /Enable-Feature /All /FeatureName:IIS-BasicAuthentication
call :dism /Enable-Feature /All /FeatureName:IIS-IPSecurity
call :dism /Enable-Feature /All /FeatureName:IIS-WindowsAuthentication
exit /b 0
:dism
dism /Online /Quiet /NoRestart %*
if %errorlevel% equ 0 exit /b 0
if %errorlevel% equ 3010 exit /b 0
echo dism %* ended with %errorlevel%.
exit %errorlevel%
