@echo off
for /f %%c in ('curl.exe --config C:\reberth\setup\health.txt') do if %%c geq 100 if %%c lss 500 exit 0
exit 1
