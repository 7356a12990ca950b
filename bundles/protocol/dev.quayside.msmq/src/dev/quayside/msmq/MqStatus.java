package dev.quayside.msmq;

import java.util.Optional;

/**
 * An HRESULT, NTSTATUS or Win32 error as MSMQ uses them ([MS-MQMQ] 2.4). Unknown values survive and print in hex.
 */
public record MqStatus(int code) {

	public static final MqStatus OK = new MqStatus(0);
	public static final MqStatus ERROR = new MqStatus(0xC00E0001);
	public static final MqStatus PROPERTY = new MqStatus(0xC00E0002);
	public static final MqStatus QUEUE_NOT_FOUND = new MqStatus(0xC00E0003);
	public static final MqStatus QUEUE_EXISTS = new MqStatus(0xC00E0005);
	public static final MqStatus INVALID_PARAMETER = new MqStatus(0xC00E0006);
	public static final MqStatus INVALID_HANDLE = new MqStatus(0xC00E0007);
	public static final MqStatus OPERATION_CANCELLED = new MqStatus(0xC00E0008);
	public static final MqStatus SHARING_VIOLATION = new MqStatus(0xC00E0009);
	public static final MqStatus SERVICE_NOT_AVAILABLE = new MqStatus(0xC00E000B);
	public static final MqStatus ILLEGAL_QUEUE_PATHNAME = new MqStatus(0xC00E0014);
	public static final MqStatus ILLEGAL_PROPERTY_VALUE = new MqStatus(0xC00E0018);
	public static final MqStatus IO_TIMEOUT = new MqStatus(0xC00E001B);
	public static final MqStatus ILLEGAL_CURSOR_ACTION = new MqStatus(0xC00E001C);
	public static final MqStatus MESSAGE_ALREADY_RECEIVED = new MqStatus(0xC00E001D);
	public static final MqStatus ILLEGAL_FORMATNAME = new MqStatus(0xC00E001E);
	public static final MqStatus UNSUPPORTED_FORMATNAME_OPERATION = new MqStatus(0xC00E0020);
	public static final MqStatus ILLEGAL_SECURITY_DESCRIPTOR = new MqStatus(0xC00E0021);
	public static final MqStatus SECURITY_DESCRIPTOR_TOO_SMALL = new MqStatus(0xC00E0023);
	public static final MqStatus ACCESS_DENIED = new MqStatus(0xC00E0025);
	public static final MqStatus INSUFFICIENT_RESOURCES = new MqStatus(0xC00E0027);
	public static final MqStatus MESSAGE_STORAGE_FAILED = new MqStatus(0xC00E002A);
	public static final MqStatus ILLEGAL_PROPID = new MqStatus(0xC00E0039);
	public static final MqStatus PROPERTY_NOTALLOWED = new MqStatus(0xC00E003E);
	public static final MqStatus UNSUPPORTED_OPERATION = new MqStatus(0xC00E006A);
	public static final MqStatus QUEUE_NOT_AVAILABLE = new MqStatus(0xC00E004B);
	public static final MqStatus QUEUE_DELETED = new MqStatus(0xC00E005A);
	public static final MqStatus MESSAGE_NOT_FOUND = new MqStatus(0xC00E0088);
	public static final MqStatus TRANSACTION_ENLIST = new MqStatus(0xC00E0058);
	public static final MqStatus TRANSACTION_USAGE = new MqStatus(0xC00E0050);
	public static final MqStatus DTC_CONNECT = new MqStatus(0xC00E004C);
	public static final MqStatus TRANSACTION_IMPORT = new MqStatus(0xC00E004E);
	public static final MqStatus TRANSACTION_SEQUENCE = new MqStatus(0xC00E0051);
	public static final MqStatus MESSAGE_LOCKED_UNDER_TRANSACTION = new MqStatus(0xC00E009C);
	public static final MqStatus STATUS_INVALID_HANDLE = new MqStatus(0xC0000008);
	public static final MqStatus STATUS_INVALID_PARAMETER = new MqStatus(0xC000000D);
	public static final MqStatus STATUS_ACCESS_DENIED = new MqStatus(0xC0000022);
	public static final MqStatus STATUS_NOT_FOUND = new MqStatus(0xC0000225);

	public static MqStatus of(int code) {
		return new MqStatus(code);
	}

	/**
	 * Reads {@code 0xC00E0003}, the signed decimal form of .NET and scripts ({@code -1072824317}), or a name.
	 */
	public static Optional<MqStatus> parse(String text) {
		if (text.matches("0[xX][0-9A-Fa-f]{1,8}")) {
			return Optional.of(of(Integer.parseUnsignedInt(text.substring(2), 16)));
		}
		if (text.matches("-?[0-9]{1,10}")) {
			long number = Long.parseLong(text);
			return number < Integer.MIN_VALUE || number > 0xFFFFFFFFL
					? Optional.empty()
					: Optional.of(of((int) number));
		}
		return StatusTable.codeOf(text).map(MqStatus::of);
	}

	/** Whether this is a failure; information and warnings are not. */
	public boolean isError() {
		return code < 0;
	}

	/** Whether the status is in the table with a name, a meaning and advice. */
	public boolean isKnown() {
		return StatusTable.entry(code).isPresent();
	}

	/** {@code MQ_ERROR_QUEUE_NOT_FOUND}, or the number where it has no name here. */
	public String name() {
		return StatusTable.entry(code).map(StatusTable.Entry::name).orElseGet(this::hex);
	}

	/** A sentence for people without full stop; empty for unknown values. */
	public String meaning() {
		return StatusTable.entry(code).map(StatusTable.Entry::meaning).orElse("");
	}

	/** What an administrator should do; empty for unknown values. */
	public String advice() {
		return StatusTable.entry(code).map(StatusTable.Entry::advice).orElse("");
	}

	public String hex() {
		return String.format("0x%08X", code);
	}

	/** Name and number: {@code MQ_ERROR_QUEUE_NOT_FOUND (0xC00E0003)}. */
	@Override
	public String toString() {
		return isKnown() ? name() + " (" + hex() + ")" : hex();
	}
}
