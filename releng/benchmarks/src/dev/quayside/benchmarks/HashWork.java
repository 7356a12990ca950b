package dev.quayside.benchmarks;

import java.security.MessageDigest;

/** How fast the machine is at the moment: SHA-256 over blocks of 1 MiB. */
final class HashWork implements Worker.Work {

	private final byte[] block = new byte[1024 * 1024];

	@Override
	public long until(long deadline) throws Exception {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		long count = 0;
		while (System.nanoTime() < deadline) {
			digest.update(block);
			count++;
		}
		return count;
	}
}
