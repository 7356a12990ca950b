/*
 * A client of RemoteRead and qmmgmt on the RPC runtime of Windows, or of Wine.
 *
 * client [--as SERVICE LEVEL DOMAIN USER PASSWORD] HOST PORT SCENARIO QUEUE [ARGUMENT]: runs one scenario against
 * private$\QUEUE, prints "ok SCENARIO" or "FAIL SCENARIO: why", and exits with the number of failures. SERVICE is that of
 * RpcBindingSetAuthInfo: 9 for Negotiate, 10 for NTLM; so is LEVEL.
 */
#include <stdlib.h>
#include <windows.h>

#include "client.h"
#include "scenarios.h"

#define IDENTITY_ARGUMENTS 6

typedef struct {
	const char *name;
	void (*run)(const Session *session);
} Scenario;

static const Scenario SCENARIOS[] = {
	{"server-port", serverPort},
	{"direct-name", openByDirectName},
	{"private-name", openByPrivateName},
	{"unknown-names", openUnknown},
	{"refused-opens", openWhatCannotBe},
	{"refused-caller", beRefused},
	{"exclusive", openExclusively},
	{"cursor", walkWithCursor},
	{"lookups", lookUp},
	{"sections", cutIntoSections},
	{"large-body", readLargeBody},
	{"many-peeks", peekManyTimes},
	{"two-threads", peekInTwoThreads},
	{"acknowledged", receiveAndAcknowledge},
	{"given-back", receiveAndGiveBack},
	{"received-by-lookup", receiveByLookup},
	{"purge", purge},
	{"closed-handle", useClosedHandle},
	{"lend-handle", lendHandle},
	{"foreign-handle", useForeignHandle},
	{"other-operations", callOtherOperations},
	{"cancelled", cancelWaitingReceive},
	{"closed-under", closeUnderReceive},
	{"cancelled-peek", cancelWaitingPeek},
	{"arrival", waitForArrival},
	{"arrival-peek", peekAtArrival},
	{"hold", holdMessage},
	{"hold-wait", holdWaitingReceive},
	{"take-back", takeBack},
	{"machine", askMachine},
	{"queue", askQueue},
	{"refused-questions", askWhatCannotBe},
	{"actions", actOnMachine},
};

static CRITICAL_SECTION lock;
static char failure[512];

void failed(const char *file, int line, const char *what)
{
	EnterCriticalSection(&lock);
	if (failure[0] == 0) {
		snprintf(failure, sizeof failure, "%s:%d: %s", file, line, what);
	}
	LeaveCriticalSection(&lock);
}

static void describe(Outcome outcome, char text[32])
{
	snprintf(text, 32, outcome >> 32 == 1 ? "exception 0x%08lX" : "0x%08lX", (unsigned long)outcome);
}

int isExpected(const char *file, int line, const char *what, Outcome actual, Outcome expected)
{
	char was[32];
	char wanted[32];
	char why[256];
	if (actual == expected) {
		return 1;
	}
	describe(actual, was);
	describe(expected, wanted);
	snprintf(why, sizeof why, "%s: %s instead of %s", what, was, wanted);
	failed(file, line, why);
	return 0;
}

void say(const char *what)
{
	puts(what);
}

void await(void)
{
	char line[64];
	if (fgets(line, sizeof line, stdin) == NULL) {
		failed(__FILE__, __LINE__, "Nobody is there any more");
	}
}

typedef struct {
	const Scenario *scenario;
	const Session *session;
} Run;

static void runOne(void *argument)
{
	Run *run = argument;
	run->scenario->run(run->session);
}

int main(int count, char **arguments)
{
	Identity identity = {0};
	if (count > IDENTITY_ARGUMENTS && strcmp(arguments[1], "--as") == 0) {
		identity = (Identity){strtoul(arguments[2], NULL, 10), strtoul(arguments[3], NULL, 10), arguments[4], arguments[5],
				arguments[6]};
		count -= IDENTITY_ARGUMENTS;
		arguments += IDENTITY_ARGUMENTS;
	}
	if (count < 5 || !bindTo(arguments[1], arguments[2], &identity)) {
		fprintf(stderr, "client [--as SERVICE LEVEL DOMAIN USER PASSWORD] HOST PORT SCENARIO QUEUE [ARGUMENT]\n");
		return 2;
	}
	Session session = {arguments[1], arguments[2], arguments[4], count > 5 ? arguments[5] : ""};
	setvbuf(stdout, NULL, _IONBF, 0);
	InitializeCriticalSection(&lock);
	for (size_t i = 0; i < sizeof SCENARIOS / sizeof *SCENARIOS; i++) {
		if (strcmp(SCENARIOS[i].name, arguments[3]) == 0) {
			Run run = {&SCENARIOS[i], &session};
			unsigned long exception = guarded(runOne, &run);
			isExpected(__FILE__, __LINE__, "What the scenario raised", exception, 0);
			printf(failure[0] == 0 ? "ok %s\n" : "FAIL %s: %s\n", arguments[3], failure);
			return failure[0] == 0 ? 0 : 1;
		}
	}
	printf("FAIL %s: no such scenario\n", arguments[3]);
	return 1;
}
