/* Test only: Python's WMI module calls this, and Wine 8 has it not. */
#include <windows.h>

__declspec(dllexport) HRESULT WINAPI VariantToString(const void *value, wchar_t *text, UINT size)
{
    if (size) text[0] = 0;
    return E_NOTIMPL;
}
