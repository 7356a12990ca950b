package dev.quayside.rpc;

import java.util.HashMap;
import java.util.Map;

/**
 * The status of a fault: a value of [C706] appendix E, a Win32 error, or an HRESULT that the server raised ([MS-RPCE]
 * 3.1.1.5.5). Unknown values survive.
 */
public record FaultStatus(int code) {

	private record Entry(String name, String meaning) {}

	private static final Map<Integer, Entry> KNOWN = new HashMap<>();

	public static final FaultStatus ACCESS_DENIED = known(0x00000005, "ERROR_ACCESS_DENIED",
			"the server refuses the caller or the protection level");
	public static final FaultStatus BAD_STUB_DATA = known(0x000006F7, "RPC_X_BAD_STUB_DATA",
			"the server cannot read the parameters");
	public static final FaultStatus OPNUM_OUT_OF_RANGE = known(0x1C010002, "nca_s_op_rng_error",
			"the server is too old and has no such operation");
	public static final FaultStatus UNKNOWN_INTERFACE = known(0x1C010003, "nca_s_unk_if",
			"the server does not offer the interface at this port");
	public static final FaultStatus PROTOCOL_ERROR = known(0x1C01000B, "nca_s_proto_error",
			"the server did not understand the request");
	public static final FaultStatus TOO_BUSY = known(0x1C010014, "nca_s_server_too_busy",
			"the server has too many calls at once");
	public static final FaultStatus CANCELLED = known(0x1C00000D, "nca_s_fault_cancel", "the call was cancelled");
	public static final FaultStatus CONTEXT_MISMATCH = known(0x1C00001A, "nca_s_fault_context_mismatch",
			"the server does not know the handle any more");
	public static final FaultStatus NO_MEMORY = known(0x1C00001B, "nca_s_fault_remote_no_memory",
			"the server is out of memory");
	public static final FaultStatus INVALID_CONTEXT_ID = known(0x1C00001C, "nca_s_invalid_pres_context_id",
			"the server does not know the presentation context");
	public static final FaultStatus UNSUPPORTED_LEVEL = known(0x1C00001D, "nca_s_unsupported_authn_level",
			"the server demands another protection level");
	public static final FaultStatus UNSPECIFIED = known(0x1C000012, "nca_s_fault_unspec",
			"the server failed while it executed the call");

	static {
		known(0x1C010001, "nca_s_comm_failure", "the connection broke");
		known(0x1C010009, "nca_s_you_crashed", "the server lost the call");
		known(0x1C010013, "nca_s_out_args_too_big", "the answer is too large");
		known(0x1C000006, "nca_s_fault_invalid_tag", "a union in the parameters has no such arm");
		known(0x1C000007, "nca_s_fault_invalid_bound", "a count in the parameters is out of bounds");
		known(0x1C00001F, "nca_s_invalid_checksum", "the signature of the call is wrong");
		known(0x1C000020, "nca_s_invalid_crc", "the checksum of the call is wrong");
		known(0x000006BA, "RPC_S_SERVER_UNAVAILABLE", "the server is not available");
		known(0x000006BE, "RPC_S_CALL_FAILED", "the call failed");
		known(0x000006D1, "RPC_S_PROCNUM_OUT_OF_RANGE", "the server is too old and has no such operation");
		known(0x000006D9, "EPT_S_NOT_REGISTERED", "the endpoint mapper knows no such interface");
		known(0x00000721, "RPC_S_SEC_PKG_ERROR", "the security package failed");
		known(0x0000071A, "RPC_S_CALL_CANCELLED", "the call was cancelled");
		known(0x0000071C, "RPC_S_COMM_FAILURE", "the connection broke");
		known(0x0000071D, "RPC_S_UNSUPPORTED_AUTHN_LEVEL", "the server demands another protection level");
	}

	private static FaultStatus known(int code, String name, String meaning) {
		KNOWN.put(code, new Entry(name, meaning));
		return new FaultStatus(code);
	}

	/** Whether the server raised an HRESULT or NTSTATUS of its application. */
	public boolean isApplicationStatus() {
		return code < 0;
	}

	/** The name, or the number where it has none here. */
	public String name() {
		Entry entry = KNOWN.get(code);
		return entry == null ? String.format("0x%08X", code) : entry.name();
	}

	/** A clause for people. */
	public String meaning() {
		Entry entry = KNOWN.get(code);
		return entry == null ? "the server raised this status" : entry.meaning();
	}

	@Override
	public String toString() {
		return KNOWN.containsKey(code) ? String.format("%s (0x%08X)", name(), code) : name();
	}
}
