package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.security.kerberos.crypto.internal.AesChecksum;
import dev.quayside.rpc.security.kerberos.crypto.internal.AesCipher;
import dev.quayside.rpc.security.kerberos.crypto.internal.Associated;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.IntegrityException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The tokens of AES keys ([RFC 4121] 4.2). What is sealed stays in its place: everything else that is encrypted is rotated
 * to the front, into the signature ([MS-KILE] 3.4.5.4.1).
 */
final class CfxTokens implements MessageTokens {

	private static final int HEADER = 16;
	/** Bytes of padding in what is sealed: a block, as Windows wants it. */
	private static final int FILLER = 16;

	private static final int MIC = 0x0404;
	private static final int WRAP = 0x0504;

	private static final int SENT_BY_ACCEPTOR = 0x01;
	private static final int SEALED = 0x02;
	private static final int ACCEPTOR_SUBKEY = 0x04;

	private static final int FLAGS_AT = 2;
	private static final int FILLER_AT = 3;
	private static final int EXTRA_COUNT_AT = 4;
	private static final int ROTATION_AT = 6;
	private static final int SEQUENCE_AT = 8;

	private final boolean initiator;
	private final boolean acceptorSubkey;
	private final int sumSize;
	private final AesCipher sealing;
	private final AesCipher opening;
	private final AesChecksum signing;
	private final AesChecksum checking;
	private long sendSequence;
	private long receiveSequence;

	CfxTokens(Agreement agreement, SecureRandom random) {
		EncryptionKey key = agreement.key().key();
		initiator = agreement.initiator();
		acceptorSubkey = agreement.key().ofAcceptor();
		sendSequence = agreement.sendSequence();
		receiveSequence = agreement.receiveSequence();
		sumSize = key.type().macSize();
		sealing = (AesCipher) key.cipher(KeyUsage.seal(initiator), random);
		opening = (AesCipher) key.cipher(KeyUsage.seal(!initiator), random);
		signing = new AesChecksum(key, KeyUsage.sign(initiator));
		checking = new AesChecksum(key, KeyUsage.sign(!initiator));
	}

	@Override
	public int size(boolean sealed) {
		return sealed ? HEADER + FILLER + HEADER + sumSize + AesCipher.CONFOUNDER : HEADER + sumSize;
	}

	@Override
	public void protect(Coverage message) {
		if (message.sealed()) {
			seal(message);
		} else {
			byte[] header = header(MIC, flags(initiator, false), 0xFFFF_FFFF, sendSequence++);
			byte[] sum = signing.sum(message.bytes(), message.signedFrom(), message.signedTo(), header);
			System.arraycopy(header, 0, message.bytes(), message.signatureAt(), HEADER);
			System.arraycopy(sum, 0, message.bytes(), message.signatureAt() + HEADER, sumSize);
		}
	}

	private void seal(Coverage message) {
		byte[] bytes = message.bytes();
		int length = message.sealedTo() - message.sealedFrom();
		byte[] header = header(WRAP, flags(initiator, true), FILLER << 16, sendSequence++);
		byte[] plaintext = new byte[length + FILLER + HEADER];
		System.arraycopy(bytes, message.sealedFrom(), plaintext, 0, length);
		Arrays.fill(plaintext, length, length + FILLER, (byte) 0xFF);
		System.arraycopy(header, 0, plaintext, length + FILLER, HEADER);
		byte[] sealed = sealing.seal(plaintext, associated(message));

		int rotation = HEADER + sumSize;
		ByteBuffer.wrap(header).putShort(ROTATION_AT, (short) rotation);
		int front = FILLER + rotation;
		int back = sealed.length - front;
		int at = message.signatureAt();
		System.arraycopy(header, 0, bytes, at, HEADER);
		System.arraycopy(sealed, back, bytes, at + HEADER, front);
		System.arraycopy(sealed, 0, bytes, at + HEADER + front, AesCipher.CONFOUNDER);
		System.arraycopy(sealed, AesCipher.CONFOUNDER, bytes, message.sealedFrom(), length);
	}

