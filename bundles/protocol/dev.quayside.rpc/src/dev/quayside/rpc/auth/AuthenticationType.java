package dev.quayside.rpc.auth;

import java.util.Arrays;
import java.util.Optional;

/** Security providers that this runtime knows ([MS-RPCE] 2.2.1.1.7). */
public enum AuthenticationType {

	/** SPNEGO ([MS-SPNG]). */
	NEGOTIATE(9),
	NTLM(10),
	KERBEROS(16);

	private final int value;

	AuthenticationType(int value) {
		this.value = value;
	}

	/** {@code auth_type} of the sec_trailer. */
	public int value() {
		return value;
	}

	/** Whether its last token goes from the client to the server, who does not answer it ([MS-RPCE] 2.2.1.1.7). */
	public boolean isOddLegged() {
		return this == NTLM;
	}

	/** Empty for a provider that is not known here. */
	public static Optional<AuthenticationType> ofWire(int value) {
		return Arrays.stream(values()).filter(type -> type.value == value).findFirst();
	}
}
