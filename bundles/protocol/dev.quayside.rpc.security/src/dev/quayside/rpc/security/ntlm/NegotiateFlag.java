package dev.quayside.rpc.security.ntlm;

import java.util.EnumSet;
import java.util.Set;

/** What both sides agree on ([MS-NLMP] 2.2.2.5). */
enum NegotiateFlag {

	UNICODE(0x1),
	OEM(0x2),
	REQUEST_TARGET(0x4),
	SIGN(0x10),
	SEAL(0x20),
	DATAGRAM(0x40),
	LM_KEY(0x80),
	NTLM(0x200),
	ANONYMOUS(0x800),
	DOMAIN_SUPPLIED(0x1000),
	WORKSTATION_SUPPLIED(0x2000),
	ALWAYS_SIGN(0x8000),
	TARGET_TYPE_DOMAIN(0x10000),
	TARGET_TYPE_SERVER(0x20000),
	EXTENDED_SESSION_SECURITY(0x80000),
	IDENTIFY(0x100000),
	NON_NT_SESSION_KEY(0x400000),
	TARGET_INFO(0x800000),
	VERSION(0x2000000),
	KEY_128(0x20000000),
	KEY_EXCHANGE(0x40000000),
	KEY_56(0x80000000);

	private final int bit;

	NegotiateFlag(int bit) {
		this.bit = bit;
	}

	int bit() {
		return bit;
	}

	/** Bits without a meaning are left out. */
	static Set<NegotiateFlag> ofWire(int bits) {
		Set<NegotiateFlag> flags = EnumSet.noneOf(NegotiateFlag.class);
		for (NegotiateFlag flag : values()) {
			if ((bits & flag.bit) != 0) {
				flags.add(flag);
			}
		}
		return flags;
	}

	static int toWire(Set<NegotiateFlag> flags) {
		return flags.stream().mapToInt(NegotiateFlag::bit).reduce(0, (left, right) -> left | right);
	}

	/** What is in both. */
	static Set<NegotiateFlag> common(Set<NegotiateFlag> one, Set<NegotiateFlag> other) {
		Set<NegotiateFlag> both = EnumSet.noneOf(NegotiateFlag.class);
		both.addAll(one);
		both.retainAll(other);
		return both;
	}
}
