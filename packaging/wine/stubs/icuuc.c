/* Test only: Windows' ICU for Wine. No converter can be opened. */
#include <stddef.h>
#define STUB __declspec(dllexport)
enum { U_ILLEGAL_ARGUMENT_ERROR = 1, U_FILE_ACCESS_ERROR = 4 };

static void refuse(int *error, int code) { if (error) *error = code; }

STUB void *ucnv_open(const char *name, int *error) { refuse(error, U_FILE_ACCESS_ERROR); return NULL; }
STUB void ucnv_close(void *converter) {}
STUB void ucnv_reset(void *converter) {}
STUB signed char ucnv_getMaxCharSize(void *converter) { return 1; }
STUB const char *ucnv_getName(void *converter, int *error) { refuse(error, U_ILLEGAL_ARGUMENT_ERROR); return NULL; }
STUB const char *ucnv_getStandardName(const char *name, const char *standard, int *error)
{ refuse(error, U_ILLEGAL_ARGUMENT_ERROR); return NULL; }
STUB const char *ucnv_getAvailableName(int index) { return NULL; }
STUB int ucnv_countAvailable(void) { return 0; }
STUB int ucnv_fromUCountPending(void *converter, int *error) { return 0; }
STUB int ucnv_toUCountPending(void *converter, int *error) { return 0; }
STUB void ucnv_getToUCallBack(void *converter, void **action, void **context) {}
STUB void ucnv_getFromUCallBack(void *converter, void **action, void **context) {}

/* Never reached without a converter. */
STUB void ucnv_setToUCallBack(void) {}
STUB void ucnv_setFromUCallBack(void) {}
STUB void ucnv_cbToUWriteUChars(void) {}
STUB void ucnv_cbFromUWriteUChars(void) {}
STUB void ucnv_toUnicode(void) {}
STUB void ucnv_fromUnicode(void) {}
STUB void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
STUB void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
