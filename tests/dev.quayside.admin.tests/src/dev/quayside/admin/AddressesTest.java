package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.OptionalInt;

class AddressesTest {

	@ParameterizedTest
	@CsvSource({ "srv01,srv01,-1,srv01", "srv01:2103,srv01,2103,srv01:2103", "[::1]:5,::1,5,[::1]:5",
			"[::1],::1,-1,[::1]", "::1,::1,-1,[::1]", "fe80::1%eth0,fe80::1%eth0,-1,[fe80::1%eth0]",
			"10.0.0.1:65535,10.0.0.1,65535,10.0.0.1:65535", " srv ,srv,-1,srv" })
	void hostAndPortAreTakenApartAndPutTogether(String text, String host, int port, String again) {
		QueueManagerAddress address = QueueManagerAddress.parse(text);
		assertThat(address.host()).isEqualTo(host);
		assertThat(address.rpcPort().orElse(-1)).isEqualTo(port);
		assertThat(address).hasToString(again);
		assertThat(QueueManagerAddress.parse(again)).isEqualTo(address);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ":1", "a:", "a:0", "a:65536", "a:99999999", "a:-1", "a:b", "a b", "a/b", "a\\b",
			"[::1", "::1]", "[]", "[a]:x", "g:h:i", "a;b", "a,b", "\u0007" })
	void whatIsNoAddressSaysSo(String text) {
		assertThatThrownBy(() -> QueueManagerAddress.parse(text)).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("expected");
	}

	@Test
	void anOverlongHostIsNotRepeatedWhole() {
		assertThatThrownBy(() -> QueueManagerAddress.parse("x".repeat(100_000)))
				.isInstanceOf(IllegalArgumentException.class)
				.satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
	}

	@Test
	void theQueueManagerIsAskedForItsIdOnlyWhereThatIsNoGuess() {
		QueueManagerAddress plain = QueueManagerAddress.parse("srv");
		assertThat(plain.probePort()).hasValue(1801);
		assertThat(QueueManagerAddress.parse("srv:2103").probePort()).isEmpty();
		assertThat(QueueManagerAddress.parse("srv:2103").withTransferPort(5).probePort()).hasValue(5);
	}

	@Test
	void lookupIdsAreUnsigned() {
		assertThat(LookupId.parse("18446744073709551615")).isEqualTo(new LookupId(-1))
				.hasToString("18446744073709551615").isGreaterThan(new LookupId(5));
		assertThatThrownBy(() -> LookupId.parse("18446744073709551616")).isInstanceOf(NumberFormatException.class);
	}

	@ParameterizedTest
	@CsvSource({ "8,1,x", "-1,1,x", "3,0,x", "3,-1,x" })
	void aRequestThatMakesNoSenseIsRefused(int priority, int count, String label) {
		assertThatThrownBy(() -> request(priority, count, label, Duration.ofSeconds(1)))
				.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aLabelIsMeasuredWithItsLongestNumber() {
		String label = "x".repeat(248) + "{n}";
		assertThat(request(3, 9, label, Duration.ofSeconds(1)).label()).isEqualTo(label);
		assertThatThrownBy(() -> request(3, 10, label, Duration.ofSeconds(1)))
				.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("250");
		assertThatThrownBy(() -> request(3, 1, "x", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
	}

	private static SendRequest request(int priority, int count, String label, Duration timeout) {
		return new SendRequest("DIRECT=OS:h\\private$\\q", label, SendRequest.Body.text("t"), Delivery.EXPRESS,
				priority,
				count, SendRequest.Queues.NONE, SendRequest.Lifetime.UNLIMITED, OptionalInt.empty(), timeout);
	}
}
