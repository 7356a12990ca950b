package dev.quayside.rpc.security.ntlm;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What both sides of an exchange need. */
final class NtlmTokens {

	/** 6.1, build 7601, NTLM revision 15; of no consequence ([MS-NLMP] 2.2.2.10). */
	static final byte[] VERSION = { 6, 1, (byte) 0xb1, 0x1d, 0, 0, 0, 15 };
	/** The proof at the beginning of an NTLMv2 response. */
	static final int PROOF_SIZE = 16;

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final long TICKS_PER_MILLISECOND = 10_000;
	private static final long MILLISECONDS_1601_TO_1970 = TimeUnit.DAYS.toMillis(134_774);

	private NtlmTokens() {}

	static byte[] random(int size) {
		byte[] bytes = new byte[size];
		RANDOM.nextBytes(bytes);
		return bytes;
	}

	/** 100 nanoseconds since 1601. */
	static long fileTime(long epochMillis) {
		return (epochMillis + MILLISECONDS_1601_TO_1970) * TICKS_PER_MILLISECOND;
	}

	static long epochMillis(long fileTime) {
		return Long.divideUnsigned(fileTime, TICKS_PER_MILLISECOND) - MILLISECONDS_1601_TO_1970;
	}

	static byte[] sessionBaseKey(byte[] responseKey, byte[] ntResponse) {
		return NtlmCrypto.hmacMd5(responseKey, Arrays.copyOf(ntResponse, PROOF_SIZE));
	}

	static String name(AvPairs pairs, int id) {
		return pairs.find(id).map(value -> new String(value, StandardCharsets.UTF_16LE)).orElse("");
	}

	/** The NetBIOS name of this machine as the environment has it; empty if it has none. No look-up in the network. */
	static String workstation() {
		return Stream.of("COMPUTERNAME", "HOSTNAME").map(System::getenv).filter(name -> name != null && !name.isBlank())
				.findFirst().map(ServerNames::netBios).orElse("");
	}
}
