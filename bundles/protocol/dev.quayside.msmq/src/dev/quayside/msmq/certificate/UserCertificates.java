package dev.quayside.msmq.certificate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All certificates of an account, as the attribute {@code mSMQSignCertificates} holds them ([MS-MQMQ] 2.2.21). Whatever
 * bytes are there can be read, and are written back exactly: what is no whole entry is kept as the tail.
 *
 * @param declared
 *            how many entries the bytes claim to hold; empty where not even that is there
 * @param entries
 *            those that are there as a whole, up to the first that is not
 * @param tail
 *            what follows them; empty in a sound value
 */
public record UserCertificates(OptionalLong declared, List<UserCertificate> entries, byte[] tail) {

	public static final UserCertificates NONE = of(List.of());

	/** No value of the attribute is longer. */
	public static final int MAX_BYTES = 1 << 20;

	private static final int HEADER = Integer.BYTES;

	public UserCertificates {
		entries = List.copyOf(entries);
		if (declared.isEmpty() && !(entries.isEmpty() && tail.length < HEADER)) {
			throw new IllegalArgumentException("Entries without their count");
		}
	}

	/** A sound value. */
	public static UserCertificates of(List<UserCertificate> entries) {
		return new UserCertificates(OptionalLong.of(entries.size()), entries, new byte[0]);
	}

	/** Never fails: see {@link #damage}. */
	public static UserCertificates parse(byte[] bytes) {
		if (bytes.length < HEADER) {
			return new UserCertificates(OptionalLong.empty(), List.of(), bytes.clone());
		}
		ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		long declared = Integer.toUnsignedLong(in.getInt());
		List<UserCertificate> entries = new ArrayList<>();
		while (entries.size() < declared) {
			UserCertificate entry = UserCertificate.read(in);
			if (entry == null) {
				break;
			}
			entries.add(entry);
		}
		byte[] tail = new byte[in.remaining()];
		in.get(tail);
		return new UserCertificates(OptionalLong.of(declared), entries, tail);
	}

	public byte[] toBytes() {
		int size = declared.isEmpty() ? tail.length : HEADER + tail.length;
		for (UserCertificate entry : entries) {
			size = Math.addExact(size, entry.size());
		}
		ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
		declared.ifPresent(count -> out.putInt((int) count));
		entries.forEach(entry -> entry.write(out));
		return out.put(tail).array();
	}

	/** What is wrong with the value as a whole, as a sentence without full stop. */
	public Optional<String> damage() {
		if (declared.isEmpty()) {
			return Optional.of("It has " + tail.length + " bytes, which is too short for the count of certificates");
		}
		long missing = declared.getAsLong() - entries.size();
		if (missing > 0) {
			return Optional.of("It claims to hold " + declared.getAsLong() + " certificates, but only " + entries.size()
					+ " are there as a whole"
					+ (tail.length == 0 ? "" : "; " + tail.length + " bytes after them are not"));
		}
		return tail.length == 0
				? Optional.empty()
				: Optional.of(tail.length + " bytes follow the last of its " + entries.size() + " certificates");
	}

	/**
	 * Without some entries. The count falls by as many, so a value that was damaged stays just as damaged: nothing is
	 * dropped that was not asked for.
	 *
	 * @param indices
	 *            of entries
	 */
	public UserCertificates without(Set<Integer> indices) {
		List<UserCertificate> kept = new ArrayList<>();
		for (int i = 0; i < entries.size(); i++) {
			if (!indices.contains(i)) {
				kept.add(entries.get(i));
			}
		}
		int removed = entries.size() - kept.size();
		OptionalLong count = declared.isEmpty()
				? declared
				: OptionalLong.of(declared.getAsLong() - removed);
		return new UserCertificates(count, kept, tail);
	}

	/**
	 * With one more at the end.
	 *
	 * @throws IllegalStateException
	 *             if the value is damaged: nobody would find the new entry behind the tail
	 */
	public UserCertificates with(UserCertificate entry) {
		if (damage().isPresent()) {
			throw new IllegalStateException(damage().get());
		}
		List<UserCertificate> all = new ArrayList<>(entries);
		all.add(entry);
		return of(all);
	}

	/** The whole entries alone, with their right count. */
	public UserCertificates repaired() {
		return of(entries);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof UserCertificates that && declared.equals(that.declared)
				&& entries.equals(that.entries) && Arrays.equals(tail, that.tail);
	}

	@Override
	public int hashCode() {
		return entries.hashCode() * 31 + declared.hashCode();
	}
}
