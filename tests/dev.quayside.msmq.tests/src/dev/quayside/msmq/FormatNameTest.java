package dev.quayside.msmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.msmq.FormatName.Direct.Protocol;
import dev.quayside.msmq.packet.PacketQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Format names ([MS-MQMQ] 2.1.2 to 2.1.7). */
class FormatNameTest {

	private static final String GUID = "728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10";
	private static final UUID ID = UUID.fromString(GUID);

	@ParameterizedTest
	@ValueSource(strings = { "PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10",
			"PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;JOURNAL",
			"PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\0000000d",
			"PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\ffffffff;JOURNAL", "DIRECT=OS:srv01\\private$\\orders",
			"DIRECT=TCP:10.1.2.3\\private$\\orders", "DIRECT=TCP:fe80::1\\private$\\orders", "DIRECT=OS:srv01\\orders",
			"DIRECT=OS:srv01\\private$\\orders;journal", "DIRECT=OS:srv01\\private$\\orders;poison",
			"DIRECT=OS:srv01\\system$;deadxact", "DIRECT=OS:srv01\\system$;deadletter",
			"DIRECT=OS:srv01\\system$;journal", "DIRECT=IPX:00000001:00a0c9123456\\q",
			"DIRECT=HTTP://web1:8080/MSMQ\\private$\\orders", "DIRECT=HTTPS://web1/MSMQ\\orders",
			"MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;DEADLETTER",
			"MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;DEADXACT",
			"MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;JOURNAL", "CONNECTOR=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10",
			"CONNECTOR=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;XACTONLY", "DL=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10",
			"DL=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10@contoso.com", "MULTICAST=234.1.1.1:8001",
			"MULTICAST=239.255.255.255:65535", "MULTICAST=224.0.0.0:0",
			"DIRECT=OS:a\\q,PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10,DL=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10" })
	void everyKindIsReadAndWrittenAlike(String text) {
		FormatName name = FormatName.parse(text);
		assertThat(name.text()).isEqualTo(text);
		assertThat(FormatName.parse(name.text())).isEqualTo(name);
	}

