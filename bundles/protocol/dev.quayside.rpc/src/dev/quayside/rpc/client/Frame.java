package dev.quayside.rpc.client;

import dev.quayside.rpc.pdu.PduHeader;

/** One fragment as it came. */
record Frame(PduHeader header, byte[] bytes) {}
