package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.kerberos.message.internal.EncryptedData;
import dev.quayside.rpc.security.kerberos.message.internal.PrincipalName;
import dev.quayside.rpc.security.kerberos.message.internal.Ticket;
import dev.quayside.rpc.security.kerberos.message.internal.TicketPart;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Issues tickets without a KDC; writes keytabs and ticket caches. */
public final class TestRealm {

	public static final String REALM = "QUAYSIDE.TEST";
	public static final String SERVICE = "host/server.quayside.test";
	public static final String USER = "alice";

	private static final SecureRandom RANDOM = new SecureRandom();

	private TestRealm() {}

	/** What a ticket says; by default it is valid from an hour ago for nine more. */
	public record Issue(EncryptionKey serviceKey, long version, EncryptionKey sessionKey, String user, int flags,
			Instant start, Instant end, Optional<byte[]> pac) {

		public static Issue of(EncryptionKey serviceKey, EncryptionType session) {
			Instant now = Instant.now();
			return new Issue(serviceKey, 3, EncryptionKey.random(session, RANDOM), USER, 0,
					now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(9)), Optional.empty());
		}

		public Issue valid(Instant from, Instant to) {
			return new Issue(serviceKey, version, sessionKey, user, flags, from, to, pac);
		}

		public Issue flags(int changed) {
			return new Issue(serviceKey, version, sessionKey, user, changed, start, end, pac);
		}

		/** With a privilege attribute certificate. */
		public Issue pac(byte[] certificate) {
			return new Issue(serviceKey, version, sessionKey, user, flags, start, end, Optional.of(certificate));
		}

		ServiceTicket ticket() {
			return ticket(user);
		}

		/** With another name on the outside than in the encrypted part. */
		ServiceTicket ticket(String announced) {
			TicketPart part = new TicketPart(flags, sessionKey, REALM, PrincipalName.of(PrincipalName.PRINCIPAL, user),
					start, start, end, pac);
			EncryptedData encrypted = new EncryptedData(serviceKey.type().value(), OptionalLong.of(version),
					serviceKey.cipher(KeyUsage.TICKET, RANDOM).encrypt(part.encode()));
			PrincipalName service = PrincipalName.of(PrincipalName.SERVICE_INSTANCE, SERVICE);
			return new ServiceTicket(new Ticket(REALM, service, encrypted).encode(), sessionKey, REALM,
					PrincipalName.of(PrincipalName.PRINCIPAL, announced), REALM, service, end);
		}
	}

	/** One key of a keytab. */
	public record Entry(String principal, int version, EncryptionKey key) {}

	/** In the format of MIT, version 2. */
	public static Path keytab(Path file, Entry... entries) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeShort(0x0502);
		for (Entry entry : entries) {
			ByteArrayOutputStream one = new ByteArrayOutputStream();
			write(new DataOutputStream(one), entry);
			out.writeInt(one.size());
			one.writeTo(out);
		}
		return Files.write(file, bytes.toByteArray());
	}

	private static void write(DataOutputStream out, Entry entry) throws IOException {
		String[] components = entry.principal().split("/");
		out.writeShort(components.length);
		text(out, REALM);
		for (String component : components) {
			text(out, component);
		}
		out.writeInt(PrincipalName.PRINCIPAL);
		out.writeInt((int) Instant.now().getEpochSecond());
		out.writeByte(entry.version());
		out.writeShort(entry.key().type().value());
		out.writeShort(entry.key().bytes().length);
		out.write(entry.key().bytes());
	}

	private static void text(DataOutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.writeShort(bytes.length);
		out.write(bytes);
	}

	/**
	 * In a file, version 4.
	 *
	 * @param service
	 *            that the cache says the ticket is for
	 */
	static Path cache(Path file, ServiceTicket ticket, String service) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.writeShort(0x0504);
		out.writeShort(0);
		principal(out, ticket.client().toString());
		principal(out, ticket.client().toString());
		principal(out, service);
		out.writeShort(ticket.sessionKey().type().value());
		data(out, ticket.sessionKey().bytes());
		int end = (int) ticket.end().getEpochSecond();
		for (int time : new int[]{ end - 3600, end - 36_000, end, 0 }) {
			out.writeInt(time);
		}
		out.writeByte(0);
		out.writeInt(0);
		out.writeInt(0);
		out.writeInt(0);
		data(out, ticket.encoded());
		data(out, new byte[0]);
		return Files.write(file, bytes.toByteArray());
	}

	private static void principal(DataOutputStream out, String name) throws IOException {
		String[] components = name.split("/");
		out.writeInt(PrincipalName.PRINCIPAL);
		out.writeInt(components.length);
		data(out, REALM.getBytes(StandardCharsets.UTF_8));
		for (String component : components) {
			data(out, component.getBytes(StandardCharsets.UTF_8));
		}
	}

	private static void data(DataOutputStream out, byte[] data) throws IOException {
		out.writeInt(data.length);
		out.write(data);
	}
}
