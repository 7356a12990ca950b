package dev.quayside.msmq.rpc.remoteread;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;

/**
 * [MS-MQRR] 3.1.4.12.
 *
 * @param token
 *            propagation token of [MS-DTCO] 2.2.5.4, at most {@link #MAX_TOKEN} bytes
 * @param queue
 *            servers do not look at it
 */
public record EnlistRequest(UnitOfWork unit, byte[] token, QueueFormat queue) {

	public static final int MAX_TOKEN = 131_072;

	static final NdrType<EnlistRequest> NDR = new NdrType<>((out, request) -> request.write(out), EnlistRequest::read);

	public EnlistRequest {
		if (token.length > MAX_TOKEN) {
			throw new IllegalArgumentException("A propagation token of " + token.length + " bytes");
		}
	}

	private void write(NdrWriter out) {
		out.bytes(unit.bytes()).uint32(token.length).conformantBytes(token);
		queue.write(out);
		out.deferred();
	}

	private static EnlistRequest read(NdrReader in) {
		UnitOfWork unit = UnitOfWork.of(in.bytes(UnitOfWork.SIZE));
		int at = in.offset();
		long size = in.uint32();
		if (size > MAX_TOKEN) {
			throw new NdrException(at, "a propagation token of at most " + MAX_TOKEN + " bytes, not " + size);
		}
		byte[] token = in.conformantBytes();
		if (token.length != size) {
			throw new NdrException(at, "a propagation token of " + size + " bytes, not " + token.length);
		}
		return new EnlistRequest(unit, token, QueueFormat.NDR.read(in));
	}
}
