package dev.quayside.rpc;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The status of a fault: a value of [C706] appendix E, a Win32 error, or an HRESULT that the server raised ([MS-RPCE]
 * 3.1.1.5.5). Unknown values survive.
 */
public record FaultStatus(int code) {

	private record Entry(String name, int win32, String meaning) {}

	private static final Map<Integer, Entry> KNOWN = new HashMap<>();

	/** What a server must not send ([MS-RPCE] 3.3.3.5.1). */
	private static final Set<Integer> FORBIDDEN = Set.of(0, 0x80000001, 0x80000002, 0x80000003, 0xC0000005, 0xC0000006,
			0xC000001D, 0xC0000096, 0xC00000AA, 0xC00000FD, 0xC0000194, 0xC0000235, 0xC0000409, 0xC0000420);

	public static final FaultStatus ACCESS_DENIED = own(0x00000005, "ERROR_ACCESS_DENIED",
			"the server refuses the caller or the protection level");
	public static final FaultStatus UNKNOWN_AUTHENTICATION = own(0x000006D3, "RPC_S_UNKNOWN_AUTHN_SERVICE",
			"the server does not know the security provider");
	public static final FaultStatus BAD_STUB_DATA = own(0x000006F7, "RPC_X_BAD_STUB_DATA",
			"the server cannot read the parameters");
	public static final FaultStatus OPNUM_OUT_OF_RANGE = nca(0x1C010002, "nca_s_op_rng_error", 0x6D1,
			"the server is too old and has no such operation");
	public static final FaultStatus UNKNOWN_INTERFACE = nca(0x1C010003, "nca_s_unk_if", 0x6B5,
			"the server does not offer the interface at this port");
	public static final FaultStatus PROTOCOL_ERROR = nca(0x1C01000B, "nca_s_proto_error", 0x6C0,
			"the server did not understand the request");
	public static final FaultStatus RESPONSE_TOO_LARGE = nca(0x1C010013, "nca_s_out_args_too_big", 0x46A,
			"the answer is too large");
	public static final FaultStatus TOO_BUSY = nca(0x1C010014, "nca_s_server_too_busy", 0x6BB,
			"the server has too many calls at once");
	public static final FaultStatus CANCELLED = nca(0x1C00000D, "nca_s_fault_cancel", 0x71A, "the call was cancelled");
	public static final FaultStatus UNSPECIFIED = nca(0x1C000012, "nca_s_fault_unspec", 0x6BE,
			"the server failed while it executed the call");
	public static final FaultStatus CONTEXT_MISMATCH = nca(0x1C00001A, "nca_s_fault_context_mismatch", 6,
			"the server does not know the handle any more");
	public static final FaultStatus NO_MEMORY = nca(0x1C00001B, "nca_s_fault_remote_no_memory", 0x46A,
			"the server is out of memory");
	public static final FaultStatus INVALID_CONTEXT_ID = nca(0x1C00001C, "nca_s_invalid_pres_context_id", 0x6C0,
			"the server does not know the presentation context");
	public static final FaultStatus UNSUPPORTED_LEVEL = nca(0x1C00001D, "nca_s_unsupported_authn_level", 0x71D,
			"the server demands another protection level");

	public static final FaultStatus SECURITY_PACKAGE_ERROR = own(0x00000721, "RPC_S_SEC_PKG_ERROR",
			"the security package of the server failed");
	/** Also the answer to too many security contexts ([MS-RPCE] 3.3.1.5.4). */
	public static final FaultStatus TOO_MANY_CONTEXTS = own(0x000006C0, "RPC_S_PROTOCOL_ERROR",
			"the server did not understand the request");

