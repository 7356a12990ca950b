package dev.quayside.queuemanager.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

class KnownSendersTest {

	@Test
	void anAddressHasRoomForSomeNamesAndKeepsThose() throws Exception {
		KnownSenders senders = new KnownSenders(name -> true);
		InetAddress address = InetAddress.getByName("192.0.2.1");
		for (int i = 0; i < 50; i++) {
			assertThat(senders.admit(address, new UUID(0, i))).isTrue();
		}
		assertThat(senders.admit(address, new UUID(0, 50))).isFalse();
		assertThat(senders.admit(address, new UUID(0, 7))).isTrue();
		assertThat(senders.admit(InetAddress.getByName("192.0.2.2"), new UUID(0, 50))).isTrue();
	}

	@Test
	void aNameForWhichNothingWaitsAnyMoreMakesRoom() throws Exception {
		Set<UUID> waiting = new HashSet<>();
		KnownSenders senders = new KnownSenders(waiting::contains);
		InetAddress address = InetAddress.getByName("192.0.2.1");
		for (int i = 0; i < 50; i++) {
			assertThat(senders.admit(address, new UUID(0, i))).isTrue();
			waiting.add(new UUID(0, i));
		}
		assertThat(senders.admit(address, new UUID(1, 0))).isFalse();
		waiting.remove(new UUID(0, 7));
		assertThat(senders.admit(address, new UUID(1, 1))).isTrue();
		waiting.add(new UUID(1, 1));
		assertThat(senders.admit(address, new UUID(1, 2))).isFalse();
	}
}
