package dev.quayside.msmq.packet;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The signature of a message, which the key in the certificate that it carries has made ([MS-MQQB] 3.1.5.8.3). Nothing is
 * said of whose certificate that is.
 */
public enum MessageSignature {

	MSMQ1(1),
	MSMQ2(3),
	MSMQ3(5);

	/** Algorithms by their number ([MS-MQMQ] 2.2.19.3), with what stands in front of a hash in [RFC8017] 9.2. */
	private enum Hash {

		MD2(0x8001, "MD2", "3020300c06082a864886f70d020205000410"),
		MD5(0x8003, "MD5", "3020300c06082a864886f70d020505000410"),
		SHA1(0x8004, "SHA-1", "3021300906052b0e03021a05000414"),
		SHA256(0x800C, "SHA-256", "3031300d060960864801650304020105000420"),
		SHA512(0x800E, "SHA-512", "3051300d060960864801650304020305000440");

		private final long number;
		private final String algorithm;
		private final byte[] prefix;

		Hash(long number, String algorithm, String prefix) {
			this.number = number;
			this.algorithm = algorithm;
			this.prefix = HexFormat.of().parseHex(prefix);
		}

		static Optional<Hash> of(long number) {
			return Stream.of(values()).filter(hash -> hash.number == number).findFirst();
		}

		MessageDigest digest() {
			try {
				return MessageDigest.getInstance(algorithm);
			} catch (NoSuchAlgorithmException e) {
				throw new IllegalStateException("Every Java runtime has " + algorithm, e);
			}
		}
	}

	private static final int BYTE = 8;
	private static final int MIN_PADDING = 8;

	private final int value;

	MessageSignature(int value) {
		this.value = value;
	}

	/** As receivers note it in the security header: the field AS. */
	public int value() {
		return value;
	}

	/** Whether a message is signed, and says by whom. */
	public static boolean isSigned(MessagePacket packet) {
		return packet.security().isPresent()
				&& (packet.security().get().signature().length > 0 || multiple(packet).length > 0);
	}

	private static byte[] multiple(MessagePacket packet) {
		return packet.optional().multiQueue().map(MultiQueueHeader::signature).orElse(new byte[0]);
	}

	/**
	 * Checks the signature of a message with its security header and whole body.
	 *
	 * @return which one it is; empty if none fits, or it cannot be checked
	 */
	public static Optional<MessageSignature> verify(MessagePacket packet) {
		SecurityHeader header = packet.security().orElseThrow();
		Optional<Hash> hash = Hash.of(packet.properties().crypto().hashAlgorithm());
		Optional<RSAPublicKey> key = key(header.certificate());
		if (hash.isEmpty() || key.isEmpty()) {
			return Optional.empty();
		}
		boolean single = header.signature().length > 0;
		List<byte[]> contents = contents(single ? header.signature() : multiple(packet), key.get());
		return (single ? Stream.of(MSMQ2, MSMQ1) : Stream.of(MSMQ3))
				.filter(kind -> fits(packet, kind, hash.get(), contents)).findFirst();
	}

	private static Optional<RSAPublicKey> key(byte[] certificate) {
		try {
			PublicKey key = CertificateFactory.getInstance("X.509")
					.generateCertificate(new ByteArrayInputStream(certificate)).getPublicKey();
			return key instanceof RSAPublicKey rsa ? Optional.of(rsa) : Optional.empty();
		} catch (CertificateException e) {
			return Optional.empty();
		}
	}

	private static boolean fits(MessagePacket packet, MessageSignature kind, Hash hash, List<byte[]> contents) {
		for (SignedFields reading : contents.isEmpty() ? List.<SignedFields>of() : SignedFields.readings(packet)) {
			MessageDigest digest = hash.digest();
			reading.update(digest, packet, kind);
			byte[] bare = digest.digest();
			byte[] named = join(hash.prefix, bare);
			if (contents.stream().anyMatch(content -> Arrays.equals(content, named) || Arrays.equals(content, bare))) {
				return true;
			}
		}
		return false;
	}

	/** What was signed; a signature begins with its greatest byte, or with its least as Windows libraries have it. */
	private static List<byte[]> contents(byte[] signature, RSAPublicKey key) {
		return Stream.of(signature, reversed(signature)).map(bytes -> content(bytes, key)).flatMap(Optional::stream)
				.toList();
	}

	/** What is behind the padding of [RFC8017] 9.2. */
	private static Optional<byte[]> content(byte[] signature, RSAPublicKey key) {
		int size = (key.getModulus().bitLength() + BYTE - 1) / BYTE;
		BigInteger number = new BigInteger(1, signature);
		if (signature.length != size || number.compareTo(key.getModulus()) >= 0) {
			return Optional.empty();
		}
		byte[] opened = number.modPow(key.getPublicExponent(), key.getModulus()).toByteArray();
		int at = 1;
		while (at < opened.length && opened[at] == (byte) 0xFF) {
			at++;
		}
		boolean isPadded = opened.length == size - 1 && opened[0] == 1 && at > MIN_PADDING && at < opened.length
				&& opened[at] == 0;
		return isPadded ? Optional.of(Arrays.copyOfRange(opened, at + 1, opened.length)) : Optional.empty();
	}

	private static byte[] reversed(byte[] bytes) {
		byte[] result = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			result[i] = bytes[bytes.length - 1 - i];
		}
		return result;
	}

	private static byte[] join(byte[] first, byte[] second) {
		byte[] result = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, result, first.length, second.length);
		return result;
	}
}
