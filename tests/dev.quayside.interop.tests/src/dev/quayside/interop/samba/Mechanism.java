package dev.quayside.interop.samba;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
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

	/** Whether it cannot do without a ticket. */
	boolean needsKerberos() {
		return this != NTLM;
	}

	/** What is left when the negotiation has ended. */
	AuthenticationType proven() {
		return this == NTLM ? AuthenticationType.NTLM : AuthenticationType.KERBEROS;
	}

	/** As the user. */
	ClientSecurity security(AuthenticationLevel level) {
		return new ClientSecurity(initiator(ActiveDirectory.USER, ActiveDirectory.PASSWORD), level);
	}

	SecurityInitiator initiator(String user, String password) {
		return initiator(user, password, ActiveDirectory.REALM, Clock.systemUTC());
	}

	/** In another realm, or with another clock. */
	SecurityInitiator initiator(String user, String password, String realm, Clock clock) {
		return switch (this) {
			case NTLM -> new NtlmInitiator(realm.substring(0, realm.indexOf('.')), user, password.toCharArray());
			case KERBEROS -> new KerberosInitiator(
					new KerberosIdentity.Password(user + '@' + realm, password.toCharArray()), KerberosInitiator.HOST,
					clock);
		};
	}
}
