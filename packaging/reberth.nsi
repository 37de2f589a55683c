; The installer for one user: no administrator needed, nothing outside the user's own folders and registry.
;
; Silent: reberth-setup.exe /S [/ADDTOPATH=1] [/NOASSOCIATION=1] [/D=C:\folder]      uninstall.exe /S
; Migrations (*.reberth), build folders and settings belong to the user: neither an upgrade nor the uninstaller touches them.

; Wine runs no 32-bit programs; NSIS for Windows makes no others.
!ifdef AMD64
  Target amd64-unicode
!endif
Unicode true
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinMessages.nsh"
!include "Sections.nsh"

; Given by the build: SOURCE (the folder's files), TARGET (the installer), VERSION, NUMBERS (a.b.c.d), ICON, LICENCE, INVENTORY.
!define REGISTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Reberth"
!define KIND "Reberth.Migration"

Name "Reberth ${VERSION}"
OutFile "${TARGET}"
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
InstallDir "$LOCALAPPDATA\Programs\Reberth"
InstallDirRegKey HKCU "${REGISTRY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow
BrandingText " "

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "Reberth"
VIAddVersionKey "FileDescription" "Reberth setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!ifdef WIZARD
  !define MUI_FINISHPAGE_RUN "$INSTDIR\reberth-gui.exe"
!endif
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString NAME_PROGRAM ${LANG_ENGLISH} "Reberth"
LangString NAME_PROGRAM ${LANG_GERMAN} "Reberth"
LangString NAME_ASSOCIATION ${LANG_ENGLISH} "Open .reberth files with Reberth"
LangString NAME_ASSOCIATION ${LANG_GERMAN} ".reberth-Dateien mit Reberth öffnen"
LangString NAME_PATH ${LANG_ENGLISH} "Command reberth in every console (PATH)"
LangString NAME_PATH ${LANG_GERMAN} "Befehl reberth in jeder Konsole (PATH)"
LangString IN_USE ${LANG_ENGLISH} "Reberth is running. Close it and try again."
LangString IN_USE ${LANG_GERMAN} "Reberth läuft noch. Schließen Sie es und versuchen Sie es noch einmal."

; Only where it is still ours: the user may have chosen another program since.
!macro REMOVE_ASSOCIATION
  ReadRegStr $0 HKCU "Software\Classes\.reberth" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "Software\Classes\.reberth"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${KIND}"
!macroend

; The file of a running program may be renamed but not written to; error level 2, as NSIS has it for an abort by the script.
!macro ENSURE_CLOSED FILE
  ${If} ${FileExists} "$INSTDIR\${FILE}"
    ClearErrors
    FileOpen $0 "$INSTDIR\${FILE}" a
    ${If} ${Errors}
      MessageBox MB_ICONEXCLAMATION|MB_OK "$(IN_USE)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "$(NAME_PROGRAM)" SectionProgram
  SectionIn RO
  !insertmacro ENSURE_CLOSED "reberth.exe"
  !insertmacro ENSURE_CLOSED "reberth-gui.exe"
  InitPluginsDir
  ; An older version removes its own files, which may be other ones, and stays out of everything else.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
    CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$PLUGINSDIR\older.exe"
    ExecWait '"$PLUGINSDIR\older.exe" /S /UPGRADE=1 _?=$INSTDIR'
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  !ifdef WIZARD
    CreateShortcut "$SMPROGRAMS\Reberth.lnk" "$INSTDIR\reberth-gui.exe"
  !endif
  WriteRegStr HKCU "${REGISTRY}" "DisplayName" "Reberth"
  WriteRegStr HKCU "${REGISTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REGISTRY}" "DisplayIcon" "$INSTDIR\reberth.exe"
  WriteRegStr HKCU "${REGISTRY}" "Publisher" "The Reberth project"
  WriteRegStr HKCU "${REGISTRY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REGISTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REGISTRY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REGISTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${REGISTRY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${REGISTRY}" "EstimatedSize" "$0"
SectionEnd

Section "$(NAME_ASSOCIATION)" SectionAssociation
  !ifdef WIZARD
    WriteRegStr HKCU "Software\Classes\.reberth" "" "${KIND}"
    WriteRegStr HKCU "Software\Classes\${KIND}" "" "Reberth migration"
    WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\reberth-gui.exe,0"
    WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\reberth-gui.exe" "%1"'
    ${RefreshShellIcons}
  !endif
SectionEnd

Section /o "$(NAME_PATH)" SectionPath
  ; The program does it: NSIS would cut a long path.
  nsExec::Exec '"$INSTDIR\reberth.exe" --add-to-path'
  Pop $0
SectionEnd

Section
  ; What was chosen, for the next time; what is no longer wanted goes.
  ${If} ${SectionIsSelected} ${SectionPath}
    WriteRegDWORD HKCU "${REGISTRY}" "AddedToPath" 1
  ${Else}
    WriteRegDWORD HKCU "${REGISTRY}" "AddedToPath" 0
    nsExec::Exec '"$INSTDIR\reberth.exe" --remove-from-path'
    Pop $0
  ${EndIf}
  ${If} ${SectionIsSelected} ${SectionAssociation}
    WriteRegDWORD HKCU "${REGISTRY}" "NoAssociation" 0
  ${Else}
    WriteRegDWORD HKCU "${REGISTRY}" "NoAssociation" 1
    !insertmacro REMOVE_ASSOCIATION
  ${EndIf}
SectionEnd

Function .onInit
  ; What was chosen at the last installation is chosen again; options of the command line win.
  ReadRegDWORD $0 HKCU "${REGISTRY}" "AddedToPath"
  ReadRegDWORD $1 HKCU "${REGISTRY}" "NoAssociation"
  ${GetParameters} $2
  ClearErrors
  ${GetOptions} $2 "/ADDTOPATH=" $3
  ${IfNot} ${Errors}
    StrCpy $0 $3
  ${EndIf}
  ClearErrors
  ${GetOptions} $2 "/NOASSOCIATION=" $3
  ${IfNot} ${Errors}
    StrCpy $1 $3
  ${EndIf}
  ${If} $0 = 1
    !insertmacro SelectSection ${SectionPath}
  ${EndIf}
  ${If} $1 = 1
    !insertmacro UnselectSection ${SectionAssociation}
  ${EndIf}
FunctionEnd

Function un.onInit
  StrCpy $9 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/UPGRADE=" $1
  ${IfNot} ${Errors}
    StrCpy $9 $1
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro ENSURE_CLOSED "reberth.exe"
  !insertmacro ENSURE_CLOSED "reberth-gui.exe"
  ${If} $9 <> 1
    nsExec::Exec '"$INSTDIR\reberth.exe" --remove-from-path'
    Pop $0
    !insertmacro REMOVE_ASSOCIATION
    DeleteRegKey HKCU "${REGISTRY}"
    Delete "$SMPROGRAMS\Reberth.lnk"
  ${EndIf}
  ; Every file by its name, as the build listed them: what else lies in the folder is not ours.
  !include "${INVENTORY}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
SectionEnd
