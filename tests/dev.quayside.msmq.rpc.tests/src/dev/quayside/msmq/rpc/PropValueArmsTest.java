package dev.quayside.msmq.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.management.QueueManagement;
import dev.quayside.ndr.NdrException;
import dev.quayside.testkit.Hostile;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.List;

/** How peers align the arms of the union in a PROPVARIANT ([C706] 14.3.8, [MS-RPCE] 2.2.4.5). */
class PropValueArmsTest {

	private static final List<PropValue> VALUES = List.of(new PropValue.Number(PropValue.VT_UI1, 1),
			new PropValue.Text("a"), new PropValue.Number(PropValue.VT_I2, -2));
	/** Each arm by itself: the byte behind its discriminant, the pointer aligned to 4. */
	private static final byte[] OWN = hex("03000000 00000000" //
			+ "1100 00 00 00000000 1100 01 0000000000" //
			+ "1f00 00 00 00000000 1f00 0000 00000200" //
			+ "0200 00 00 00000000 0200 feff" //
			+ "02000000 00000000 02000000 6100 0000");
	/** As impacket writes a union, with its padding. */
	private static final byte[] IMPACKET = hex("03000000 00000000" //
			+ "1100 00 00 00000000 1100 bdbd 01 bcbcbc" //
			+ "1f00 00 00 00000000 1f00 bdbd 00000200" //
			+ "0200 00 00 00000000 0200 bdbd feff bfbf" //
			+ "02000000 00000000 02000000 6100 0000");
	/** As with ms_union: all arms like the 64-bit integers. */
	private static final byte[] STRICTEST = hex("03000000 00000000" //
			+ "1100 00 00 00000000 1100 000000000000 01 00000000000000" //
			+ "1f00 00 00 00000000 1f00 000000000000 00000200 00000000" //
			+ "0200 00 00 00000000 0200 000000000000 feff 0000" //
			+ "02000000 00000000 02000000 6100 0000");

	private static byte[] hex(String text) {
		return HexFormat.of().parseHex(text.replace(" ", ""));
	}

	private static List<PropValue> read(byte[] bytes) {
		return PropValueNdr.ARRAY.decode(bytes);
	}

	@Test
	void anArmIsAlignedByItself() {
		assertThat(read(OWN)).isEqualTo(VALUES);
		assertThat(PropValueNdr.ARRAY.encode(VALUES)).isEqualTo(OWN);
	}

	@Test
	void armsOfImpacketAreReadAndAnsweredLikewise() {
		assertThat(read(IMPACKET)).isEqualTo(VALUES);
		byte[] answer = PropValueNdr.ARRAY.encode(PropValueNdr.like(read(IMPACKET), VALUES));
		assertThat(answer).hasSameSizeAs(IMPACKET);
		assertThat(answer[8 + 12]).as("the byte in front of which impacket skips two").isEqualTo((byte) 1);
	}

	@Test
	void impacketPadsBehindTheDiscriminantOfNothingToo() {
		List<PropValue> asked = read(hex("01000000 00000000 0100 00 00 00000000 0100 bdbd"));
		assertThat(asked).containsExactly(PropValue.None.NULL);
		assertThat(PropValueNdr.ARRAY.encode(PropValueNdr.like(asked, VALUES))).hasSameSizeAs(IMPACKET);
	}

	@Test
	void armsOfAPeerWithMsUnionAreReadAndAnsweredLikewise() {
		assertThat(read(STRICTEST)).isEqualTo(VALUES);
		assertThat(PropValueNdr.ARRAY.encode(PropValueNdr.like(read(STRICTEST), VALUES))).isEqualTo(STRICTEST);
	}

	@Test
	void anAnswerOfAPeerWithMsUnionHasItsStatusBehindTheLastArm() {
		String one = "01000000 00000000 1f00 00 00 00000000 1f00 000000000000 00000200" //
				+ "02000000 00000000 02000000 6100 0000";
		assertThat(QueueManagement.GET_INFO.out().decode(hex(one + "00000000")).value())
				.containsExactly(new PropValue.Text("a"));
		assertThat(QueueManagement.GET_INFO.out().decode(hex(one + "06000ec0")).status())
				.isEqualTo(MqStatus.INVALID_PARAMETER);
		byte[] nothing = hex("02000000 00000000 1300 00 00 00000000 1300 000000000000 07000000 00000000" //
				+ "0100 00 00 00000000 0100 000000000000 00000000");
		assertThat(QueueManagement.GET_INFO.out().decode(nothing).value())
				.containsExactly(PropValue.Number.unsigned32(7), PropValue.None.NULL);
	}

	@Test
	void brokenOnesAreRefused() {
		for (byte[] bytes : List.of(OWN, IMPACKET, STRICTEST)) {
			Hostile.refusesEveryPrefix(bytes, PropValueNdr.ARRAY::decode, NdrException.class);
			Hostile.survivesCorruption(bytes, 34, 2_000, PropValueNdr.ARRAY::decode, NdrException.class);
		}
	}
}
