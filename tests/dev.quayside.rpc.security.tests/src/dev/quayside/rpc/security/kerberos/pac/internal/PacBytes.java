package dev.quayside.rpc.security.kerberos.pac.internal;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.KeyedChecksum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes privilege attribute certificates as a domain controller does; its own signature is nonsense. */
public final class PacBytes {

	private static final int MD5_SIGNATURE = -138;

	private final Map<Integer, byte[]> buffers = new LinkedHashMap<>();

	private PacBytes() {}

	/** Of somebody, with logon information in NDR. */
	public static PacBytes of(byte[] logon, Instant authenticated, String name) {
		PacBytes pac = new PacBytes();
		byte[] text = name.getBytes(StandardCharsets.UTF_16LE);
		pac.buffers.put(Pac.LOGON_INFORMATION, logon);
		pac.buffers.put(Pac.CLIENT_INFORMATION, little(10 + text.length)
				.putLong((authenticated.getEpochSecond() + 11_644_473_600L) * 10_000_000).putShort((short) text.length)
				.put(text).array());
		pac.buffers.put(Pac.KDC_SIGNATURE, little(20).putInt(MD5_SIGNATURE).putLong(1).putLong(2).array());
		return pac;
	}

	public PacBytes without(int type) {
		buffers.remove(type);
		return this;
	}

	/** With an identifier of a read-only domain controller after the signatures. */
	public byte[] signed(EncryptionKey key, boolean readOnly) {
		KeyedChecksum checksum = new KeyedChecksum(key, 17);
		int tail = readOnly ? 2 : 0;
		byte[] kdc = buffers.get(Pac.KDC_SIGNATURE);
		buffers.put(Pac.KDC_SIGNATURE, Arrays.copyOf(little(4).putInt(MD5_SIGNATURE).array(), kdc.length + tail));
		buffers.put(Pac.SERVER_SIGNATURE, little(4 + checksum.size() + tail).putInt(checksum.type()).array());
		buffers.get(Pac.SERVER_SIGNATURE)[3 + checksum.size() + tail] = (byte) (readOnly ? 7 : 0);
		byte[] sum = checksum.sum(bytes());
		System.arraycopy(sum, 0, buffers.get(Pac.SERVER_SIGNATURE), 4, sum.length);
		System.arraycopy(kdc, 4, buffers.get(Pac.KDC_SIGNATURE), 4, 16);
		return bytes();
	}

	private byte[] bytes() {
		int at = 8 + 16 * buffers.size();
		ByteBuffer out = little(at + buffers.values().stream().mapToInt(buffer -> padded(buffer.length)).sum())
				.putInt(buffers.size()).putInt(0);
		for (Map.Entry<Integer, byte[]> buffer : buffers.entrySet()) {
			out.putInt(buffer.getKey()).putInt(buffer.getValue().length).putLong(at);
			at += padded(buffer.getValue().length);
		}
		buffers.values().forEach(buffer -> out.put(Arrays.copyOf(buffer, padded(buffer.length))));
		return out.array();
	}

	private static int padded(int length) {
		return length + 7 & ~7;
	}

	private static ByteBuffer little(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}
}
