/* What the client can do; each checks what comes back. */
#ifndef SCENARIOS_H
#define SCENARIOS_H

#include "client.h"

/* opening.c */
void serverPort(const Session *session);
void openByDirectName(const Session *session);
void openByPrivateName(const Session *session);
void openUnknown(const Session *session);
void openWhatCannotBe(const Session *session);
void beRefused(const Session *session);
void openExclusively(const Session *session);
void useClosedHandle(const Session *session);
void lendHandle(const Session *session);
void useForeignHandle(const Session *session);
void callOtherOperations(const Session *session);

/* peeking.c */
void walkWithCursor(const Session *session);
void lookUp(const Session *session);
void cutIntoSections(const Session *session);
void readLargeBody(const Session *session);
void peekManyTimes(const Session *session);
void peekInTwoThreads(const Session *session);

/* receiving.c */
void receiveAndAcknowledge(const Session *session);
void receiveAndGiveBack(const Session *session);
void receiveByLookup(const Session *session);
void purge(const Session *session);

/* waiting.c */
void cancelWaitingReceive(const Session *session);
void closeUnderReceive(const Session *session);
void cancelWaitingPeek(const Session *session);
void waitForArrival(const Session *session);
void peekAtArrival(const Session *session);
void holdMessage(const Session *session);
void holdWaitingReceive(const Session *session);
void takeBack(const Session *session);

/* managing.c */
void askMachine(const Session *session);
void askQueue(const Session *session);
void askWhatCannotBe(const Session *session);
void actOnMachine(const Session *session);

#endif
