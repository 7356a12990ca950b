package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

import java.util.Optional;

/** {@code AuthorizationData} of a ticket ([RFC 4120] 5.2.6), of which the privilege attribute certificate counts. */
final class AuthorizationData {

	private static final int IF_RELEVANT = 1;
	private static final int WIN2K_PAC = 128;

	private AuthorizationData() {}

	/** What a container of authorization data holds, and a container as a certificate comes in. */
	private record Element(int type, byte[] data) {

		static Element read(DerReader list) throws DerException {
			DerReader element = list.sequence();
			int type = element.field(0).int32();
			byte[] data = element.field(1).octets();
			element.end();
			return new Element(type, data);
		}
	}

	/** The first certificate; it must be marked as of use to those only who understand it ([MS-KILE] 2.2). */
	static Optional<byte[]> pac(DerReader field) throws DerException {
		DerReader list = field.sequence();
		field.end();
		Optional<byte[]> found = Optional.empty();
		while (list.hasNext()) {
			Element element = Element.read(list);
			if (element.type() == IF_RELEVANT && found.isEmpty()) {
				found = find(element.data());
			}
		}
		return found;
	}

	private static Optional<byte[]> find(byte[] container) throws DerException {
		DerReader whole = new DerReader(container);
		DerReader list = whole.sequence();
		whole.end();
		while (list.hasNext()) {
			Element element = Element.read(list);
			if (element.type() == WIN2K_PAC) {
				return Optional.of(element.data());
			}
		}
		return Optional.empty();
	}

	/** One certificate. */
	static void write(byte[] pac, DerWriter field) {
		byte[] container = DerWriter.elements(out -> list(out, WIN2K_PAC, pac));
		list(field, IF_RELEVANT, container);
	}

	private static void list(DerWriter out, int type, byte[] data) {
		out.sequence(list -> list.sequence(element -> element.field(0, number -> number.integer(type)).field(1,
				octets -> octets.octets(data))));
	}
}
