package dev.quayside.rpc.security.spnego;

import dev.quayside.rpc.auth.AuthenticationType;

import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be agreed on, by its object identifier ([MS-SPNG] 1.9.1, 3.1.5.2). */
enum Mechanism {

	KERBEROS("1.2.840.113554.1.2.2", AuthenticationType.KERBEROS),
	/** The same, as Windows 2000 wrote it and Windows still puts it first. */
	MICROSOFT_KERBEROS("1.2.840.48018.1.2.2", AuthenticationType.KERBEROS),
	NTLM("1.3.6.1.4.1.311.2.2.10", AuthenticationType.NTLM);

	private final ASN1ObjectIdentifier identifier;
	private final byte[] content;
	private final AuthenticationType type;

	Mechanism(String identifier, AuthenticationType type) {
		this.identifier = new ASN1ObjectIdentifier(identifier);
		byte[] encoded = encoded(this.identifier);
		this.content = Arrays.copyOfRange(encoded, 2, encoded.length);
		this.type = type;
	}

	ASN1ObjectIdentifier identifier() {
		return identifier;
	}

	AuthenticationType type() {
		return type;
	}

	/** All names of a provider. */
	static Stream<Mechanism> of(AuthenticationType type) {
		return Arrays.stream(values()).filter(mechanism -> mechanism.type == type);
	}

	/**
	 * @param content
	 *            of the object identifier, without tag and length
	 */
	static Optional<Mechanism> ofContent(byte[] content) {
		return Arrays.stream(values()).filter(mechanism -> Arrays.equals(mechanism.content, content)).findFirst();
	}

	/** The list as it stands in a token: what a mechListMIC is made of. */
	static byte[] encoded(List<Mechanism> mechanisms) {
		return encoded(new DERSequence(identifiers(mechanisms)));
	}

	static ASN1ObjectIdentifier[] identifiers(List<Mechanism> mechanisms) {
		return mechanisms.stream().map(Mechanism::identifier).toArray(ASN1ObjectIdentifier[]::new);
	}

	private static byte[] encoded(ASN1Object object) {
		try {
			return object.getEncoded(ASN1Encoding.DER);
		} catch (IOException e) {
			throw new IllegalStateException("Nothing is read or written", e);
		}
	}
}
