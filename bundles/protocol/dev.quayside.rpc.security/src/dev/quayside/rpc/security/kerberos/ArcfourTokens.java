package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.security.kerberos.crypto.internal.Algorithms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;

/** The tokens of RC4 keys ([RFC 4757] 7.2, 7.3), in DCE style: their frame does not count the data. */
final class ArcfourTokens implements MessageTokens {

	private static final byte[] MIC = { 0x01, 0x01, 0x11, 0x00, -1, -1, -1, -1 };
	private static final byte[] WRAP = { 0x02, 0x01, 0x11, 0x00, 0x10, 0x00, -1, -1 };
	/** What the keyed hash begins with, by the kind of token. */
	private static final byte[] MIC_SALT = { 15, 0, 0, 0 };
	private static final byte[] WRAP_SALT = { 13, 0, 0, 0 };
	private static final byte[] SIGNATURE_KEY = "signaturekey\0".getBytes(StandardCharsets.US_ASCII);

	/** Header, sequence number, checksum and confounder have the same size. */
	private static final int PART = 8;

	private final byte[] key;
	private final boolean initiator;
	private final SecureRandom random;
	private int sendSequence;
	private int receiveSequence;

	ArcfourTokens(Agreement agreement, SecureRandom random) {
		key = agreement.key().key().bytes();
		initiator = agreement.initiator();
		sendSequence = (int) agreement.sendSequence();
		receiveSequence = (int) agreement.receiveSequence();
		this.random = random;
	}

	@Override
	public int size(boolean sealed) {
		return GssFraming.shortFrame() + (sealed ? 4 : 3) * PART;
	}

	@Override
	public void protect(Coverage message) {
		boolean sealed = message.sealed();
		byte[] bytes = message.bytes();
		byte[] confounder = new byte[sealed ? PART : 0];
		random.nextBytes(confounder);
		byte[] sum = sum(message, confounder);
		byte[] sequence = ByteBuffer.allocate(PART).putInt(sendSequence).putInt(initiator ? 0 : -1).array();
		if (sealed) {
			seal(message, confounder, sendSequence);
		}
		sendSequence++;
		byte[] frame = GssFraming.frame(size(sealed) - GssFraming.shortFrame());
		ByteBuffer.wrap(bytes, message.signatureAt(), size(sealed)).put(frame).put(sealed ? WRAP : MIC)
				.put(run(sequenceCipher(sum), sequence)).put(sum).put(confounder);
	}

	@Override
	public void unprotect(Coverage message) throws RpcSecurityException {
		boolean sealed = message.sealed();
		if (message.signatureLength() != size(sealed)) {
			throw MessageTokens.tampered("its signature has " + message.signatureLength() + " bytes instead of "
					+ size(sealed));
		}
		byte[] token = new byte[size(sealed)];
		System.arraycopy(message.bytes(), message.signatureAt(), token, 0, token.length);
		int at = GssFraming.shortFrame();
		byte[] header = Arrays.copyOfRange(token, at, at + PART);
		byte[] sum = Arrays.copyOfRange(token, at + 2 * PART, at + 3 * PART);
		byte[] sequence = run(sequenceCipher(sum), Arrays.copyOfRange(token, at + PART, at + 2 * PART));
		byte[] confounder = Arrays.copyOfRange(token, at + 3 * PART, token.length);
		byte[] frame = GssFraming.frame(token.length - at);
		if (!Arrays.equals(token, 0, at, frame, 0, at) || !Arrays.equals(header, sealed ? WRAP : MIC)) {
			throw MessageTokens.tampered("its token is not the one that was agreed on");
		}
		int number = ByteBuffer.wrap(sequence).getInt();
		if (sealed) {
			seal(message, confounder, number);
		}
		if (ByteBuffer.wrap(sequence).getInt(4) != (initiator ? -1 : 0)
				|| !MessageDigest.isEqual(sum, sum(message, confounder))) {
			throw MessageTokens.tampered("its signature does not fit");
		}
		if (number != receiveSequence) {
			throw MessageTokens.outOfOrder(number, receiveSequence);
		}
		receiveSequence++;
	}

	private byte[] sum(Coverage message, byte[] confounder) {
		MessageDigest digest = Algorithms.md5();
		digest.update(message.sealed() ? WRAP_SALT : MIC_SALT);
		digest.update(message.sealed() ? WRAP : MIC);
		digest.update(confounder);
		digest.update(message.bytes(), message.signedFrom(), message.signedTo() - message.signedFrom());
		return Arrays.copyOf(hmac(hmac(key, SIGNATURE_KEY), digest.digest()), PART);
	}

	private Cipher sequenceCipher(byte[] sum) {
		return Algorithms.rc4(hmac(hmac(key, new byte[4]), sum));
	}

	/** Encrypts or decrypts confounder and data in place: it is the same. */
	private void seal(Coverage message, byte[] confounder, int number) {
		byte[] local = key.clone();
		for (int i = 0; i < local.length; i++) {
			local[i] ^= (byte) 0xF0;
		}
		byte[] salt = ByteBuffer.allocate(4).putInt(number).array();
		Cipher stream = Algorithms.rc4(hmac(hmac(local, new byte[4]), salt));
		System.arraycopy(run(stream, confounder), 0, confounder, 0, PART);
		byte[] bytes = message.bytes();
		int length = message.sealedTo() - message.sealedFrom();
		try {
			stream.doFinal(bytes, message.sealedFrom(), length, bytes, message.sealedFrom());
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	private static byte[] run(Cipher stream, byte[] bytes) {
		return stream.update(bytes);
	}

	private static byte[] hmac(byte[] key, byte[] data) {
		return Algorithms.mac("HmacMD5", key).doFinal(data);
	}
}
