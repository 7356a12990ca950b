package dev.quayside.rpc.endpoint;

import dev.quayside.rpc.FaultStatus;

/** The status of a call to an endpoint mapper ([MS-RPCE] 2.2.1.2.4); unknown values survive. */
public record EndpointStatus(int code) {

	public static final EndpointStatus OK = new EndpointStatus(0);
	/** Nothing fits what was asked for. */
	public static final EndpointStatus NOT_REGISTERED = new EndpointStatus(0x16C9A0D6);
	public static final EndpointStatus CANNOT_PERFORM = new EndpointStatus(0x16C9A0CD);
	/** What Windows answers where it cannot serve a request, also as the fault of operations that are no more. */
	public static final EndpointStatus NOT_SUPPORTED = new EndpointStatus(0x6D8);
	public static final EndpointStatus INVALID_VERSIONS = new EndpointStatus(0x6DC);

	public boolean isOk() {
		return code == 0;
	}

	/** Whether nothing was found, also as the Win32 error. */
	public boolean isNotRegistered() {
		return equals(NOT_REGISTERED) || code == 0x6D9;
	}

	/** The status with its name and meaning. */
	public FaultStatus fault() {
		return new FaultStatus(code);
	}
}
