/* Reading without taking ([MS-MQRR] 3.1.4.4, 3.1.4.5, 3.1.4.7). The queue holds "body 1", "body 2" and "body 3". */
#include <windows.h>
#include <stdlib.h>

#include "scenarios.h"

#define MESSAGES 3
#define PEEKS 1000
#define SHARED_PEEKS 100

static const char *const BODIES[MESSAGES] = {"body 1", "body 2", "body 3"};

static void expectBody(Outcome outcome, Received *received, const char *body)
{
	EXPECT(outcome, 0);
	CHECK(holds(received, body));
	CHECK(received->arrived > 1600000000);
	release(received);
}

void walkWithCursor(const Session *session)
{
	QueueHandle queue;
	unsigned long cursor;
	unsigned long other;
	Received received;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(createCursor(queue, &cursor), 0);
	EXPECT(createCursor(queue, &other), 0);
	CHECK(cursor != 0 && other != 0 && cursor != other);
	EXPECT(peek(queue, PEEK_NEXT, cursor, &received), MQ_ILLEGAL_CURSOR_ACTION);
	expectBody(peek(queue, PEEK_CURRENT, cursor, &received), &received, BODIES[0]);
	expectBody(peek(queue, PEEK_NEXT, cursor, &received), &received, BODIES[1]);
	expectBody(peek(queue, PEEK_CURRENT, cursor, &received), &received, BODIES[1]);
	expectBody(peek(queue, PEEK_CURRENT, other, &received), &received, BODIES[0]);
	expectBody(peek(queue, PEEK_NEXT, cursor, &received), &received, BODIES[2]);
	EXPECT(peek(queue, PEEK_NEXT, cursor, &received), MQ_IO_TIMEOUT);
	CHECK(received.sections == NULL);
	EXPECT(peek(queue, PEEK_NEXT, 0, &received), MQ_INVALID_PARAMETER);
	EXPECT(closeCursor(queue, cursor), 0);
	EXPECT(peek(queue, PEEK_CURRENT, cursor, &received), NT_INVALID_HANDLE);
	CHECK(closeCursor(queue, cursor) != 0);
	EXPECT(closeQueue(&queue), 0);
}

void lookUp(const Session *session)
{
	QueueHandle queue;
	Received received;
	hyper ids[MESSAGES];
	unsigned long cursor;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(createCursor(queue, &cursor), 0);
	for (int i = 0; i < MESSAGES; i++) {
		EXPECT(peek(queue, i == 0 ? PEEK_CURRENT : PEEK_NEXT, cursor, &received), 0);
		ids[i] = lookupIdOf(&received);
		release(&received);
	}
	CHECK(ids[0] < ids[1] && ids[1] < ids[2]);
	for (int i = 0; i < MESSAGES; i++) {
		expectBody(lookup(queue, LOOKUP_PEEK_CURRENT, ids[i], &received), &received, BODIES[i]);
	}
	expectBody(lookup(queue, LOOKUP_PEEK_NEXT, ids[0], &received), &received, BODIES[1]);
	expectBody(lookup(queue, LOOKUP_PEEK_PREVIOUS, ids[2], &received), &received, BODIES[1]);
	expectBody(lookup(queue, LOOKUP_PEEK_PREVIOUS, -1, &received), &received, BODIES[2]);
	EXPECT(lookup(queue, LOOKUP_PEEK_NEXT, ids[2], &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_PEEK_PREVIOUS, ids[0], &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_PEEK_CURRENT, ids[2] + 1, &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_PEEK_NEXT, 1, &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_PEEK_PREVIOUS, ids[2] + 1, &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_PEEK_CURRENT, 0, &received), MQ_INVALID_PARAMETER);
	EXPECT(lookup(queue, PEEK_CURRENT, ids[0], &received), MQ_INVALID_PARAMETER);
	EXPECT(lookup(queue, 5, ids[0], &received), MQ_INVALID_PARAMETER);
	EXPECT(peek(queue, LOOKUP_PEEK_CURRENT, cursor, &received), MQ_INVALID_PARAMETER);
	EXPECT(closeQueue(&queue), 0);
}

static Outcome peekUpTo(QueueHandle queue, unsigned long maxBody, Received *received)
{
	Request request = {.action = PEEK_CURRENT, .maxBody = maxBody};
	return startReceive(queue, &request, received);
}