	static {
		nca(0x1C000001, "nca_s_fault_int_div_by_zero", 0x6E7, "the server divided by zero");
		nca(0x1C000002, "nca_s_fault_addr_error", 0x6E8, "the server failed while it executed the call");
		nca(0x1C000003, "nca_s_fault_fp_div_zero", 0x6E9, "the server divided by zero");
		nca(0x1C000004, "nca_s_fault_fp_underflow", 0x6EA, "the server failed while it executed the call");
		nca(0x1C000005, "nca_s_fault_fp_overflow", 0x6EB, "the server failed while it executed the call");
		nca(0x1C000006, "nca_s_fault_invalid_tag", 0x6C5, "a union in the parameters has no such arm");
		nca(0x1C000007, "nca_s_fault_invalid_bound", 0x6C6, "a count in the parameters is out of bounds");
		nca(0x1C000008, "nca_s_rpc_version_mismatch", 0x6C0, "the server speaks another version of RPC");
		nca(0x1C000009, "nca_s_unspec_reject", 0x6BE, "the server refused the call");
		nca(0x1C00000A, "nca_s_bad_actid", 0x6BF, "the server does not know the activity");
		nca(0x1C00000B, "nca_s_who_are_you_failed", 0x6BE, "the server could not call back");
		nca(0x1C00000C, "nca_s_manager_not_entered", 0x6BF, "the server did not execute the call");
		nca(0x1C00000E, "nca_s_fault_ill_inst", 0x6E8, "the server failed while it executed the call");
		nca(0x1C00000F, "nca_s_fault_fp_error", 0x6EB, "the server failed while it executed the call");
		nca(0x1C000010, "nca_s_fault_int_overflow", 0x6E8, "the server failed while it executed the call");
		nca(0x1C000014, "nca_s_fault_pipe_empty", 0x77E, "a pipe is empty");
		nca(0x1C000015, "nca_s_fault_pipe_closed", 0x77C, "a pipe is closed");
		nca(0x1C000016, "nca_s_fault_pipe_order", 0x727, "pipes were used in a wrong order");
		nca(0x1C000017, "nca_s_fault_pipe_discipline", 0x77D, "a pipe was not used to its end");
		nca(0x1C000018, "nca_s_fault_pipe_comm_error", 0x71C, "the connection broke");
		nca(0x1C000019, "nca_s_fault_pipe_memory", 0x0E, "a pipe is out of memory");
		nca(0x1C00001F, "nca_s_invalid_checksum", 0x6BF, "the signature of the call is wrong");
		nca(0x1C000020, "nca_s_invalid_crc", 0x6BF, "the checksum of the call is wrong");
		nca(0x1C010001, "nca_s_comm_failure", 0x71C, "the connection broke");
		nca(0x1C010009, "nca_s_you_crashed", 0x6BE, "the server lost the call");
		nca(0x1C010017, "nca_s_unsupported_type", 0x6C4, "the server does not know the object");
		nca(0x16C9A0CD, "ept_s_cant_perform_op", 0x6D8, "the endpoint mapper cannot do this");
		nca(0x16C9A0D6, "ept_s_not_registered", 0x6D9, "the endpoint mapper knows no such interface");
		own(0x000006BA, "RPC_S_SERVER_UNAVAILABLE", "the server is not available");
		own(0x000006BE, "RPC_S_CALL_FAILED", "the call failed");
		own(0x000006D1, "RPC_S_PROCNUM_OUT_OF_RANGE", "the server is too old and has no such operation");
		own(0x000006D7, "EPT_S_INVALID_ENTRY", "the endpoint mapper cannot read what it was asked for");
		own(0x000006D8, "EPT_S_CANT_PERFORM_OP", "the endpoint mapper cannot do this");
		own(0x000006D9, "EPT_S_NOT_REGISTERED", "the endpoint mapper knows no such interface");
		own(0x000006DC, "RPC_S_INVALID_VERS_OPTION", "the endpoint mapper knows no such choice of versions");
		own(0x000006EF, "RPC_X_SS_IN_NULL_CONTEXT", "the call needs a handle that is not null");
		own(0x000006F4, "RPC_X_NULL_REF_POINTER", "a pointer in the parameters is null that must not be");
		own(0x0000071A, "RPC_S_CALL_CANCELLED", "the call was cancelled");
		own(0x0000071C, "RPC_S_COMM_FAILURE", "the connection broke");
		own(0x0000071D, "RPC_S_UNSUPPORTED_AUTHN_LEVEL", "the server demands another protection level");
	}

	private static FaultStatus nca(int code, String name, int win32, String meaning) {
		KNOWN.put(code, new Entry(name, win32, meaning));
		return new FaultStatus(code);
	}

	private static FaultStatus own(int code, String name, String meaning) {
		return nca(code, name, code, meaning);
	}

	/** Whether the server raised an HRESULT or NTSTATUS of its application. */
	public boolean isApplicationStatus() {
		return code < 0;
	}

	/** Whether a server may send it. */
	public boolean isAllowed() {
		return !FORBIDDEN.contains(code);
	}

	/** The Win32 error that stands for it ([MS-RPCE] 3.1.1.5.5), or the status itself where none does. */
	public int win32() {
		Entry entry = KNOWN.get(code);
		return entry == null ? code : entry.win32();
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
