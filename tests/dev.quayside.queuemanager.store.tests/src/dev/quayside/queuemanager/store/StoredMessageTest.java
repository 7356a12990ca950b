package dev.quayside.queuemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.queuemanager.store.StoreException.Kind;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

class StoredMessageTest {

	private static final MessageHistory ABORTED = new MessageHistory(3, 0, 0, 0);

	private final Map<String, byte[]> vectors = Vectors
			.read("dev.quayside.queuemanager.store.tests/vectors/records.txt");

	private static StoredMessage small() {
		byte[] packet = { 1, 2, 3, 'b', 'o', 'd', 'y', 9 };
		return new StoredMessage(0xFFFFFFFEL, true, new byte[]{ 127, 0, 0, 1 }, packet, 3, 4);
	}

	private static StoredMessage large() {
		byte[] packet = new byte[2 + StoredMessage.LARGE_BODY + 1];
		packet[0] = 1;
		packet[1] = 2;
		packet[packet.length - 1] = 9;
		return new StoredMessage(1, false, new byte[0], packet, 2, StoredMessage.LARGE_BODY);
	}

	private static StoredMessage changed() {
		return small().withNeedsWork(true).withHistory(new MessageHistory(1, 2, 0xFFFFFFFDL, 0x8401));
	}

	private static void assertSame(StoredMessage actual, StoredMessage expected) {
		assertThat(actual.arrived()).isEqualTo(expected.arrived());
		assertThat(actual.recoverable()).isEqualTo(expected.recoverable());
		assertThat(actual.sender()).isEqualTo(expected.sender());
		assertThat(actual.packet()).isEqualTo(expected.packet());
		assertThat(actual.bodyOffset()).isEqualTo(expected.bodyOffset());
		assertThat(actual.bodyLength()).isEqualTo(expected.bodyLength());
		assertThat(actual.hasBody()).isEqualTo(expected.hasBody());
		assertThat(actual.needsWork()).isEqualTo(expected.needsWork());
		assertThat(actual.history()).isEqualTo(expected.history());
		assertThat(actual.size()).isEqualTo(expected.size());
	}

	@Test
	void aRecordIsAsTheFormatSays() throws Exception {
		assertThat(small().encode()).isEqualTo(vectors.get("small"));
		assertThat(large().encode()).isEqualTo(vectors.get("large"));
		assertThat(changed().encode()).isEqualTo(vectors.get("changed"));
		assertThat(StoredMessage.withHistory(vectors.get("large"), ABORTED)).isEqualTo(vectors.get("changedLarge"));
		assertSame(StoredMessage.decode(vectors.get("small")), small());
		assertSame(StoredMessage.decode(vectors.get("changed")), changed());
	}

	@Test
	void aRecordOfVersion1IsRead() throws Exception {
		byte[] record = vectors.get("largeOfVersion1");

		assertSame(StoredMessage.decode(vectors.get("smallOfVersion1")), small());
		assertSame(StoredMessage.decode(record).withBody(record, large().body()), large());
		assertThat(StoredMessage.withHistory(record, ABORTED)).isEqualTo(vectors.get("changedLarge"));
	}

	@Test
	void anotherHistoryLeavesTheBodyInItsPlace() throws Exception {
		byte[] record = StoredMessage.withHistory(large().withNeedsWork(true).encode(), ABORTED);

		assertSame(StoredMessage.decode(record).withBody(record, large().body()),
				large().withNeedsWork(true).withHistory(ABORTED));
	}

	@Test
	void aLargeBodyIsApartAndGoesBackIntoItsPlace() throws Exception {
		byte[] record = large().encode();
		StoredMessage head = StoredMessage.decode(record);

		assertThat(head.hasBody()).isFalse();
		assertThat(head.packet()).containsExactly(1, 2, 9);
		assertThat(head.size()).isEqualTo(large().size());
		assertSame(head.withBody(record, large().body()), large());
	}

	@Test
	void muchBehindALargeBodyIsNotTakenForIt() throws Exception {
		byte[] packet = new byte[3 * StoredMessage.LARGE_BODY];
		new SplittableRandom(1).nextBytes(packet);
		StoredMessage message = new StoredMessage(1, true, new byte[0], packet, 10, StoredMessage.LARGE_BODY);
		byte[] record = message.encode();
		StoredMessage head = StoredMessage.decode(record);

		assertThat(head.hasBody()).isFalse();
		assertThat(head.size()).isEqualTo(packet.length);
		assertSame(head.withBody(record, message.body()), message);
	}

	@Test
	void anotherBodyIsRefused() throws Exception {
		byte[] record = large().encode();
		StoredMessage head = StoredMessage.decode(record);
		byte[] other = large().body();
		other[7]++;

		assertThatThrownBy(() -> head.withBody(record, other)).hasMessageContaining("wrong checksum");
		assertThatThrownBy(() -> head.withBody(record, new byte[1])).hasMessageContaining("wrong checksum");
		assertThatThrownBy(() -> head.withBody(record, null)).hasMessageContaining("is missing");
	}

	@Test
	void aBodyThatDoesNotFitIsRefused() {
		byte[] none = {};
		byte[] packet = new byte[10];
		assertThatThrownBy(() -> new StoredMessage(1, true, none, packet, 5, 6))
				.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new StoredMessage(1, true, none, packet, -1, 1))
				.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new StoredMessage(1, true, none, packet, 5, Integer.MAX_VALUE))
				.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new StoredMessage(1, true, new byte[256], packet, 5, 1))
				.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void everyPrefixAndEveryChangedByteIsRefused() {
		for (byte[] record : vectors.values()) {
			Hostile.refusesEveryPrefix(record, StoredMessage::decode, StoreException.class);
			for (int at = 0; at < record.length; at++) {
				byte[] changed = record.clone();
				changed[at] ^= 0x40;
				assertThatThrownBy(() -> StoredMessage.decode(changed)).isInstanceOf(StoreException.class);
			}
		}
	}

	@Test
	void arbitraryBytesWithARightChecksumAreReadOrRefused() {
		SplittableRandom random = new SplittableRandom(7);
		for (int round = 0; round < 20_000; round++) {
			byte[] record = new byte[random.nextInt(60)];
			random.nextBytes(record);
			if (record.length > 4) {
				record[0] = (byte) (1 + random.nextInt(2));
				seal(record);
			}
			try {
				StoredMessage message = StoredMessage.decode(record);
				assertThat(message.size()).isGreaterThanOrEqualTo(message.packet().length);
			} catch (StoreException e) {
				assertThat(e.kind()).isEqualTo(Kind.DAMAGED);
			}
		}
	}

	@Test
	void aRecordOfALaterVersionIsRefusedAsSuch() {
		byte[] record = small().encode();
		record[0] = 3;
		seal(record);

		assertThatThrownBy(() -> StoredMessage.decode(record)).isInstanceOfSatisfying(StoreException.class,
				e -> assertThat(e.kind()).isEqualTo(Kind.NEWER));
	}

	private static void seal(byte[] record) {
		CRC32C sum = new CRC32C();
		sum.update(record, 0, record.length - 4);
		ByteBuffer.wrap(record).putInt(record.length - 4, (int) sum.getValue());
	}
}
