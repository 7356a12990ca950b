package dev.quayside.directory.ldap;

import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.filterchain.IoFilterAdapter;
import org.apache.mina.core.session.IoSession;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Collects sealed messages from the wire, each behind its length, and passes on whole ones only: the library's filter for
 * SASL fails where a length is cut between two reads.
 */
final class SealedFrames extends IoFilterAdapter {

	static final String NAME = "sealedFrames";

	private static final int LENGTH_SIZE = 4;
	/** The largest that we offer to unseal. */
	private static final int MAX_FRAME = 1 << 24;

	private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

	@Override
	public void messageReceived(NextFilter nextFilter, IoSession session, Object message) throws IOException {
		IoBuffer in = (IoBuffer) message;
		byte[] more = new byte[in.remaining()];
		in.get(more);
		waiting.write(more);
		byte[] all = waiting.toByteArray();
		int start = 0;
		while (all.length - start >= LENGTH_SIZE) {
			int length = (all[start] & 0xff) << 24 | (all[start + 1] & 0xff) << 16 | (all[start + 2] & 0xff) << 8
					| all[start + 3] & 0xff;
			if (length < 0 || length > MAX_FRAME) {
				throw new IOException("A sealed message claims " + Integer.toUnsignedString(length) + " bytes");
			}
			int end = start + LENGTH_SIZE + length;
			if (end > all.length) {
				break;
			}
			nextFilter.messageReceived(session, IoBuffer.wrap(all, start, LENGTH_SIZE + length).slice());
			start = end;
		}
		waiting.reset();
		waiting.write(all, start, all.length - start);
	}
}
