package dev.quayside.msmq.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

class UserCertificatesTest {

	private static final byte[] TWO = Vectors.read("dev.quayside.msmq.tests/vectors/user-certificates.txt").get("two");
	private static final UserCertificates VALUE = UserCertificates.of(List.of(
			UserCertificate.of(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"), new byte[]{ 1, 2, 3, 4 }),
			UserCertificate.of(UUID.fromString("12345678-1234-5678-0001-020304050607"),
					new byte[]{ 1, 2, 3, 4, 5 })));

	private static UserCertificates changed(int offset, int value) {
		byte[] bytes = TWO.clone();
		bytes[offset] = (byte) value;
		return UserCertificates.parse(bytes);
	}

	@Test
	void theVectorIsReadAndWritten() {
		assertThat(UserCertificates.parse(TWO)).isEqualTo(VALUE);
		assertThat(VALUE.toBytes()).isEqualTo(TWO);
		assertThat(VALUE.damage()).isEmpty();
		assertThat(VALUE.entries()).allMatch(UserCertificate::hasRightDigest);
	}

	@Test
	void noCertificatesAreAValueToo() {
		byte[] empty = Vectors.read("dev.quayside.msmq.tests/vectors/user-certificates.txt").get("empty");
		assertThat(UserCertificates.parse(empty)).isEqualTo(UserCertificates.NONE);
		assertThat(UserCertificates.NONE.toBytes()).isEqualTo(empty);
		assertThat(UserCertificates.NONE.damage()).isEmpty();
	}

	@Test
	void everyPrefixIsReadAsFarAsItGoesAndWrittenBackExactly() {
		for (int length = 0; length < TWO.length; length++) {
			byte[] prefix = Arrays.copyOf(TWO, length);
			UserCertificates value = UserCertificates.parse(prefix);
			assertThat(value.toBytes()).isEqualTo(prefix);
			assertThat(value.damage()).as("%d bytes", length).isPresent();
			assertThat(value.entries()).hasSize(length < 44 ? 0 : 1);
		}
	}

	@Test
	void whateverByteIsChangedItIsReadAndWrittenBackExactly() {
		Hostile.survivesCorruption(TWO, 11, 5000,
				bytes -> assertThat(UserCertificates.parse(bytes).toBytes()).isEqualTo(bytes));
	}

	@Test
	void aCountThatClaimsMoreEndsAtTheLastWholeCertificate() {
		UserCertificates value = changed(3, 0xff);
		assertThat(value.declared()).isEqualTo(OptionalLong.of(0xff000002L));
		assertThat(value.entries()).hasSize(2);
		assertThat(value.damage())
				.contains("It claims to hold 4278190082 certificates, but only 2 are there as a whole");
	}

	@Test
	void aCountThatClaimsLessLeavesATail() {
		UserCertificates value = changed(0, 1);
		assertThat(value.entries()).hasSize(1);
		assertThat(value.tail()).hasSize(41);
		assertThat(value.damage()).contains("41 bytes follow the last of its 1 certificates");
	}

	@Test
	void lengthsBeyondTheEndStopTheReading() {
		assertThat(changed(39, 0xff).entries()).isEmpty();
		assertThat(changed(39, 0x7f).entries()).isEmpty();
		assertThat(changed(36, 0x7f).entries()).isEmpty();
	}

	@Test
	void whatIsTakenOutLeavesTheRestAsItWas() {
		UserCertificates rest = VALUE.without(Set.of(0));
		assertThat(rest).isEqualTo(UserCertificates.of(List.of(VALUE.entries().get(1))));
		assertThat(VALUE.without(Set.of(0, 1))).isEqualTo(UserCertificates.NONE);
		assertThat(VALUE.without(Set.of())).isEqualTo(VALUE);
	}

	@Test
	void aDamagedValueStaysJustAsDamagedWithoutSomeOfIt() {
		UserCertificates cut = UserCertificates.parse(Arrays.copyOf(TWO, TWO.length - 1));
		UserCertificates rest = cut.without(Set.of(0));
		assertThat(rest.declared()).isEqualTo(OptionalLong.of(1));
		assertThat(rest.tail()).isEqualTo(cut.tail()).hasSize(40);
		assertThat(UserCertificates.parse(rest.toBytes())).isEqualTo(rest);
	}

	@Test
	void nothingIsAddedBehindATail() {
		UserCertificates cut = UserCertificates.parse(Arrays.copyOf(TWO, TWO.length - 1));
		assertThatThrownBy(() -> cut.with(VALUE.entries().get(0))).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("only 1 are there");
		assertThat(cut.repaired().with(VALUE.entries().get(1))).isEqualTo(VALUE);
	}

	@Test
	void anEntryThatStatesAnotherDigestIsKeptAsItIs() {
		UserCertificates value = changed(4, 0);
		assertThat(value.entries().get(0).hasRightDigest()).isFalse();
		assertThat(value.damage()).isEmpty();
	}
}
