/* Receives that wait ([MS-MQRR] 3.1.4.7, 3.1.4.8), and clients that go. The queue is empty unless said otherwise. */
#include <windows.h>

#include "scenarios.h"

#define REQUEST 5
#define SHORT_MILLIS 50

/* A call in a thread of its own, for which the runtime opens another connection. */
typedef struct {
	QueueHandle queue;
	Request request;
	HANDLE thread;
	Outcome outcome;
	Received received;
} Waiter;

static DWORD WINAPI waitForMessage(void *argument)
{
	Waiter *waiter = argument;
	waiter->outcome = startReceive(waiter->queue, &waiter->request, &waiter->received);
	return 0;
}

static int start(QueueHandle queue, unsigned long action, unsigned long cursor, Waiter *waiter)
{
	memset(waiter, 0, sizeof *waiter);
	waiter->queue = queue;
	waiter->request.action = action;
	waiter->request.cursor = cursor;
	waiter->request.timeout = INFINITE;
	waiter->request.requestId = REQUEST;
	waiter->request.maxBody = WHOLE_BODY;
	waiter->thread = CreateThread(NULL, 0, waitForMessage, waiter, 0, NULL);
	return waiter->thread != NULL;
}

/* Returns when the receive waits at the server, which then refuses another one with its request id. */
static int startWaiting(QueueHandle queue, Waiter *waiter)
{
	Received nothing;
	Outcome outcome = MQ_IO_TIMEOUT;
	ULONGLONG end = GetTickCount64() + PATIENCE_MILLIS;
	if (start(queue, RECEIVE, 0, waiter)) {
		while (outcome == MQ_IO_TIMEOUT && GetTickCount64() < end) {
			outcome = receive(queue, REQUEST, &nothing);
		}
	}
	return outcome == MQ_INVALID_PARAMETER;
}

static int hasEnded(const Waiter *waiter)
{
	return WaitForSingleObject(waiter->thread, PATIENCE_MILLIS) == WAIT_OBJECT_0;
}

void cancelWaitingReceive(const Session *session)
{
	QueueHandle queue;
	Waiter waiter;
	Received received;
	Request brief = {.action = RECEIVE, .timeout = SHORT_MILLIS, .requestId = REQUEST + 1};
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	CHECK(startWaiting(queue, &waiter));
	CHECK(cancelReceive(queue, REQUEST + 1) != 0);
	EXPECT(cancelReceive(queue, REQUEST), 0);
	CHECK(hasEnded(&waiter));
	EXPECT(waiter.outcome, MQ_OPERATION_CANCELLED);
	CHECK(waiter.received.sections == NULL);
	CHECK(cancelReceive(queue, REQUEST) != 0);
	EXPECT(startReceive(queue, &brief, &received), MQ_IO_TIMEOUT);
	EXPECT(closeQueue(&queue), 0);
}

void closeUnderReceive(const Session *session)
{
	QueueHandle queue;
	Waiter waiter;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	CHECK(startWaiting(queue, &waiter));
	EXPECT(closeQueue(&queue), 0);
	CHECK(hasEnded(&waiter));
	EXPECT(waiter.outcome, MQ_OPERATION_CANCELLED);
}

/* The cancellation succeeds as soon as the peek waits. */
void cancelWaitingPeek(const Session *session)
{
	QueueHandle queue;
	Waiter waiter;
	ULONGLONG end = GetTickCount64() + PATIENCE_MILLIS;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	CHECK(start(queue, PEEK_CURRENT, 0, &waiter));
	while (cancelReceive(queue, REQUEST) != 0) {
		CHECK(GetTickCount64() < end);
	}
	CHECK(hasEnded(&waiter));
	EXPECT(waiter.outcome, MQ_OPERATION_CANCELLED);
	EXPECT(closeQueue(&queue), 0);
}

void waitForArrival(const Session *session)
{
	QueueHandle queue;
	Waiter waiter;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	CHECK(startWaiting(queue, &waiter));
	say("waiting");
	CHECK(hasEnded(&waiter));
	EXPECT(waiter.outcome, 0);
	CHECK(holds(&waiter.received, "body 1"));
	release(&waiter.received);
	EXPECT(endReceive(queue, ACK, REQUEST), 0);
	EXPECT(closeQueue(&queue), 0);
}

/* A cursor at the end of the queue waits for "second" behind the first message. */
void peekAtArrival(const Session *session)
{
	QueueHandle queue;
	unsigned long cursor;
	Waiter waiter;
	Received received;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(createCursor(queue, &cursor), 0);
	EXPECT(peek(queue, PEEK_CURRENT, cursor, &received), 0);
	release(&received);
	CHECK(start(queue, PEEK_NEXT, cursor, &waiter));
	say("waiting");
	CHECK(hasEnded(&waiter));
	EXPECT(waiter.outcome, 0);
	CHECK(holds(&waiter.received, "second"));
	release(&waiter.received);
	EXPECT(peek(queue, PEEK_CURRENT, cursor, &received), 0);
	CHECK(holds(&received, "second"));
	release(&received);
	EXPECT(closeQueue(&queue), 0);
}

/* Locks a message and stays, until somebody kills this program. */
void holdMessage(const Session *session)
{
	QueueHandle queue;
	Received received;
	EXPECT(openNamed(session->queue, TO_RECEIVE, EXCLUSIVE, &queue), 0);
	EXPECT(receive(queue, REQUEST, &received), 0);
	say("holding");
	await();
}

/* Waits for a message, until somebody kills this program. */
void holdWaitingReceive(const Session *session)
{
	QueueHandle queue;
	Waiter waiter;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	CHECK(startWaiting(queue, &waiter));
	say("waiting");
	await();
}

/* Takes the message that another client had, as soon as the server has run it down. */
void takeBack(const Session *session)
{
	QueueHandle queue;
	Received received;
	Outcome outcome;
	Request request = {.action = RECEIVE, .timeout = PATIENCE_MILLIS, .requestId = REQUEST, .maxBody = WHOLE_BODY};
	ULONGLONG end = GetTickCount64() + PATIENCE_MILLIS;
	do {
		outcome = openNamed(session->queue, TO_RECEIVE, SHARED, &queue);
	} while (outcome == RAISED(MQ_SHARING_VIOLATION) && GetTickCount64() < end);
	EXPECT(outcome, 0);
	EXPECT(startReceive(queue, &request, &received), 0);
	CHECK(holds(&received, "body 1"));
	release(&received);
	EXPECT(endReceive(queue, ACK, REQUEST), 0);
	EXPECT(receive(queue, REQUEST, &received), MQ_IO_TIMEOUT);
	EXPECT(closeQueue(&queue), 0);
}
