package dev.quayside.msmq.property;

import java.util.Arrays;
import java.util.Optional;

/** What a queue is made with ([MS-MQMQ] 2.3.1), as far as private queues have it ([MS-MQMP] 3.1.1.12). */
public enum QueueObjectProperty {

	INSTANCE(101, PropValue.VT_CLSID, Use.TOLD),
	TYPE(102, PropValue.VT_CLSID, Use.CHANGED),
	PATH_NAME(103, PropValue.VT_LPWSTR, Use.GIVEN),
	JOURNAL(104, PropValue.VT_UI1, Use.CHANGED),
	QUOTA(105, PropValue.VT_UI4, Use.CHANGED),
	BASE_PRIORITY(106, PropValue.VT_I2, Use.CHANGED),
	JOURNAL_QUOTA(107, PropValue.VT_UI4, Use.CHANGED),
	LABEL(108, PropValue.VT_LPWSTR, Use.CHANGED),
	CREATE_TIME(109, PropValue.VT_I4, Use.TOLD),
	MODIFY_TIME(110, PropValue.VT_I4, Use.TOLD),
	AUTHENTICATE(111, PropValue.VT_UI1, Use.CHANGED),
	PRIVACY_LEVEL(112, PropValue.VT_UI4, Use.CHANGED),
	TRANSACTION(113, PropValue.VT_UI1, Use.GIVEN),
	PATH_NAME_DNS(124, PropValue.VT_LPWSTR, Use.TOLD),
	MULTICAST_ADDRESS(125, PropValue.VT_LPWSTR, Use.CHANGED),
	DIRECTORY_PATH(126, PropValue.VT_LPWSTR, Use.TOLD);

	/** What can be done with a property. */
	public enum Use {
		/** Only read. */
		TOLD,
		/** Given when the queue is made, and read. */
		GIVEN,
		/** Given, changed and read. */
		CHANGED
	}

	private final int id;
	private final int type;
	private final Use use;

	QueueObjectProperty(int id, int type, Use use) {
		this.id = id;
		this.type = type;
		this.use = use;
	}

	public int id() {
		return id;
	}

	/** Its VARTYPE. */
	public int type() {
		return type;
	}

	public Use use() {
		return use;
	}

	public static Optional<QueueObjectProperty> of(long id) {
		return Arrays.stream(values()).filter(property -> property.id == id).findAny();
	}
}
