package dev.quayside.msmq.property;

import java.util.List;
import java.util.UUID;

/** A PROPVARIANT as MSMQ uses it ([MS-MQMQ] 2.2.13), one record for each kind of value. */
public sealed interface PropValue {

	int VT_EMPTY = 0;
	int VT_NULL = 1;
	int VT_I2 = 2;
	int VT_I4 = 3;
	int VT_BOOL = 11;
	int VT_VARIANT = 12;
	int VT_I1 = 16;
	int VT_UI1 = 17;
	int VT_UI2 = 18;
	int VT_UI4 = 19;
	int VT_I8 = 20;
	int VT_UI8 = 21;
	int VT_LPWSTR = 31;
	int VT_BLOB = 65;
	int VT_CLSID = 72;
	int VT_VECTOR = 0x1000;

	/** The VARTYPE on the wire. */
	int type();

	/** No value: VT_EMPTY or VT_NULL. */
	record None(int type) implements PropValue {

		public static final None NULL = new None(VT_NULL);
	}

	/** An integer or boolean of 1 to 8 bytes; unsigned types are not negative but for VT_UI8. */
	record Number(int type, long value) implements PropValue {

		public static Number unsigned32(long value) {
			return new Number(VT_UI4, value);
		}

		public static Number signed64(long value) {
			return new Number(VT_I8, value);
		}
	}

	/** VT_LPWSTR. */
	record Text(String value) implements PropValue {

		@Override
		public int type() {
			return VT_LPWSTR;
		}
	}

	/** VT_CLSID. */
	record Guid(UUID value) implements PropValue {

		@Override
		public int type() {
			return VT_CLSID;
		}
	}

	/** VT_BLOB, or a vector of VT_UI1. */
	record Bytes(int type, byte[] value) implements PropValue {}

	/** A vector of VT_LPWSTR. */
	record Texts(List<String> values) implements PropValue {

		public Texts {
			values = List.copyOf(values);
		}

		@Override
		public int type() {
			return VT_VECTOR | VT_LPWSTR;
		}
	}

	/** A vector of VT_CLSID. */
	record Guids(List<UUID> values) implements PropValue {

		public Guids {
			values = List.copyOf(values);
		}

		@Override
		public int type() {
			return VT_VECTOR | VT_CLSID;
		}
	}

	/**
	 * A vector of integers.
	 *
	 * @param type
	 *            with VT_VECTOR
	 */
	record Numbers(int type, List<Long> values) implements PropValue {

		public Numbers {
			values = List.copyOf(values);
		}
	}

	/** A vector of values of any kind. */
	record Variants(List<PropValue> values) implements PropValue {

		public Variants {
			values = List.copyOf(values);
		}

		@Override
		public int type() {
			return VT_VECTOR | VT_VARIANT;
		}
	}
}
