/* The runtime reports faults as structured exceptions, for which GCC has no syntax. */
#include <windows.h>

#include "client.h"

static _Thread_local unsigned long raised;

__attribute__((used)) LONG keepException(EXCEPTION_POINTERS *exception, void *frame)
{
	(void)frame;
	raised = exception->ExceptionRecord->ExceptionCode;
	return EXCEPTION_EXECUTE_HANDLER;
}

/* Not optimised: the assembler between the labels has to enclose the call. */
__attribute__((noinline, noclone, optimize("O0"))) unsigned long guarded(void (*body)(void *), void *argument)
{
	volatile int ended = 0;
	__try1(keepException)
	body(argument);
	ended = 1;
	__except1
	return ended ? 0 : raised;
}
