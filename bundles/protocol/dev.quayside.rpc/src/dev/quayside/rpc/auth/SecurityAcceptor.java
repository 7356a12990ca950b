package dev.quayside.rpc.auth;

import java.util.Optional;

/** The server side of a security provider, with what it needs to know its users. Safe for use by several threads. */
public interface SecurityAcceptor {

	AuthenticationType type();

	/** Waits for the first token of a client. */
	SecurityExchange start();

	/** The principal name of this server for {@code rpc_mgmt_inq_princ_name}, if it has one. */
	Optional<String> principalName();
}
