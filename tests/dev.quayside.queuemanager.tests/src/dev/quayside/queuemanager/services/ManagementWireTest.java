package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Asks qmmgmt with raw stubs. */
abstract class ManagementWireTest extends WireTest {

	static final int VT_NULL = 1;
	static final int VT_UI4 = 19;
	static final int VT_I8 = 20;
	static final int VT_LPWSTR = 31;
	static final int VT_VECTOR = 0x1000;

	static Stub machine() {
		return new Stub().u16(1).u16(1).u32(0);
	}

	static Stub session() {
		return new Stub().u16(3).u16(3).u32(0);
	}

	Stub object() {
		return object(direct());
	}

	static Stub object(Stub format) {
		return new Stub().u16(2).u16(2).u32(0x00020000).bytes(format.toByteArray()).align(4);
	}

	/** All values VT_NULL, as a client has to set them. */
	static Stub infoStub(Stub object, long... properties) {
		object.u32(properties.length).u32(properties.length);
		Arrays.stream(properties).forEach(object::u32);
		object.u32(properties.length);
		for (int i = 0; i < properties.length; i++) {
			object.align(8).u16(VT_NULL).u8(0).u8(0).u32(0).u16(VT_NULL);
		}
		return object;
	}

	byte[] getInfo(Stub object, long... properties) throws IOException {
		return wire.call(Wire.MANAGEMENT, 0, infoStub(object, properties).toByteArray());
	}

	/** The only value of an answer: behind the count, aligned to 8. */
	ByteBuffer value(Stub object, long property, int type) throws IOException {
		byte[] answer = getInfo(object, property);
		assertThat(Wire.status(answer)).isZero();
		ByteBuffer in = ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN);
		assertThat(in.getInt(0)).as("count").isEqualTo(1);
		assertThat(in.getShort(8)).as("VARTYPE").isEqualTo((short) type);
		assertThat(in.getShort(16)).as("discriminant").isEqualTo((short) type);
		return in.position(18);
	}

	static void align(ByteBuffer in, int alignment) {
		in.position(in.position() + alignment - 1 & -alignment);
	}

	String text(Stub object, long property) throws IOException {
		ByteBuffer in = value(object, property, VT_LPWSTR);
		align(in, 4);
		assertThat(in.getInt()).as("pointer").isNotZero();
		return string(in);
	}

	static String string(ByteBuffer in) {
		align(in, 4);
		int units = in.getInt();
		assertThat(in.getInt()).as("offset").isZero();
		assertThat(in.getInt()).as("actual count").isEqualTo(units);
		byte[] bytes = new byte[2 * units];
		in.get(bytes);
		String text = new String(bytes, StandardCharsets.UTF_16LE);
		assertThat(text).endsWith("\0");
		return text.substring(0, units - 1);
	}

	List<String> texts(Stub object, long property) throws IOException {
		ByteBuffer in = value(object, property, VT_VECTOR | VT_LPWSTR);
		align(in, 4);
		int count = in.getInt();
		assertThat(in.getInt()).as("pointer").isNotZero();
		assertThat(in.getInt()).as("maximum count").isEqualTo(count);
		for (int i = 0; i < count; i++) {
			assertThat(in.getInt()).as("pointer of element").isNotZero();
		}
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			texts.add(string(in));
		}
		return texts;
	}

	long number(Stub object, long property) throws IOException {
		ByteBuffer in = value(object, property, VT_UI4);
		align(in, 4);
		return Integer.toUnsignedLong(in.getInt());
	}

	int status(Stub object, long... properties) throws IOException {
		return Wire.status(getInfo(object, properties));
	}
}
