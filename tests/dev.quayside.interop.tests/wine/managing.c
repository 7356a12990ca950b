/* qmmgmt ([MS-MQMR] 3.1.4). The queue holds "body 1", "body 2" and "body 3". */
#include <stdlib.h>

#include "scenarios.h"

#define EMPTY 0
#define NULL_VALUE 1
#define INT32 3
#define UINT32 19
#define INT64 20
#define TEXT_VALUE 31
#define VARIANTS 0x100C
#define TEXTS 0x101F

#define LAST_MACHINE_PROPERTY 6
#define LAST_QUEUE_PROPERTY 27
#define TOO_MANY 129

static const ManagedObject MACHINE = {.type = MGMT_MACHINE};
static const ManagedObject SESSION = {.type = MGMT_SESSION};

static ManagedObject managedQueue(QueueFormat *name)
{
	ManagedObject object = {.type = MGMT_QUEUE, .object.queue = name};
	return object;
}

/* As many values as properties, all VT_NULL. */
static void prepare(PropVariant *values, int count)
{
	memset(values, 0, count * sizeof *values);
	for (int i = 0; i < count; i++) {
		values[i].type = NULL_VALUE;
	}
}

static Outcome ask(const ManagedObject *object, unsigned long id, PropVariant *value)
{
	prepare(value, 1);
	return getInfo(object, 1, &id, value);
}

static int isText(const PropVariant *value, const char *expected)
{
	wchar_t wide[128];
	mbstowcs(wide, expected, 128);
	return value->type == TEXT_VALUE && value->value.text != NULL && wcscmp(value->value.text, wide) == 0;
}

/* Whether a vector names the queue, with this in front of its name. */
static int names(const PropVariant *value, const char *prefix, const char *queue)
{
	wchar_t wide[128];
	if (value->type != TEXTS) {
		return 0;
	}
	_snwprintf(wide, 127, L"%hs%hs", prefix, queue);
	for (unsigned long i = 0; i < value->value.texts.count; i++) {
		if (wcscmp(value->value.texts.values[i], wide) == 0) {
			return 1;
		}
	}
	return 0;
}

static void checkMachine(const Session *session, const PropVariant *values)
{
	CHECK(names(&values[0], "DIRECT=OS:localhost\\private$\\", session->queue));
	CHECK(names(&values[1], "localhost\\private$\\", session->queue));
	CHECK(values[2].type == NULL_VALUE || values[2].type == TEXT_VALUE);
	CHECK(isText(&values[3], "CONNECTED"));
	EXPECT(values[4].type, TEXT_VALUE);
	EXPECT(values[5].type, INT64);
	CHECK(values[5].value.int64 > 0);
}

void askMachine(const Session *session)
{
	unsigned long ids[LAST_MACHINE_PROPERTY];
	PropVariant values[LAST_MACHINE_PROPERTY];
	prepare(values, LAST_MACHINE_PROPERTY);
	for (unsigned long i = 0; i < LAST_MACHINE_PROPERTY; i++) {
		ids[i] = i + 1;
	}
	EXPECT(getInfo(&MACHINE, LAST_MACHINE_PROPERTY, ids, values), 0);
	checkMachine(session, values);
	for (unsigned long i = 0; i < LAST_MACHINE_PROPERTY; i++) {
		EXPECT(ask(&MACHINE, i + 1, &values[i]), 0);
	}
	checkMachine(session, values);
}

/* What a property of a local queue may be, behind the eleven that every queue has. */
static int isAllowed(unsigned long id, unsigned short type)
{
	switch (id) {
	case 26:
		return type == UINT32;
	case 27:
		return type == TEXTS || type == VARIANTS;
	default:
		return type == NULL_VALUE || type == EMPTY;
	}
}

static void checkQueue(const Session *session, const PropVariant *values)
{
	char text[128];
	snprintf(text, sizeof text, "localhost\\private$\\%s", session->queue);
	CHECK(isText(&values[0], text));
	snprintf(text, sizeof text, "DIRECT=OS:localhost\\private$\\%s", session->queue);
	CHECK(isText(&values[1], text));
	CHECK(isText(&values[2], "PRIVATE"));
	CHECK(isText(&values[3], "LOCAL"));
	CHECK(isText(&values[4], "NO"));
	CHECK(isText(&values[5], "NO"));
	for (int i = 6; i < 10; i++) {
		EXPECT(values[i].type, UINT32);
	}
	EXPECT(values[6].value.int32, 3);
	CHECK(values[7].value.int32 > 3 * 100);
	EXPECT(values[8].value.int32, 0);
	EXPECT(values[9].value.int32, 0);
	CHECK(isText(&values[10], "LOCAL CONNECTION"));
	for (unsigned long i = 11; i < LAST_QUEUE_PROPERTY; i++) {
		CHECK(isAllowed(i + 1, values[i].type));
	}
	EXPECT(values[25].value.int32, 0);
}

