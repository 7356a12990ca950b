/* Opening and closing queues ([MS-MQRR] 3.1.4.1 to 3.1.4.3). */
#include <stdlib.h>

#include "scenarios.h"

/* What the runtime makes of nca_s_op_rng_error and nca_s_fault_context_mismatch ([MS-RPCE] 3.1.1.5.5). */
#define PROCNUM_OUT_OF_RANGE RAISED(RPC_S_PROCNUM_OUT_OF_RANGE)
#define CONTEXT_MISMATCH RAISED(RPC_X_SS_CONTEXT_MISMATCH)

/* Suffixes of a queue format, with the flag of system queues */
#define JOURNAL 0x81
#define DEAD_LETTER 0x82
#define SUBQUEUE 0x05

void serverPort(const Session *session)
{
	EXPECT(R_GetServerPort(), strtoul(session->port, NULL, 10));
}

static void openAndPeek(QueueFormat *name)
{
	QueueHandle queue;
	Received received;
	EXPECT(openQueue(name, TO_PEEK, SHARED, &queue), 0);
	CHECK(queue != NULL);
	EXPECT(peek(queue, PEEK_CURRENT, 0, &received), 0);
	EXPECT(received.sectionCount, 1);
	CHECK(holds(&received, "body 1"));
	release(&received);
	EXPECT(closeQueue(&queue), 0);
	CHECK(queue == NULL);
}

void openByDirectName(const Session *session)
{
	DirectName name;
	directName(session->queue, &name);
	openAndPeek(&name.format);
}

void openByPrivateName(const Session *session)
{
	QueueFormat name = privateName(session->argument);
	openAndPeek(&name);
}

static Outcome openText(unsigned char kind, unsigned char suffix, const wchar_t *text)
{
	QueueHandle queue;
	QueueFormat name = {.kind = kind, .suffixAndFlags = suffix, .name.direct = (wchar_t *)text};
	return openQueue(&name, TO_PEEK, SHARED, &queue);
}

static Outcome openKind(unsigned char kind, unsigned char suffix)
{
	return openText(kind, suffix, NULL);
}

void openUnknown(const Session *session)
{
	QueueHandle queue;
	EXPECT(openNamed("nobody made this one", TO_PEEK, SHARED, &queue), RAISED(MQ_QUEUE_NOT_FOUND));
	CHECK(queue == NULL);
	EXPECT(openKind(1, 0), RAISED(MQ_QUEUE_NOT_FOUND));
	EXPECT(openKind(2, 0), RAISED(MQ_QUEUE_NOT_FOUND));
	EXPECT(openKind(4, DEAD_LETTER), RAISED(MQ_QUEUE_NOT_FOUND));
	EXPECT(openText(3, JOURNAL, L"OS:localhost\\private$\\nobody;journal"), RAISED(MQ_QUEUE_NOT_FOUND));
	EXPECT(openText(8, SUBQUEUE, L"OS:localhost\\private$\\nobody;poison"), RAISED(MQ_QUEUE_NOT_FOUND));
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(closeQueue(&queue), 0);
}

void openWhatCannotBe(const Session *session)
{
	QueueHandle queue;
	EXPECT(openNamed(session->queue, 7, SHARED, &queue), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openNamed(session->queue, 0, SHARED, &queue), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openNamed(session->queue, TO_PEEK, 2, &queue), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openKind(0, 0), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openText(3, 0, NULL), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openText(3, 0, L""), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openText(3, 0, L"OS:localhost"), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openText(3, 0, L"HTTP://localhost/msmq\\private$\\q"), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openKind(4, 0), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openKind(5, 0), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openKind(6, 0), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openKind(7, 0), RAISED(MQ_INVALID_PARAMETER));
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(closeQueue(&queue), 0);
}

/* A caller whom the server does not want gets nowhere, but learns the port ([MS-MQRR] 3.1.4.1) if the runtime binds. */
void beRefused(const Session *session)
{
	QueueHandle queue;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), RAISED(ACCESS_DENIED));
}

void openExclusively(const Session *session)
{
	QueueHandle first;
	QueueHandle second;
	QueueHandle third;
	EXPECT(openNamed(session->queue, TO_RECEIVE, EXCLUSIVE, &first), 0);
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &second), RAISED(MQ_SHARING_VIOLATION));
	EXPECT(openNamed(session->queue, TO_RECEIVE, EXCLUSIVE, &second), RAISED(MQ_SHARING_VIOLATION));
	EXPECT(closeQueue(&first), 0);
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &second), 0);
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &third), 0);
	EXPECT(openNamed(session->queue, TO_RECEIVE, EXCLUSIVE, &first), RAISED(MQ_SHARING_VIOLATION));
	EXPECT(closeQueue(&second), 0);
	EXPECT(closeQueue(&third), 0);
	EXPECT(openNamed(session->queue, TO_RECEIVE, EXCLUSIVE, &first), 0);
	EXPECT(closeQueue(&first), 0);
}

