package dev.quayside.interop.samba;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.ClientSecurity;
import dev.quayside.rpc.auth.SecurityInitiator;
import dev.quayside.rpc.security.kerberos.KerberosIdentity;
import dev.quayside.rpc.security.kerberos.KerberosInitiator;
import dev.quayside.rpc.security.ntlm.NtlmInitiator;
import dev.quayside.rpc.security.spnego.NegotiateInitiator;
import dev.quayside.testkit.ActiveDirectory;

import java.time.Clock;
import java.util.List;

/** The ways to log on; the columns of the table in docs/protocol. */
enum Mechanism {

	NTLM,
	SPNEGO_NTLM,
	KERBEROS,
	SPNEGO_KERBEROS;

	/** Whether it cannot do without a ticket. */
	boolean needsKerberos() {
		return this == KERBEROS || this == SPNEGO_KERBEROS;
	}

	/** What is left when the negotiation has ended. */
	AuthenticationType proven() {
		return needsKerberos() ? AuthenticationType.KERBEROS : AuthenticationType.NTLM;
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
			case SPNEGO_NTLM -> new NegotiateInitiator(List.of(NTLM.initiator(user, password, realm, clock)));
			case SPNEGO_KERBEROS -> new NegotiateInitiator(List.of(KERBEROS.initiator(user, password, realm, clock)));
		};
	}
}
