package dev.quayside.interop;

import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;

import java.util.List;

/** The one account that a queue manager of the tests knows. */
final class TestAccount {

	static final String USER = "alice";
	static final String PASSWORD = "s3cret-w\u00f6rd";

	private TestAccount() {}

	/** NTLM, by itself or negotiated. */
	static ServerSecurity security(AuthenticationLevel required) {
		NtlmAcceptor ntlm = new NtlmAcceptor(
				NtlmAccounts.of(List.of(new NtlmAccount("", USER, NtHash.of(PASSWORD.toCharArray())))),
				ServerNames.standalone("server.quayside.test"), false);
		return new ServerSecurity(List.of(ntlm, new NegotiateAcceptor(List.of(ntlm))), required,
				caller -> !caller.principal().isAnonymous());
	}
}
