package dev.quayside.msmq.certificate;

import dev.quayside.msmq.Guids;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * One certificate of an account ([MS-MQMQ] 2.2.22).
 *
 * @param digest
 *            that the entry states; 16 bytes
 * @param identifier
 *            made up by whoever registered the certificate
 * @param certificate
 *            X.509 in DER, not looked at
 */
public record UserCertificate(byte[] digest, UUID identifier, byte[] certificate) {

	public static final int DIGEST_SIZE = 16;

	/** What an entry occupies besides the certificate. */
	public static final int OVERHEAD = DIGEST_SIZE + Guids.SIZE + Integer.BYTES;

	public UserCertificate {
		Objects.requireNonNull(identifier);
		Objects.requireNonNull(certificate);
		if (digest.length != DIGEST_SIZE) {
			throw new IllegalArgumentException("A digest of " + digest.length + " bytes");
		}
	}

	/** With the digest that belongs to the certificate. */
	public static UserCertificate of(UUID identifier, byte[] certificate) {
		return new UserCertificate(digestOf(certificate), identifier, certificate);
	}

	/** MD5, by which a receiver finds the account of a certificate. */
	public static byte[] digestOf(byte[] certificate) {
		try {
			return MessageDigest.getInstance("MD5").digest(certificate);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Whether it states the digest that belongs to its certificate. */
	public boolean hasRightDigest() {
		return Arrays.equals(digest, digestOf(certificate));
	}

	int size() {
		return OVERHEAD + certificate.length;
	}

	void write(ByteBuffer out) {
		out.put(digest);
		Guids.put(out, identifier);
		out.putInt(certificate.length).put(certificate);
	}

	/** Reads an entry that is there as a whole; otherwise the position stays and the result is null. */
	static UserCertificate read(ByteBuffer in) {
		int start = in.position();
		if (in.remaining() < OVERHEAD) {
			return null;
		}
		byte[] digest = new byte[DIGEST_SIZE];
		in.get(digest);
		UUID identifier = Guids.get(in);
		long length = Integer.toUnsignedLong(in.getInt());
		if (length > in.remaining()) {
			in.position(start);
			return null;
		}
		byte[] certificate = new byte[(int) length];
		in.get(certificate);
		return new UserCertificate(digest, identifier, certificate);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof UserCertificate that && Arrays.equals(digest, that.digest)
				&& identifier.equals(that.identifier) && Arrays.equals(certificate, that.certificate);
	}

	@Override
	public int hashCode() {
		return identifier.hashCode() * 31 + Arrays.hashCode(digest);
	}

	@Override
	public String toString() {
		return "certificate " + identifier + " of " + certificate.length + " bytes";
	}
}
