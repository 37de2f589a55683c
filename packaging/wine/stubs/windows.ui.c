/*
 * Test only: the two WinRT classes that Qt's Windows plug-in activates, for Wine.
 *
 * C++/WinRT asks DllGetActivationFactory of the DLL named like the namespace. Interfaces are tables of functions: three of
 * IUnknown, three of IInspectable, then the interface's own, in the order of Windows.UI.ViewManagement's metadata.
 */
#include <windows.h>
#include <string.h>

typedef struct { void **table; } Object;

static const GUID IUNKNOWN = {0x00000000, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID IINSPECTABLE = {0xAF86E2E0, 0xB12D, 0x4C6A, {0x9C, 0x5A, 0xD7, 0xAA, 0x65, 0x10, 0x1E, 0x90}};
static const GUID IAGILE = {0x94EA2B94, 0xE9CC, 0x49E0, {0xC0, 0xFF, 0xEE, 0x64, 0xCA, 0x8F, 0x5B, 0x90}};
static const GUID IFACTORY = {0x00000035, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}};
static const GUID ISETTINGS = {0x85361600, 0x1C63, 0x4627, {0xBC, 0xB1, 0x3A, 0x89, 0xE0, 0xBC, 0x9C, 0x55}};
static const GUID ISETTINGS2 = {0xBAD82401, 0x2721, 0x44F9, {0xBB, 0x91, 0x2B, 0xB2, 0x28, 0xBE, 0x44, 0x2F}};
static const GUID ISETTINGS3 = {0x03021BE4, 0x5254, 0x4781, {0x81, 0x94, 0x51, 0x68, 0xF7, 0xD0, 0x6D, 0x7B}};
static const GUID IACCESSIBILITY = {0xFE0E8147, 0xC4C0, 0x4562, {0xB9, 0x62, 0x13, 0x27, 0xB5, 0x2A, 0xD5, 0xB9}};

/* Window, text, accent darker and lighter, accent itself: the light theme with its usual blue, as A R G B. */
static const BYTE COLOURS[][4] = {
    {255, 255, 255, 255}, {255, 0, 0, 0}, {255, 0, 26, 104}, {255, 0, 62, 146}, {255, 0, 84, 153},
    {255, 0, 120, 212}, {255, 0, 145, 248}, {255, 76, 194, 255}, {255, 153, 235, 255},
};

static HRESULT WINAPI query(void *self, const GUID *id, void **out);
static HRESULT WINAPI activate(void *self, void **out);
static ULONG WINAPI count(void *self) { return 2; }
static HRESULT WINAPI no_ids(void *self, ULONG *number, GUID **ids) { *number = 0; *ids = NULL; return S_OK; }
static HRESULT WINAPI no_name(void *self, void **name) { *name = NULL; return S_OK; }
static HRESULT WINAPI base_trust(void *self, int *level) { *level = 0; return S_OK; }
static HRESULT WINAPI missing(void *self) { return E_NOTIMPL; }
static HRESULT WINAPI subscribe(void *self, void *handler, long long *token) { *token = 1; return S_OK; }
static HRESULT WINAPI unsubscribe(void *self, long long token) { return S_OK; }
static HRESULT WINAPI text_scale(void *self, double *scale) { *scale = 1.0; return S_OK; }
static HRESULT WINAPI no(void *self, BYTE *answer) { *answer = 0; return S_OK; }
static HRESULT WINAPI colour(void *self, int kind, BYTE *out)
{
    int known = kind >= 0 && kind < (int)(sizeof COLOURS / sizeof COLOURS[0]);
    memcpy(out, COLOURS[known ? kind : 5], 4);
    return S_OK;
}

#define BASE query, count, count, no_ids, no_name, base_trust
static void *SETTINGS_TABLE[] = {BASE, missing, missing, missing, missing, missing, missing, missing, missing, missing,
                                 missing, missing, missing, missing, missing, missing};
static void *SETTINGS2_TABLE[] = {BASE, text_scale, subscribe, unsubscribe};
static void *SETTINGS3_TABLE[] = {BASE, colour, subscribe, unsubscribe};
static void *ACCESSIBILITY_TABLE[] = {BASE, no, no_name, subscribe, unsubscribe};
static void *FACTORY_TABLE[] = {BASE, activate};

static Object settings = {SETTINGS_TABLE}, settings2 = {SETTINGS2_TABLE}, settings3 = {SETTINGS3_TABLE};
static Object accessibility = {ACCESSIBILITY_TABLE};
static Object settings_factory = {FACTORY_TABLE}, accessibility_factory = {FACTORY_TABLE};

static int is(const GUID *id, const GUID *other) { return !memcmp(id, other, sizeof *id); }

static HRESULT WINAPI query(void *self, const GUID *id, void **out)
{
    int factory = self == &settings_factory || self == &accessibility_factory;
    *out = NULL;
    if (is(id, &IUNKNOWN) || is(id, &IINSPECTABLE) || is(id, &IAGILE)) *out = self;
    else if (factory) *out = is(id, &IFACTORY) ? self : NULL;
    else if (is(id, &IACCESSIBILITY)) *out = &accessibility;
    else if (is(id, &ISETTINGS)) *out = &settings;
    else if (is(id, &ISETTINGS2)) *out = &settings2;
    else if (is(id, &ISETTINGS3)) *out = &settings3;
    return *out ? S_OK : E_NOINTERFACE;
}

static HRESULT WINAPI activate(void *self, void **out)
{
    *out = self == &accessibility_factory ? &accessibility : &settings;
    return S_OK;
}

typedef const wchar_t *(WINAPI *RawBuffer)(void *, UINT *);

__declspec(dllexport) HRESULT WINAPI DllGetActivationFactory(void *class_name, void **out)
{
    RawBuffer raw = (RawBuffer)GetProcAddress(LoadLibraryA("combase.dll"), "WindowsGetStringRawBuffer");
    const wchar_t *name = raw ? raw(class_name, NULL) : L"";
    *out = NULL;
    if (wcsstr(name, L"UISettings")) *out = &settings_factory;
    if (wcsstr(name, L"AccessibilitySettings")) *out = &accessibility_factory;
    return *out ? S_OK : REGDB_E_CLASSNOTREG;
}
