/* What the scenarios share. They stand in files of their own; main.c lists them. */
#ifndef CLIENT_H
#define CLIENT_H

#include <stdio.h>
#include <string.h>

#include "qmmgmt.h"
#include "remoteread.h"

#define MQ_ERROR 0xC00E0001u
#define MQ_QUEUE_NOT_FOUND 0xC00E0003u
#define MQ_INVALID_PARAMETER 0xC00E0006u
#define MQ_INVALID_HANDLE 0xC00E0007u
#define MQ_OPERATION_CANCELLED 0xC00E0008u
#define MQ_SHARING_VIOLATION 0xC00E0009u
#define MQ_IO_TIMEOUT 0xC00E001Bu
#define MQ_ILLEGAL_CURSOR_ACTION 0xC00E001Cu
#define MQ_MESSAGE_ALREADY_RECEIVED 0xC00E001Du
#define MQ_ILLEGAL_PROPID 0xC00E0039u
#define MQ_TRANSACTION_IMPORT 0xC00E004Eu
#define MQ_MESSAGE_NOT_FOUND 0xC00E0088u
#define NT_INVALID_HANDLE 0xC0000008u
#define NT_ACCESS_DENIED 0xC0000022u
#define ACCESS_DENIED 5u

/* Access and share mode of R_OpenQueue */
#define TO_RECEIVE 0x01
#define TO_PEEK 0x20
#define SHARED 0
#define EXCLUSIVE 1

/* Actions of R_StartReceive */
#define RECEIVE 0x00000000u
#define PEEK_CURRENT 0x80000000u
#define PEEK_NEXT 0x80000001u
#define LOOKUP_PEEK_CURRENT 0x40000010u
#define LOOKUP_PEEK_NEXT 0x40000011u
#define LOOKUP_PEEK_PREVIOUS 0x40000012u
#define LOOKUP_RECEIVE_CURRENT 0x40000020u
#define LOOKUP_RECEIVE_NEXT 0x40000021u
#define LOOKUP_RECEIVE_PREVIOUS 0x40000022u

#define NACK 1
#define ACK 2

#define DIRECT_NAME_LENGTH 128
/* The request id of lookup(). */
#define LOOKUP_REQUEST 77
#define WHOLE_BODY 0xFFFFFFFFu
#define PATIENCE_MILLIS 20000

/* What a call came to: the value that it returned, or RAISED with the exception that the runtime raised. */
typedef unsigned long long Outcome;
#define RAISED(code) (1ull << 32 | (code))

/* Who is asked for what. */
typedef struct {
	const char *host;
	const char *port;
	const char *queue;
	const char *argument;
} Session;

/* A message as it came, its sections one behind the other. */
typedef struct {
	unsigned long arrived;
	hyper sequenceId;
	unsigned long sectionCount;
	SectionBuffer *sections;
} Received;

/* What R_StartReceive takes. */
typedef struct {
	unsigned long action;
	hyper lookupId;
	unsigned long cursor;
	unsigned long timeout;
	unsigned long requestId;
	unsigned long maxBody;
} Request;

/* Fails the scenario and leaves it. */
#define CHECK(condition) \
	do { \
		if (!(condition)) { \
			failed(__FILE__, __LINE__, #condition); \
			return; \
		} \
	} while (0)

#define EXPECT(actual, expected) \
	do { \
		if (!isExpected(__FILE__, __LINE__, #actual, (Outcome)(actual), (Outcome)(expected))) { \
			return; \
		} \
	} while (0)

void failed(const char *file, int line, const char *what);
int isExpected(const char *file, int line, const char *what, Outcome actual, Outcome expected);

/* Says something to whoever started this program, or waits for a line of it. */
void say(const char *what);
void await(void);

/* Runs something; 0, or the exception that it raised. */
unsigned long guarded(void (*body)(void *), void *argument);

/* Who calls, and how the calls are protected; level 0 for nobody. */
typedef struct {
	unsigned long service;
	unsigned long level;
	const char *domain;
	const char *user;
	const char *password;
} Identity;

/* Lets every call go there; false if that is no address or the runtime cannot authenticate like that. */
int bindTo(const char *host, const char *port, const Identity *identity);

/* A direct format name with its text. */
typedef struct {
	wchar_t text[DIRECT_NAME_LENGTH];
	QueueFormat format;
} DirectName;

void directName(const char *queue, DirectName *name);
QueueFormat privateName(const char *queueManagerAndNumber);

/* The operations. */
Outcome openQueue(QueueFormat *name, unsigned long access, unsigned long share, QueueHandle *queue);
Outcome openNamed(const char *name, unsigned long access, unsigned long share, QueueHandle *queue);
Outcome closeQueue(QueueHandle *queue);
Outcome createCursor(QueueHandle queue, unsigned long *cursor);
Outcome closeCursor(QueueHandle queue, unsigned long cursor);
Outcome purgeQueue(QueueHandle queue);
Outcome startReceive(QueueHandle queue, const Request *request, Received *received);
Outcome cancelReceive(QueueHandle queue, unsigned long requestId);
Outcome endReceive(QueueHandle queue, unsigned long acknowledgement, unsigned long requestId);

Outcome getInfo(const ManagedObject *object, unsigned long count, unsigned long *ids, PropVariant *values);
Outcome act(const ManagedObject *object, const wchar_t *action);

/* Short forms of R_StartReceive. */
Outcome peek(QueueHandle queue, unsigned long action, unsigned long cursor, Received *received);
Outcome lookup(QueueHandle queue, unsigned long action, hyper lookupId, Received *received);
Outcome receive(QueueHandle queue, unsigned long requestId, Received *received);

/* The lookup id, put together from the priority in the packet and the sequence id ([MS-MQRR] 3.1.4.7). */
hyper lookupIdOf(const Received *received);
/* A handle as it goes over the wire; made into one again, the runtime believes in it even if the queue was closed. */
typedef unsigned char WireHandle[20];
void keepHandle(QueueHandle queue, WireHandle wire);
QueueHandle handleOf(const WireHandle wire);
/* Whether the first section holds this text as UTF-16. */
int holds(const Received *received, const char *text);
void release(Received *received);

#endif
