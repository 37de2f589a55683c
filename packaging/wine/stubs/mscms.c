/* Test only: colour management for Wine, whose WcsCreateIccProfile aborts. There is no profile. */
#include <windows.h>
#define STUB __declspec(dllexport)

static BOOL none(void) { SetLastError(ERROR_FILE_NOT_FOUND); return FALSE; }

STUB HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD mode) { none(); return NULL; }
STUB HANDLE WINAPI OpenColorProfileA(void *profile, DWORD access, DWORD share, DWORD mode) { none(); return NULL; }
STUB BOOL WINAPI CloseColorProfile(HANDLE profile) { return TRUE; }
STUB BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *data, DWORD *size) { return none(); }
STUB HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { none(); return NULL; }
STUB BOOL WINAPI GetColorDirectoryW(const wchar_t *machine, wchar_t *folder, DWORD *size) { return none(); }
STUB BOOL WINAPI GetColorDirectoryA(const char *machine, char *folder, DWORD *size) { return none(); }
