package dev.quayside.rpc.security.ntlm;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.Coverage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/** One direction of a context: its keys, cipher state and sequence number ([MS-NLMP] 3.4.4.2). */
final class MessageProtection {

	static final int SIGNATURE_SIZE = 16;
	private static final int VERSION = 1;
	private static final int CHECKSUM_SIZE = 8;

	private final MessageChecksum checksums;
	private final KeyStream cipher;
	private final boolean encryptsChecksum;
	private int sequence;
	private boolean broken;

	/**
	 * @param encryptsChecksum
	 *            if a key was exchanged
	 */
	MessageProtection(byte[] sessionKey, boolean ofClient, boolean encryptsChecksum) {
		checksums = new MessageChecksum(NtlmCrypto.signingKey(sessionKey, ofClient));
		cipher = new KeyStream(NtlmCrypto.sealingKey(sessionKey, ofClient));
		this.encryptsChecksum = encryptsChecksum;
	}

	/** The message before its checksum goes through the cipher; the checksum is that of the plain text. */
	void protect(Coverage message) {
		byte[] checksum = checksum(message);
		applyCipher(message);
		encrypt(checksum);
		signature(message).putInt(VERSION).put(checksum).putInt(sequence);
		sequence++;
	}

	/** What follows the signature is what the sender had allocated in vain ([MS-RPCE] 2.2.2.11). */
	void unprotect(Coverage message) throws RpcSecurityException {
		if (message.signatureLength() < SIGNATURE_SIZE) {
			throw tampered("its signature has " + message.signatureLength() + " bytes");
		}
		if (broken) {
			throw tampered("one before it was changed");
		}
		ByteBuffer signature = signature(message);
		int version = signature.getInt();
		byte[] received = new byte[CHECKSUM_SIZE];
		signature.get(received);
		int number = signature.getInt();
		if (version != VERSION || number != sequence) {
			throw tampered("it has version " + version + " and number " + Integer.toUnsignedString(number)
					+ ", expected number " + Integer.toUnsignedString(sequence));
		}
		applyCipher(message);
		byte[] checksum = checksum(message);
		encrypt(checksum);
		if (!MessageDigest.isEqual(checksum, received)) {
			broken = true;
			throw tampered("its checksum is wrong");
		}
		sequence++;
	}

	/** The key stream from its start again; the sequence goes on ([MS-SPNG] 3.2.5.1). */
	void rewindCipher() {
		cipher.rewind();
	}

	private void applyCipher(Coverage message) {
		cipher.apply(message.bytes(), message.sealedFrom(), message.sealedTo());
	}

	private void encrypt(byte[] checksum) {
		if (encryptsChecksum) {
			cipher.apply(checksum, 0, checksum.length);
		}
	}

	/** All that stands before the signature counts, also where header signing was not agreed on (3.4.6.1). */
	private byte[] checksum(Coverage message) {
		return Arrays.copyOf(checksums.of(sequence, message.bytes(), message.signatureAt()), CHECKSUM_SIZE);
	}

	private static ByteBuffer signature(Coverage message) {
		return ByteBuffer.wrap(message.bytes(), message.signatureAt(), SIGNATURE_SIZE).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static RpcSecurityException tampered(String why) {
		return new RpcSecurityException(Reason.TAMPERED, "A message did not arrive as it was sent: " + why);
	}
}