/* The server does not know what is behind this handle. */
static void useStale(QueueHandle stale)
{
	unsigned long cursor;
	Received received;
	CHECK(stale != NULL);
	EXPECT(peek(stale, PEEK_CURRENT, 0, &received), CONTEXT_MISMATCH);
	EXPECT(receive(stale, 1, &received), CONTEXT_MISMATCH);
	EXPECT(endReceive(stale, ACK, 1), CONTEXT_MISMATCH);
	EXPECT(cancelReceive(stale, 1), CONTEXT_MISMATCH);
	EXPECT(createCursor(stale, &cursor), CONTEXT_MISMATCH);
	EXPECT(closeCursor(stale, 1), CONTEXT_MISMATCH);
	EXPECT(purgeQueue(stale), CONTEXT_MISMATCH);
	EXPECT(closeQueue(&stale), CONTEXT_MISMATCH);
}

void useClosedHandle(const Session *session)
{
	QueueHandle queue;
	WireHandle wire;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	keepHandle(queue, wire);
	EXPECT(closeQueue(&queue), 0);
	CHECK(queue == NULL);
	useStale(handleOf(wire));
}

void lendHandle(const Session *session)
{
	QueueHandle queue;
	WireHandle wire;
	Received received;
	char text[2 * sizeof wire + 1];
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	keepHandle(queue, wire);
	for (size_t i = 0; i < sizeof wire; i++) {
		sprintf(text + 2 * i, "%02x", wire[i]);
	}
	say(text);
	await();
	EXPECT(peek(queue, PEEK_CURRENT, 0, &received), 0);
	CHECK(holds(&received, "body 1"));
	release(&received);
	EXPECT(closeQueue(&queue), 0);
}

void useForeignHandle(const Session *session)
{
	WireHandle wire;
	for (size_t i = 0; i < sizeof wire; i++) {
		unsigned value = 0;
		sscanf(session->argument + 2 * i, "%2x", &value);
		wire[i] = (unsigned char)value;
	}
	useStale(handleOf(wire));
}

static QueueHandle opened;

static void callUnused(void *nothing)
{
	(void)nothing;
	Opnum1NotUsedOnWire();
}

static void callMove(void *nothing)
{
	UnitOfWork none = {{0}};
	(void)nothing;
	CHECK((unsigned long)R_MoveMessage(opened, 0, 1, &none) == MQ_INVALID_HANDLE);
}

static void callOpenForMove(void *name)
{
	MsmqGuid client = {0};
	hyper context;
	QueueHandle queue;
	R_OpenQueueForMove(name, 4, SHARED, &client, 1, 6, 1, 7601, 1, &context, &queue);
	CHECK(context != 0);
	CHECK(R_CloseQueue(&queue) == 0);
}

static void callEnlist(void *name)
{
	UnitOfWork unit = {{1}};
	unsigned char token[4] = {0};
	CHECK((unsigned long)R_QMEnlistRemoteTransaction(&unit, sizeof token, token, name) == MQ_TRANSACTION_IMPORT);
}

static void callAcknowledge(void *nothing)
{
	(void)nothing;
	CHECK((unsigned long)R_SetUserAcknowledgementClass(opened, 1, 0) == MQ_MESSAGE_NOT_FOUND);
}

static void callEnd(void *nothing)
{
	(void)nothing;
	CHECK((unsigned long)R_EndTransactionalReceive(opened, ACK, 1) == MQ_INVALID_HANDLE);
}

void callOtherOperations(const Session *session)
{
	DirectName name;
	char subqueue[DIRECT_NAME_LENGTH];
	directName(session->queue, &name);
	EXPECT(openQueue(&name.format, TO_RECEIVE, SHARED, &opened), 0);
	EXPECT(RAISED(guarded(callUnused, NULL)), PROCNUM_OUT_OF_RANGE);
	EXPECT(guarded(callMove, NULL), 0);
	EXPECT(guarded(callEnlist, &name.format), 0);
	EXPECT(guarded(callAcknowledge, NULL), 0);
	EXPECT(guarded(callEnd, NULL), 0);
	snprintf(subqueue, sizeof subqueue, "%s;held", session->queue);
	directName(subqueue, &name);
	EXPECT(guarded(callOpenForMove, &name.format), 0);
	EXPECT(closeQueue(&opened), 0);
}
