/* Taking messages ([MS-MQRR] 3.1.4.6, 3.1.4.7, 3.1.4.9). The queue holds "body 1", "body 2" and "body 3". */
#include "scenarios.h"

void receiveAndAcknowledge(const Session *session)
{
	QueueHandle queue;
	QueueHandle watcher;
	Received received;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &watcher), 0);
	EXPECT(endReceive(queue, ACK, 1), MQ_INVALID_HANDLE);
	EXPECT(receive(queue, 1, &received), 0);
	CHECK(holds(&received, "body 1"));
	release(&received);
	EXPECT(peek(watcher, PEEK_CURRENT, 0, &received), 0);
	CHECK(holds(&received, "body 2"));
	release(&received);
	EXPECT(receive(queue, 1, &received), MQ_INVALID_PARAMETER);
	EXPECT(endReceive(queue, ACK, 2), MQ_INVALID_PARAMETER);
	EXPECT(endReceive(queue, 0, 1), RAISED(RPC_X_BAD_STUB_DATA));
	EXPECT(endReceive(queue, 3, 1), RAISED(RPC_X_BAD_STUB_DATA));
	EXPECT(endReceive(queue, ACK, 1), 0);
	EXPECT(endReceive(queue, ACK, 1), MQ_INVALID_HANDLE);
	EXPECT(peek(queue, PEEK_CURRENT, 0, &received), 0);
	CHECK(holds(&received, "body 2"));
	release(&received);
	EXPECT(receive(watcher, 3, &received), NT_ACCESS_DENIED);
	EXPECT(closeQueue(&watcher), 0);
	EXPECT(closeQueue(&queue), 0);
}

void receiveAndGiveBack(const Session *session)
{
	QueueHandle queue;
	Received first;
	Received received;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	EXPECT(receive(queue, 1, &first), 0);
	EXPECT(receive(queue, 2, &received), 0);
	CHECK(holds(&first, "body 1") && holds(&received, "body 2"));
	release(&received);
	EXPECT(endReceive(queue, NACK, 1), 0);
	EXPECT(receive(queue, 1, &received), 0);
	EXPECT(lookupIdOf(&received), lookupIdOf(&first));
	release(&received);
	release(&first);
	EXPECT(closeQueue(&queue), 0);

	/* Closing gave both back. */
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &queue), 0);
	EXPECT(peek(queue, PEEK_CURRENT, 0, &received), 0);
	CHECK(holds(&received, "body 1"));
	EXPECT(lookup(queue, LOOKUP_PEEK_NEXT, lookupIdOf(&received), &first), 0);
	CHECK(holds(&first, "body 2"));
	release(&received);
	release(&first);
	EXPECT(closeQueue(&queue), 0);
}

void receiveByLookup(const Session *session)
{
	QueueHandle queue;
	Received first;
	Received received;
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	EXPECT(peek(queue, PEEK_CURRENT, 0, &first), 0);
	hyper id = lookupIdOf(&first);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_NEXT, id, &received), 0);
	CHECK(holds(&received, "body 2"));
	release(&received);
	EXPECT(endReceive(queue, ACK, LOOKUP_REQUEST), 0);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_PREVIOUS, -1, &received), 0);
	CHECK(holds(&received, "body 3"));
	release(&received);
	EXPECT(endReceive(queue, NACK, LOOKUP_REQUEST), 0);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_CURRENT, id, &received), 0);
	CHECK(holds(&received, "body 1"));
	release(&received);
	EXPECT(endReceive(queue, ACK, LOOKUP_REQUEST), 0);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_CURRENT, id, &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_NEXT, id, &received), MQ_MESSAGE_NOT_FOUND);
	EXPECT(lookup(queue, LOOKUP_RECEIVE_PREVIOUS, -1, &received), 0);
	CHECK(holds(&received, "body 3"));
	release(&received);
	EXPECT(endReceive(queue, ACK, LOOKUP_REQUEST), 0);
	EXPECT(receive(queue, 1, &received), MQ_IO_TIMEOUT);
	release(&first);
	EXPECT(closeQueue(&queue), 0);
}

void purge(const Session *session)
{
	QueueHandle queue;
	QueueHandle watcher;
	Received received;
	unsigned long messageCount = 7;
	DirectName name;
	PropVariant value = {.type = 1};
	directName(session->queue, &name);
	ManagedObject object = {.type = MGMT_QUEUE, .object.queue = &name.format};
	EXPECT(openNamed(session->queue, TO_PEEK, SHARED, &watcher), 0);
	EXPECT(purgeQueue(watcher), NT_ACCESS_DENIED);
	EXPECT(peek(watcher, PEEK_CURRENT, 0, &received), 0);
	release(&received);
	EXPECT(openNamed(session->queue, TO_RECEIVE, SHARED, &queue), 0);
	EXPECT(purgeQueue(queue), 0);
	EXPECT(peek(watcher, PEEK_CURRENT, 0, &received), MQ_IO_TIMEOUT);
	EXPECT(purgeQueue(queue), 0);
	EXPECT(getInfo(&object, 1, &messageCount, &value), 0);
	EXPECT(value.value.int32, 0);
	EXPECT(closeQueue(&queue), 0);
	EXPECT(closeQueue(&watcher), 0);
}