	@Test
	void everyKindHasItsParts() {
		assertThat(FormatName.parse("PUBLIC=" + GUID + ";JOURNAL")).isEqualTo(new FormatName.PublicQueue(ID, true));
		assertThat(FormatName.parse("PRIVATE=" + GUID + "\\1F")).isEqualTo(new FormatName.PrivateQueue(ID, 31, false));
		assertThat(FormatName.parse("MACHINE=" + GUID + ";JOURNAL"))
				.isEqualTo(new FormatName.Machine(ID, SystemQueue.JOURNAL));
		assertThat(FormatName.parse("CONNECTOR=" + GUID + ";XACTONLY")).isEqualTo(new FormatName.Connector(ID, true));
		assertThat(FormatName.parse("DL=" + GUID + "@d"))
				.isEqualTo(new FormatName.DistributionList(ID, Optional.of("d")));
		assertThat(FormatName.parse("MULTICAST=234.1.2.3:8001")).isEqualTo(new FormatName.Multicast(0xEA010203, 8001));
		assertThat(FormatName.parse("DIRECT=OS:srv\\private$\\q;sub")).isEqualTo(new FormatName.Direct(Protocol.OS,
				"srv", new QueuePath.Application(true, "q", false, Optional.of("sub"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "direct=os:srv01\\PRIVATE$\\Orders;Journal", "Direct=Os:srv01\\Private$\\Orders;JOURNAL",
			"DIRECT=OS:srv01\\private$\\Orders;journal" })
	void keywordsMayHaveAnyCase(String text) {
		assertThat(FormatName.parse(text)).isEqualTo(new FormatName.Direct(Protocol.OS, "srv01",
				new QueuePath.Application(true, "Orders", true, Optional.empty())));
	}

	@Test
	void aPathOverHttpMayHaveSlashes() {
		assertThat(FormatName.parse("DIRECT=http://web1/msmq/private$/orders").text())
				.isEqualTo("DIRECT=HTTP://web1/msmq\\private$\\orders");
	}

	@ParameterizedTest
	@CsvSource({ "OS:srv01\\q,srv01", "TCP:10.1.2.3\\q,10.1.2.3", "TCP:fe80::1%3\\q,fe80::1%3", "TCP:::1\\q,::1",
			"HTTP://web1/MSMQ\\q,web1", "HTTP://web1:8080/MSMQ\\q,web1", "HTTPS://[::1]:443/MSMQ\\q,[::1]",
			"HTTPS://[::1]/MSMQ\\q,[::1]" })
	void theHostIsWithoutProtocolAndPort(String name, String host) {
		assertThat(FormatName.parseDirect(name).host()).isEqualTo(host);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "=", "PUBLIC", "PUBLIC=", "PUBLIC=1", "PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A1",
			"PUBLIC={728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10}", "PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;DEADLETTER",
			"PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;", "PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10",
			"PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\", "PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\123456789",
			"PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\-1", "PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\xyz",
			"DIRECT=", "DIRECT=OS", "DIRECT=OS:", "DIRECT=OS:srv", "DIRECT=OS:\\q", "DIRECT=OS:srv\\",
			"DIRECT=OS:a b\\q", "DIRECT=FTP:srv\\q", "DIRECT=OS:srv\\private$\\", "DIRECT=OS:srv\\private$\\a\\b",
			"DIRECT=OS:srv\\private$\\a;", "DIRECT=OS:srv\\private$\\a;b;c", "DIRECT=OS:srv\\private$\\a\"b",
			"DIRECT=OS:srv\\system$;other", "DIRECT=OS:srv\\system$;", "DIRECT=HTTP:web/MSMQ\\q",
			"DIRECT=HTTP://web\\q", "DIRECT=HTTP:///MSMQ\\q", "MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10",
			"MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;OTHER", "CONNECTOR=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;X",
			"DL=", "DL=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10@", "MULTICAST=223.1.1.1:80", "MULTICAST=240.1.1.1:80",
			"MULTICAST=234.1.1:80", "MULTICAST=234.1.1.256:80", "MULTICAST=234.1.1.1:65536", "MULTICAST=234.1.1.1",
			"OTHER=1", "DIRECT=OS:a\\q,", "DIRECT=OS:a\\q,OTHER=1", ",DIRECT=OS:a\\q" })
	void whatIsNoFormatNameIsRefused(String text) {
		assertThatThrownBy(() -> FormatName.parse(text)).isInstanceOf(NameException.class).hasMessageContaining("'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "DIRECT=OS:a\\q;journal", "PUBLIC=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;JOURNAL",
			"PRIVATE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10\\1;JOURNAL", "DIRECT=OS:a\\system$;deadletter",
			"MACHINE=728EBA75-3A1A-4D8E-9C4B-2A9E2E5C1A10;DEADXACT" })
	void aQueueThatCannotBeSentToIsNotAmongSeveral(String readOnly) {
		FormatName.parse(readOnly);
		assertThatThrownBy(() -> FormatName.parse("DIRECT=OS:b\\q," + readOnly)).isInstanceOf(NameException.class)
				.hasMessageContaining("several");
	}

	@Test
	void severalNamesAreTakenApart() {
		FormatName.Several several = (FormatName.Several) FormatName
				.parse("DIRECT=OS:a\\private$\\q, PUBLIC=" + GUID + ",MULTICAST=234.1.1.1:8001");
		assertThat(several.elements()).containsExactly(FormatName.parse("DIRECT=OS:a\\private$\\q"),
				new FormatName.PublicQueue(ID, false), new FormatName.Multicast(0xEA010101, 8001));
	}

	@Test
	void anEndlessNameIsRefusedWithAShortMessage() {
		assertThatThrownBy(() -> FormatName.parse("DIRECT=OS:srv\\" + "q".repeat(100_000)))
				.isInstanceOf(NameException.class).satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
	}

	@Test
	void controlCharactersDoNotReachTheMessage() {
		assertThatThrownBy(() -> FormatName.parse("DIRECT=OS:srv\\a\u001b[2J\nb")).isInstanceOf(NameException.class)
				.satisfies(e -> assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}"));
	}

	@Test
	void whateverComesIsReadOrRefused() {
		SplittableRandom random = new SplittableRandom(7);
		List<String> parts = List.of("DIRECT=", "OS:", "TCP:", "HTTP:", "//", "/MSMQ", "\\", "private$\\", "system$;",
				";", "journal", ",", "PUBLIC=", GUID, "@", "q", " ", "\0", "\ud800", "MULTICAST=", "234.1.1.1:80", "=");
		for (int i = 0; i < 20_000; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(8); length >= 0; length--) {
				text.append(parts.get(random.nextInt(parts.size())));
			}
			try {
				FormatName name = FormatName.parse(text.toString());
				assertThat(FormatName.parse(name.text())).as(text.toString()).isEqualTo(name);
			} catch (NameException e) {
				assertThat(e.getMessage()).isNotBlank();
			}
		}
	}

	@Test
	void aPacketNamesDirectPublicAndPrivateQueues() {
		UUID destination = new UUID(1, 2);
		for (String text : List.of("DIRECT=OS:srv01\\private$\\orders", "PUBLIC=" + GUID,
				"PRIVATE=" + GUID + "\\0000000d")) {
			assertThat(PacketQueue.of(FormatName.parse(text)).text(ID, destination)).contains(text);
		}
		assertThat(new PacketQueue.Numbered(2, 13).text(ID, destination)).contains("PRIVATE=" + GUID + "\\0000000d");
		assertThat(new PacketQueue.Numbered(3, 13).text(ID, destination))
				.contains("PRIVATE=" + Guids.text(destination) + "\\0000000d");
		assertThat(new PacketQueue.Numbered(4, 13).text(ID, destination)).isEmpty();
		for (String text : List.of("PUBLIC=" + GUID + ";JOURNAL", "MACHINE=" + GUID + ";JOURNAL",
				"MULTICAST=234.1.1.1:80", "DL=" + GUID)) {
			assertThatThrownBy(() -> PacketQueue.of(FormatName.parse(text))).isInstanceOf(NameException.class);
		}
	}
}
