package dev.quayside.rpc.security.kerberos.pac.internal;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.KeyedChecksum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A privilege attribute certificate ([MS-PAC] 2.3): what a domain says of somebody, in buffers, signed for the service and
 * for the domain itself. Buffers of other types, and further ones of a type, do not count.
 */
public final class Pac {

	static final int LOGON_INFORMATION = 1;
	static final int SERVER_SIGNATURE = 6;
	static final int KDC_SIGNATURE = 7;
	static final int CLIENT_INFORMATION = 10;

	private static final int HEAD = 8;
	private static final int ENTRY = 16;
	private static final int ALIGNMENT = 8;
	private static final int TYPE_SIZE = 4;
	private static final int CLIENT_HEAD = 10;
	/** {@code KERB_NON_KERB_CKSUM_SALT} ([MS-PAC] 2.8.4). */
	private static final int KEY_USAGE = 17;
	/** Between 1601 and 1970. */
	private static final long EPOCH_SECONDS = 11_644_473_600L;
	private static final long PER_SECOND = 10_000_000;

	/** Where a buffer is. */
	private record Place(int from, int size) {

		int to() {
			return from + size;
		}
	}

	private final byte[] bytes;
	private final Map<Integer, Place> places = new HashMap<>();

	private Pac(byte[] bytes) {
		this.bytes = bytes;
	}

	/**
	 * @throws PacException
	 *             if it is not well-formed, or one of the buffers that there must be is missing
	 */
	public static Pac decode(byte[] bytes) throws PacException {
		Pac pac = new Pac(bytes.clone());
		pac.index();
		return pac;
	}

	private void index() throws PacException {
		if (bytes.length < HEAD) {
			throw new PacException("It has " + bytes.length + " bytes");
		}
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long count = Integer.toUnsignedLong(in.getInt());
		int version = in.getInt();
		if (version != 0 || count > in.remaining() / ENTRY) {
			throw new PacException("It is of version " + version + " with " + count + " buffers in " + bytes.length
					+ " bytes");
		}
		int head = HEAD + (int) count * ENTRY;
		for (int i = 0; i < count; i++) {
			int type = in.getInt();
			long size = Integer.toUnsignedLong(in.getInt());
			long offset = in.getLong();
			if (offset < head || offset % ALIGNMENT != 0 || offset > bytes.length || size > bytes.length - offset) {
				throw new PacException("Its buffer of type " + type + " has " + size + " bytes at "
						+ Long.toUnsignedString(offset) + " of " + bytes.length);
			}
			places.putIfAbsent(type, new Place((int) offset, (int) size));
		}
	}

	private Place place(int type) throws PacException {
		Place place = places.get(type);
		if (place == null) {
			throw new PacException("It has no buffer of type " + type);
		}
		return place;
	}

	/**
	 * Checks the signature for the service ([MS-PAC] 2.8.4).
	 *
	 * @param key
	 *            of the service, by which the ticket was opened
	 * @throws PacException
	 *             if it was not made with this key, or over other bytes
	 */
	public void verify(EncryptionKey key) throws PacException {
		Place server = signature(SERVER_SIGNATURE);
		Place kdc = signature(KDC_SIGNATURE);
		KeyedChecksum checksum = new KeyedChecksum(key, KEY_USAGE);
		int type = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(server.from() - TYPE_SIZE);
		if (type != checksum.type() || server.size() < checksum.size()) {
			throw new PacException("It is signed with " + server.size() + " bytes of type " + type + ", not with "
					+ checksum.size() + " of type " + checksum.type() + " as the ticket");
		}
		byte[] unsigned = bytes.clone();
		clear(unsigned, server, checksum.size());
		clear(unsigned, kdc, KeyedChecksum.size(
				ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(kdc.from() - TYPE_SIZE), kdc.size()));
		byte[] signed = Arrays.copyOfRange(bytes, server.from(), server.from() + checksum.size());
		if (!MessageDigest.isEqual(signed, checksum.sum(unsigned))) {
			throw new PacException("Its signature does not fit");
		}
	}

	/** What follows the type of a signature. */
	private Place signature(int type) throws PacException {
		Place whole = place(type);
		if (whole.size() < TYPE_SIZE) {
			throw new PacException("Its signature of type " + type + " has " + whole.size() + " bytes");
		}
		return new Place(whole.from() + TYPE_SIZE, whole.size() - TYPE_SIZE);
	}

	/** An identifier of the domain controller may follow the signature; it is signed. */
	private static void clear(byte[] bytes, Place signature, int size) {
		Arrays.fill(bytes, signature.from(), signature.from() + size, (byte) 0);
	}

	/**
	 * Checks whom it is of ([MS-PAC] 2.7).
	 *
	 * @param authenticated
	 *            when the client of the ticket has shown its password, to the second
	 * @param name
	 *            of the client of the ticket, without its realm
	 * @throws PacException
	 *             if it is of somebody else, or of another time
	 */
	public void checkClient(Instant authenticated, String name) throws PacException {
		Place place = place(CLIENT_INFORMATION);
		ByteBuffer in = ByteBuffer.wrap(bytes, place.from(), place.size()).order(ByteOrder.LITTLE_ENDIAN);
		if (place.size() < CLIENT_HEAD) {
			throw new PacException("What it says of its client has " + place.size() + " bytes");
		}
		long time = in.getLong();
		int length = Short.toUnsignedInt(in.getShort());
		if (length > in.remaining()) {
			throw new PacException("The name of its client has " + length + " bytes, and there are " + in.remaining());
		}
		String client = new String(bytes, in.position(), length, StandardCharsets.UTF_16LE);
		if (Math.floorDiv(time, PER_SECOND) - EPOCH_SECONDS != authenticated.getEpochSecond()
				|| !client.equalsIgnoreCase(name)) {
			throw new PacException("It is of " + client + ", the ticket of " + name + ", or of another logon");
		}
	}

	/**
	 * The SIDs of the account, of its primary group and of all its other groups, in this order and each once; without those
	 * that no domain may give out. To be believed only after {@link #verify}. Empty for one without logon information, such as
	 * MIT's server issues where it knows no SIDs.
	 */
	public List<String> sids() throws PacException {
		Place place = places.get(LOGON_INFORMATION);
		return place == null
				? List.of()
				: LogonInfo.decode(Arrays.copyOfRange(bytes, place.from(), place.to())).sids();
	}
}