void askQueue(const Session *session)
{
	DirectName name;
	unsigned long ids[LAST_QUEUE_PROPERTY];
	PropVariant values[LAST_QUEUE_PROPERTY];
	directName(session->queue, &name);
	ManagedObject queue = managedQueue(&name.format);
	prepare(values, LAST_QUEUE_PROPERTY);
	for (unsigned long i = 0; i < LAST_QUEUE_PROPERTY; i++) {
		ids[i] = i + 1;
	}
	EXPECT(getInfo(&queue, LAST_QUEUE_PROPERTY, ids, values), 0);
	checkQueue(session, values);
	for (unsigned long i = 0; i < LAST_QUEUE_PROPERTY; i++) {
		EXPECT(ask(&queue, i + 1, &values[i]), 0);
	}
	checkQueue(session, values);

	/* What the values were before does not matter. */
	values[0].type = UINT32;
	EXPECT(getInfo(&queue, 1, ids, values), 0);
	checkQueue(session, values);
}

void askWhatCannotBe(const Session *session)
{
	DirectName name;
	DirectName unknown;
	QueueFormat nothing = {.kind = 0};
	unsigned long ids[TOO_MANY];
	PropVariant values[TOO_MANY];
	directName(session->queue, &name);
	directName("nobody made this one", &unknown);
	ManagedObject queue = managedQueue(&name.format);
	ManagedObject unknownQueue = managedQueue(&unknown.format);
	ManagedObject nameless = managedQueue(NULL);
	ManagedObject shapeless = managedQueue(&nothing);
	for (int i = 0; i < TOO_MANY; i++) {
		ids[i] = 4;
	}
	EXPECT(ask(&MACHINE, LAST_MACHINE_PROPERTY + 1, values), MQ_ILLEGAL_PROPID);
	EXPECT(values[0].type, NULL_VALUE);
	EXPECT(ask(&MACHINE, 0, values), MQ_ILLEGAL_PROPID);
	EXPECT(ask(&queue, LAST_QUEUE_PROPERTY + 1, values), MQ_ILLEGAL_PROPID);
	EXPECT(ask(&unknownQueue, 1, values), MQ_QUEUE_NOT_FOUND);
	EXPECT(ask(&nameless, 1, values), MQ_INVALID_PARAMETER);
	EXPECT(ask(&shapeless, 1, values), MQ_INVALID_PARAMETER);
	EXPECT(ask(&SESSION, 1, values), MQ_INVALID_PARAMETER);
	prepare(values, TOO_MANY);
	EXPECT(getInfo(&MACHINE, 0, ids, values), RAISED(RPC_X_BAD_STUB_DATA));
	EXPECT(getInfo(&MACHINE, TOO_MANY, ids, values), RAISED(RPC_X_BAD_STUB_DATA));
	EXPECT(getInfo(&MACHINE, TOO_MANY - 1, ids, values), 0);
	CHECK(isText(&values[TOO_MANY - 2], "CONNECTED"));
}

void actOnMachine(const Session *session)
{
	DirectName name;
	PropVariant value;
	directName(session->queue, &name);
	ManagedObject queue = managedQueue(&name.format);
	EXPECT(act(&MACHINE, L"TIDY"), 0);
	EXPECT(act(&MACHINE, L"tidy"), 0);
	EXPECT(ask(&queue, 7, &value), 0);
	EXPECT(value.value.int32, 3);
	EXPECT(act(&MACHINE, L"DANCE"), MQ_INVALID_PARAMETER);
	EXPECT(act(&MACHINE, L""), MQ_INVALID_PARAMETER);
	EXPECT(act(&queue, L"TIDY"), MQ_INVALID_PARAMETER);
	EXPECT(act(&SESSION, L"TIDY"), MQ_INVALID_PARAMETER);
	CHECK(act(&queue, L"PAUSE") != 0);
}