	@Override
	public void unprotect(Coverage message) throws RpcSecurityException {
		if (message.signatureLength() < HEADER) {
			throw MessageTokens.tampered("its signature has only " + message.signatureLength() + " bytes");
		}
		ByteBuffer header = ByteBuffer.allocate(HEADER).put(message.bytes(), message.signatureAt(), HEADER).flip();
		int expected = message.sealed() ? WRAP : MIC;
		int found = header.getShort(0) & 0xFFFF;
		if (found != expected) {
			throw MessageTokens.tampered("its token is 0x%04X instead of 0x%04X".formatted(found, expected));
		}
		int flags = flags(!initiator, message.sealed());
		if (header.get(FLAGS_AT) != flags || header.get(FILLER_AT) != -1) {
			throw MessageTokens.tampered("its token has flags 0x%02X instead of 0x%02X"
					.formatted(header.get(FLAGS_AT), flags));
		}
		long sequence = header.getLong(SEQUENCE_AT);
		if (message.sealed()) {
			open(message, header);
		} else {
			check(message, header);
		}
		if (sequence != receiveSequence) {
			throw MessageTokens.outOfOrder(sequence, receiveSequence);
		}
		receiveSequence++;
	}

	private void check(Coverage message, ByteBuffer header) throws RpcSecurityException {
		byte[] bytes = message.bytes();
		byte[] sum = checking.sum(bytes, message.signedFrom(), message.signedTo(), header.array());
		int at = message.signatureAt() + HEADER;
		byte[] found = Arrays.copyOfRange(bytes, at, message.signatureAt() + message.signatureLength());
		if (header.getInt(EXTRA_COUNT_AT) != -1 || !MessageDigest.isEqual(sum, found)) {
			throw MessageTokens.tampered("its signature does not fit");
		}
	}

	private void open(Coverage message, ByteBuffer header) throws RpcSecurityException {
		int extra = header.getShort(EXTRA_COUNT_AT) & 0xFFFF;
		int rotation = header.getShort(ROTATION_AT) & 0xFFFF;
		int length = message.sealedTo() - message.sealedFrom();
		if (message.signatureLength() != HEADER + AesCipher.CONFOUNDER + extra + HEADER + sumSize) {
			throw MessageTokens.tampered("a signature of " + message.signatureLength()
					+ " bytes does not fit an extra count of " + extra);
		}
		byte[] plaintext;
		try {
			plaintext = opening.open(unrotated(message, extra + rotation), associated(message));
		} catch (IntegrityException e) {
			throw MessageTokens.tampered("its signature does not fit");
		}
		header.putShort(ROTATION_AT, (short) 0);
		if (!Arrays.equals(plaintext, length + extra, plaintext.length, header.array(), 0, HEADER)) {
			throw MessageTokens.tampered("its token differs from the copy that is encrypted");
		}
		System.arraycopy(plaintext, 0, message.bytes(), message.sealedFrom(), length);
	}

	/** What is encrypted and its checksum, in the order before a rotation to the right. */
	private static byte[] unrotated(Coverage message, int rotation) {
		int inSignature = message.signatureLength() - HEADER;
		int inPlace = message.sealedTo() - message.sealedFrom();
		byte[] rotated = new byte[inSignature + inPlace];
		System.arraycopy(message.bytes(), message.signatureAt() + HEADER, rotated, 0, inSignature);
		System.arraycopy(message.bytes(), message.sealedFrom(), rotated, inSignature, inPlace);
		int split = rotation % rotated.length;
		byte[] original = new byte[rotated.length];
		System.arraycopy(rotated, split, original, 0, rotated.length - split);
		System.arraycopy(rotated, 0, original, rotated.length - split, split);
		return original;
	}

	private static Associated associated(Coverage message) {
		return new Associated(message.bytes(), message.signedFrom(), message.sealedFrom(), message.sealedTo(),
				message.signedTo());
	}

	private int flags(boolean byInitiator, boolean sealed) {
		return (byInitiator ? 0 : SENT_BY_ACCEPTOR) | (sealed ? SEALED : 0) | (acceptorSubkey ? ACCEPTOR_SUBKEY : 0);
	}

	/**
	 * @param counts
	 *            extra count and rotation, or filler
	 */
	private static byte[] header(int token, int flags, int counts, long sequence) {
		return ByteBuffer.allocate(HEADER).putShort((short) token).put((byte) flags).put((byte) 0xFF).putInt(counts)
				.putLong(sequence).array();
	}
}
