package dev.quayside.rpc.security.ntlm;

/**
 * RC4, going on from message to message ([MS-NLMP] 3.1.5.1). The JDK's keeps its state in fields while it works, and
 * takes twice as long or more, as its compiler likes.
 */
final class KeyStream {

	private static final int SIZE = 256;
	private static final int MASK = SIZE - 1;

	private final byte[] key;
	private final int[] box = new int[SIZE];
	private int i;
	private int j;

	/**
	 * @param key
	 *            1 to 256 bytes
	 */
	KeyStream(byte[] key) {
		this.key = key.clone();
		rewind();
	}

	/** Encrypts or decrypts in place. */
	void apply(byte[] bytes, int from, int to) {
		int[] s = box;
		int a = i;
		int b = j;
		for (int at = from; at < to; at++) {
			a = a + 1 & MASK;
			int left = s[a];
			b = b + left & MASK;
			int right = s[b];
			s[a] = right;
			s[b] = left;
			bytes[at] ^= (byte) s[left + right & MASK];
		}
		i = a;
		j = b;
	}

	/** Begins again. */
	void rewind() {
		for (int n = 0; n < SIZE; n++) {
			box[n] = n;
		}
		int other = 0;
		for (int n = 0; n < SIZE; n++) {
			int moved = box[n];
			other = other + moved + key[n % key.length] & MASK;
			box[n] = box[other];
			box[other] = moved;
		}
		i = 0;
		j = 0;
	}
}
