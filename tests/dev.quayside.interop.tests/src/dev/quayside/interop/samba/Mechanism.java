package dev.quayside.interop.samba;

import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.kerberos.KerberosIdentity;
import dev.quayside.rpc.security.kerberos.KerberosInitiator;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.testkit.ActiveDirectory;

import java.time.Clock;

/** The ways to log on; the columns of the table in docs/protocol. */
enum Mechanism {

	NTLM,
	KERBEROS;

	SecurityInitiator initiator(String user, String password) {
		return initiator(user, password, Clock.systemUTC());
	}

	SecurityInitiator initiator(String user, String password, Clock clock) {
		return switch (this) {
			case NTLM -> new NtlmInitiator(ActiveDirectory.DOMAIN, user, password.toCharArray());
			case KERBEROS -> new KerberosInitiator(
					new KerberosIdentity.Password(user + '@' + ActiveDirectory.REALM, password.toCharArray()),
					KerberosInitiator.HOST, clock);
		};
	}
}