/* The first message, whole and cut; cut it has the same bytes but for the end of the body. */
static void compare(QueueHandle queue, const Received *whole, unsigned long bodySize, unsigned long maxBody)
{
	const SectionBuffer *all = whole->sections;
	Received cut;
	EXPECT(peekUpTo(queue, maxBody, &cut), 0);
	EXPECT(cut.sectionCount, 2);
	EXPECT(cut.sequenceId, whole->sequenceId);
	EXPECT(cut.arrived, whole->arrived);
	EXPECT(cut.sections[0].type, stBinaryFirstSection);
	EXPECT(cut.sections[1].type, stBinarySecondSection);
	EXPECT(cut.sections[0].allocated - cut.sections[0].size, bodySize - maxBody);
	EXPECT(cut.sections[1].allocated, cut.sections[1].size);
	EXPECT(cut.sections[0].allocated + cut.sections[1].allocated, all->size);
	CHECK(memcmp(cut.sections[0].data, all->data, cut.sections[0].size) == 0);
	CHECK(memcmp(cut.sections[1].data, all->data + cut.sections[0].allocated, cut.sections[1].size) == 0);
	release(&cut);
}

/* The argument says how large the body is. */
static void readWholeAndCut(const Session *session, unsigned long middle)
{
	QueueHandle queue;
	Received whole;
	unsigned long bodySize = strtoul(session->argument, NULL, 10);
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(peekUpTo(queue, bodySize, &whole), 0);
	EXPECT(whole.sectionCount, 1);
	EXPECT(whole.sections[0].type, stFullPacket);
	EXPECT(whole.sections[0].allocated, whole.sections[0].size);
	CHECK(whole.sections[0].size > bodySize);
	compare(queue, &whole, bodySize, 0);
	compare(queue, &whole, bodySize, middle);
	compare(queue, &whole, bodySize, bodySize - 1);
	release(&whole);
	EXPECT(peekUpTo(queue, WHOLE_BODY, &whole), 0);
	EXPECT(whole.sectionCount, 1);
	release(&whole);
	EXPECT(closeQueue(&queue), 0);
}

void cutIntoSections(const Session *session)
{
	readWholeAndCut(session, 10);
}

/* The bytes of the body count up to 250 and begin again. */
void readLargeBody(const Session *session)
{
	QueueHandle queue;
	Received received;
	unsigned long bodySize = strtoul(session->argument, NULL, 10);
	unsigned long found = 0;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(peekUpTo(queue, WHOLE_BODY, &received), 0);
	for (unsigned long at = 0; found < bodySize && at < received.sections[0].size; at++) {
		found = received.sections[0].data[at] == found % 251 ? found + 1 : received.sections[0].data[at] == 0;
	}
	EXPECT(found, bodySize);
	release(&received);
	EXPECT(closeQueue(&queue), 0);
	readWholeAndCut(session, bodySize / 2);
}

void peekManyTimes(const Session *session)
{
	QueueHandle queue;
	unsigned long cursor;
	Received received;
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	for (int i = 0; i < PEEKS; i++) {
		if (i % MESSAGES == 0) {
			EXPECT(createCursor(queue, &cursor), 0);
		}
		EXPECT(peek(queue, i % MESSAGES == 0 ? PEEK_CURRENT : PEEK_NEXT, cursor, &received), 0);
		CHECK(holds(&received, BODIES[i % MESSAGES]));
		release(&received);
		if (i % MESSAGES == MESSAGES - 1) {
			EXPECT(closeCursor(queue, cursor), 0);
		}
	}
	EXPECT(closeQueue(&queue), 0);
}

typedef struct {
	const Session *session;
	QueueHandle shared;
} Peeker;

/* Goes through the queue with a handle of its own, and peeks with one that another thread opened. */
static DWORD WINAPI peekAlong(void *argument)
{
	Peeker *peeker = argument;
	Received received;
	peekManyTimes(peeker->session);
	for (int i = 0; i < SHARED_PEEKS; i++) {
		expectBody(peek(peeker->shared, PEEK_CURRENT, 0, &received), &received, BODIES[0]);
	}
	return 0;
}

void peekInTwoThreads(const Session *session)
{
	Peeker peeker = {.session = session};
	HANDLE threads[2];
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &peeker.shared), 0);
	for (int i = 0; i < 2; i++) {
		threads[i] = CreateThread(NULL, 0, peekAlong, &peeker, 0, NULL);
		CHECK(threads[i] != NULL);
	}
	EXPECT(WaitForMultipleObjects(2, threads, TRUE, PATIENCE_MILLIS), WAIT_OBJECT_0);
	EXPECT(closeQueue(&peeker.shared), 0);
}
