package dev.quayside.queuemanager.delivery;

import dev.quayside.msmq.packet.MessageClass;

/**
 * A message is not taken, for good.
 *
 * @param outcome
 *            the negative acknowledgement
 * @param why
 *            for people
 */
record Refusal(MessageClass outcome, String why) {}
