package dev.quayside.rpc.security.kerberos.pac.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

class PacTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final Instant TIME = Instant.parse("2006-04-28T01:42:50Z");
	private static final String DOMAIN = "S-1-5-21-397955417-626881126-188441444-";
	/** What is around the certificate in the vector. */
	private static final int AROUND = 22;
	private static final byte[] PUBLISHED = published();
	private static final byte[] LOGON = Arrays.copyOfRange(PUBLISHED, 0x48, 0x48 + 0x4B0);

	private static byte[] published() {
		byte[] data = Vectors.read("dev.quayside.rpc.security.tests/vectors/kerberos-pac.txt")
				.get("authorization-data");
		return Arrays.copyOfRange(data, AROUND, data.length);
	}

	private static EncryptionKey key(EncryptionType type) {
		return EncryptionKey.random(type, RANDOM);
	}

	/** What an acceptor does with it. */
	private static List<String> use(byte[] pac, EncryptionKey key) throws PacException {
		Pac decoded = Pac.decode(pac);
		decoded.verify(key);
		decoded.checkClient(TIME, "lzhu");
		return decoded.sids();
	}

	@Test
	void thePublishedExampleIsUnderstood() throws PacException {
		Pac pac = Pac.decode(PUBLISHED);
		pac.checkClient(TIME, "lzhu");

		assertThat(pac.sids()).hasSize(1 + 26 + 13).startsWith(DOMAIN + "2914711", DOMAIN + "513", DOMAIN + "3392609")
				.contains(DOMAIN + "2999049", "S-1-5-21-773533881-1816936887-355810188-513")
				.endsWith(DOMAIN + "3038983")
				.doesNotHaveDuplicates();
		assertThatExceptionOfType(PacException.class).isThrownBy(() -> pac.verify(key(EncryptionType.RC4)))
				.withMessageContaining("signature does not fit");
	}

	@ParameterizedTest
	@EnumSource
	void aSignatureOfTheServiceKeyIsAcceptedAlsoFromAReadOnlyDomainController(EncryptionType type) throws Exception {
		EncryptionKey key = key(type);
		for (boolean readOnly : new boolean[]{ false, true }) {
			assertThat(use(PacBytes.of(LOGON, TIME, "lzhu").signed(key, readOnly), key)).hasSize(40);
		}
	}

	@Test
	void aSignatureOfAnotherKeyOrTypeIsRefused() {
		byte[] pac = PacBytes.of(LOGON, TIME, "lzhu").signed(key(EncryptionType.AES256_SHA1), false);
		for (EncryptionType type : EncryptionType.values()) {
			assertThatExceptionOfType(PacException.class).isThrownBy(() -> use(pac, key(type)))
					.withMessageContaining("sign");
		}
	}

	@Test
	void everyByteButTheSignatureOfTheDomainIsSigned() throws Exception {
		EncryptionKey key = key(EncryptionType.AES128_SHA1);
		byte[] pac = PacBytes.of(LOGON, TIME, "lzhu").signed(key, false);
		int accepted = 0;
		for (int i = 0; i < pac.length; i++) {
			byte[] changed = pac.clone();
			changed[i] ^= 0x01;
			try {
				use(changed, key);
				accepted++;
			} catch (PacException e) {
				assertThat(e).hasMessageStartingWith("It");
			}
		}
		assertThat(accepted).isEqualTo(16);
	}

	@ParameterizedTest
	@CsvSource({ "bob, 0", "lzh, 0", "lzhu, 1", "lzhu, -1" })
	void itMustBeOfTheClientOfTheTicketAndOfItsLogon(String name, long off) {
		EncryptionKey key = key(EncryptionType.AES256_SHA1);
		byte[] pac = PacBytes.of(LOGON, TIME.plusSeconds(off), name).signed(key, false);

		assertThatExceptionOfType(PacException.class).isThrownBy(() -> use(pac, key))
				.withMessageContaining("the ticket of lzhu");
	}

	@Test
	void aSignatureOrClientThatIsMissingIsNamed() {
		EncryptionKey key = key(EncryptionType.AES256_SHA1);
		byte[] noClient = PacBytes.of(LOGON, TIME, "lzhu").without(Pac.CLIENT_INFORMATION).signed(key, false);
		assertThatExceptionOfType(PacException.class).isThrownBy(() -> use(noClient, key))
				.withMessageContaining("no buffer of type 10");
		byte[] noKdc = PUBLISHED.clone();
		noKdc[0x38] = 99;
		assertThatExceptionOfType(PacException.class).isThrownBy(() -> use(noKdc, key))
				.withMessageContaining("no buffer of type 7");
	}

	@Test
	void oneWithoutLogonInformationHasNoSids() throws PacException {
		EncryptionKey key = key(EncryptionType.AES256_SHA384);
		assertThat(use(PacBytes.of(LOGON, TIME, "lzhu").without(Pac.LOGON_INFORMATION).signed(key, false), key))
				.isEmpty();
	}

	@Test
	void whatIsCutOrChangedIsRefusedAndNothingElseHappens() {
		Hostile.refusesEveryPrefix(PUBLISHED, bytes -> use(bytes, key(EncryptionType.RC4)), PacException.class);
		Hostile.survivesCorruption(PUBLISHED, 11, 5_000, bytes -> Pac.decode(bytes).sids(), PacException.class);
		Hostile.refusesEveryPrefix(LOGON, LogonInfo::decode, PacException.class);
		Hostile.survivesCorruption(LOGON, 12, 20_000, LogonInfo::decode, PacException.class);
	}

	@Test
	void aCountOfBuffersOrAnOffsetThatCannotBeIsRefused() {
		for (int at : new int[]{ 3, 7, 15, 0x17, 0x1F }) {
			byte[] changed = PUBLISHED.clone();
			changed[at] = (byte) 0xFF;
			assertThatExceptionOfType(PacException.class).as("byte " + at).isThrownBy(() -> Pac.decode(changed));
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, false", "5, 18, false", "5, 7, false", "5, 11, false", "5, 32-544, false", "3, 4, false",
			"5, 21-1-2-3, false", "5, 21-1-2-3-4-5, false", "5, 9, true", "5, 15, true", "18, 1, true",
			"5, 21-1-2-3-500, true", "5, 1000-1, true", "5, '', false" })
	void noDomainSaysWhoAdministersAMachine(long authority, String numbers, boolean may) {
		List<Long> list = numbers.isEmpty() ? List.of() : Arrays.stream(numbers.split("-")).map(Long::valueOf).toList();

		assertThat(new DomainSid(authority, list).mayCross()).isEqualTo(may);
	}

	@Test
	void anAccountThatIsNoneOfADomainIsRefused() {
		byte[] builtin = LOGON.clone();
		// the domain becomes S-1-5-32-…: an account of BUILTIN
		for (int i = 0; i < builtin.length - 3; i++) {
			if (builtin[i] == 1 && builtin[i + 1] == 4 && builtin[i + 7] == 5 && builtin[i + 8] == 21) {
				builtin[i + 8] = 32;
			}
		}
		assertThatExceptionOfType(PacException.class).isThrownBy(() -> LogonInfo.decode(builtin))
				.withMessageContaining("an account of a domain");
	}
}
