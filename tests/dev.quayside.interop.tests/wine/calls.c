/* Each operation, with a raised exception as an ordinary outcome. */
#include <stdlib.h>

#include "client.h"

/* A call on its way through guarded(). */
typedef struct {
	QueueHandle *queue;
	QueueFormat *name;
	unsigned long first;
	unsigned long second;
	unsigned long *cursor;
	const Request *request;
	Received *received;
	const ManagedObject *object;
	unsigned long *ids;
	PropVariant *values;
	const wchar_t *action;
	long result;
} Call;

void *__RPC_USER midl_user_allocate(SIZE_T size)
{
	return malloc(size);
}

void __RPC_USER midl_user_free(void *memory)
{
	free(memory);
}

static Outcome run(void (*body)(void *), Call *call)
{
	unsigned long exception = guarded(body, call);
	return exception != 0 ? RAISED(exception) : (unsigned long)call->result;
}

static int authenticate(handle_t binding, const Identity *identity)
{
	SEC_WINNT_AUTH_IDENTITY_A account = {
		.User = (unsigned char *)identity->user,
		.UserLength = strlen(identity->user),
		.Domain = (unsigned char *)identity->domain,
		.DomainLength = strlen(identity->domain),
		.Password = (unsigned char *)identity->password,
		.PasswordLength = strlen(identity->password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
	};
	return RpcBindingSetAuthInfoA(binding, NULL, identity->level, identity->service, &account, RPC_C_AUTHZ_NONE)
			== RPC_S_OK;
}

static int bindOne(unsigned char *text, const Identity *identity, handle_t *binding)
{
	return RpcBindingFromStringBindingA(text, binding) == RPC_S_OK
			&& (identity->level == 0 || authenticate(*binding, identity));
}

int bindTo(const char *host, const char *port, const Identity *identity)
{
	unsigned char *text = NULL;
	if (RpcStringBindingComposeA(NULL, (unsigned char *)"ncacn_ip_tcp", (unsigned char *)host, (unsigned char *)port,
			NULL, &text) != RPC_S_OK) {
		return 0;
	}
	int bound = bindOne(text, identity, &remoteReadBinding) && bindOne(text, identity, &managementBinding);
	RpcStringFreeA(&text);
	return bound;
}

void directName(const char *queue, DirectName *name)
{
	memset(name, 0, sizeof *name);
	_snwprintf(name->text, DIRECT_NAME_LENGTH - 1, L"OS:localhost\\private$\\%hs", queue);
	name->format.kind = 3;
	name->format.name.direct = name->text;
}

QueueFormat privateName(const char *queueManagerAndNumber)
{
	QueueFormat format = {.kind = 2};
	char guid[64] = "";
	UUID lineage = {0};
	sscanf(queueManagerAndNumber, "%63[^\\]\\%lx", guid, &format.name.privateQueue.uniquifier);
	UuidFromStringA((unsigned char *)guid, &lineage);
	memcpy(&format.name.privateQueue.lineage, &lineage, sizeof lineage);
	return format;
}

void keepHandle(QueueHandle queue, WireHandle wire)
{
	NDRCContextMarshall(queue, wire);
}

QueueHandle handleOf(const WireHandle wire)
{
	NDR_CCONTEXT queue = NULL;
	NDRCContextUnmarshall(&queue, remoteReadBinding, (void *)wire, NDR_LOCAL_DATA_REPRESENTATION);
	return queue;
}

static void callOpen(void *argument)
{
	Call *call = argument;
	MsmqGuid client = {0x51b1e4a0, 0x0b1d, 0x4c55, {1, 2, 3, 4, 5, 6, 7, 8}};
	R_OpenQueue(call->name, call->first, call->second, &client, 1, 6, 1, 7601, 1, call->queue);
}

Outcome openQueue(QueueFormat *name, unsigned long access, unsigned long share, QueueHandle *queue)
{
	Call call = {.queue = queue, .name = name, .first = access, .second = share};
	*queue = NULL;
	return run(callOpen, &call);
}

Outcome openNamed(const char *name, unsigned long access, unsigned long share, QueueHandle *queue)
{
	DirectName direct;
	directName(name, &direct);
	return openQueue(&direct.format, access, share, queue);
}

static void callClose(void *argument)
{
	Call *call = argument;
	call->result = R_CloseQueue(call->queue);
}

Outcome closeQueue(QueueHandle *queue)
{
	Call call = {.queue = queue};
	return run(callClose, &call);
}

static void callCreateCursor(void *argument)
{
	Call *call = argument;
	call->result = R_CreateCursor(*call->queue, call->cursor);
}

Outcome createCursor(QueueHandle queue, unsigned long *cursor)
{
	Call call = {.queue = &queue, .cursor = cursor};
	return run(callCreateCursor, &call);
}

static void callCloseCursor(void *argument)
{
	Call *call = argument;
	call->result = R_CloseCursor(*call->queue, call->first);
}

Outcome closeCursor(QueueHandle queue, unsigned long cursor)
{
	Call call = {.queue = &queue, .first = cursor};
	return run(callCloseCursor, &call);
}

static void callPurge(void *argument)
{
	Call *call = argument;
	call->result = R_PurgeQueue(*call->queue);
}

Outcome purgeQueue(QueueHandle queue)
{
	Call call = {.queue = &queue};
	return run(callPurge, &call);
}

static void callStartReceive(void *argument)
{
	Call *call = argument;
	const Request *request = call->request;
	Received *received = call->received;
	call->result = R_StartReceive(*call->queue, request->lookupId, request->cursor, request->action,
			request->timeout, request->requestId, request->maxBody, request->maxBody, &received->arrived,
			&received->sequenceId, &received->sectionCount, &received->sections);
}

Outcome startReceive(QueueHandle queue, const Request *request, Received *received)
{
	Call call = {.queue = &queue, .request = request, .received = received};
	memset(received, 0, sizeof *received);
	return run(callStartReceive, &call);
}

static void callCancelReceive(void *argument)
{
	Call *call = argument;
	call->result = R_CancelReceive(*call->queue, call->first);
}

Outcome cancelReceive(QueueHandle queue, unsigned long requestId)
{
	Call call = {.queue = &queue, .first = requestId};
	return run(callCancelReceive, &call);
}

static void callEndReceive(void *argument)
{
	Call *call = argument;
	call->result = R_EndReceive(*call->queue, call->first, call->second);
}

Outcome endReceive(QueueHandle queue, unsigned long acknowledgement, unsigned long requestId)
{
	Call call = {.queue = &queue, .first = acknowledgement, .second = requestId};
	return run(callEndReceive, &call);
}

static void callGetInfo(void *argument)
{
	Call *call = argument;
	call->result = R_QMMgmtGetInfo(call->object, call->first, call->ids, call->values);
}

Outcome getInfo(const ManagedObject *object, unsigned long count, unsigned long *ids, PropVariant *values)
{
	Call call = {.object = object, .first = count, .ids = ids, .values = values};
	return run(callGetInfo, &call);
}

static void callAction(void *argument)
{
	Call *call = argument;
	call->result = R_QMMgmtAction(call->object, call->action);
}

Outcome act(const ManagedObject *object, const wchar_t *action)
{
	Call call = {.object = object, .action = action};
	return run(callAction, &call);
}

Outcome peek(QueueHandle queue, unsigned long action, unsigned long cursor, Received *received)
{
	Request request = {.action = action, .cursor = cursor, .maxBody = WHOLE_BODY};
	return startReceive(queue, &request, received);
}

Outcome lookup(QueueHandle queue, unsigned long action, hyper lookupId, Received *received)
{
	Request request = {.action = action, .lookupId = lookupId, .requestId = LOOKUP_REQUEST, .maxBody = WHOLE_BODY};
	return startReceive(queue, &request, received);
}

Outcome receive(QueueHandle queue, unsigned long requestId, Received *received)
{
	Request request = {.action = RECEIVE, .requestId = requestId, .maxBody = WHOLE_BODY};
	return startReceive(queue, &request, received);
}

hyper lookupIdOf(const Received *received)
{
	int priority = received->sections[0].data[2] & 7;
	return (hyper)(7 - priority) << 56 | received->sequenceId;
}

int holds(const Received *received, const char *text)
{
	size_t length = 2 * strlen(text);
	const SectionBuffer *first = received->sections;
	for (size_t at = 0; at + length <= first->size; at++) {
		size_t i = 0;
		while (i < length && first->data[at + i] == (i % 2 == 0 ? (byte)text[i / 2] : 0)) {
			i++;
		}
		if (i == length) {
			return 1;
		}
	}
	return 0;
}

void release(Received *received)
{
	for (unsigned long i = 0; received->sections != NULL && i < received->sectionCount; i++) {
		midl_user_free(received->sections[i].data);
	}
	midl_user_free(received->sections);
	memset(received, 0, sizeof *received);
}
