package dev.quayside.admin.local;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.PendingReceive;
import dev.quayside.admin.QueueAddress;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.IProgressMonitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a client holds open, made up. */
final class HeldThings implements OpenHandles {

	static final HeldQueue HELD = new HeldQueue(-2, "CORP\\ann at 127.0.0.1",
			new QueueAddress(QueueManagerAddress.parse("localhost"), "private$\\orders"), HeldQueue.Access.RECEIVE,
			true,
			List.of(new HeldCursor(3, "at the message", Optional.of(new LookupId(864691128455135233L))),
					new HeldCursor(4, "before the first message", Optional.empty())),
			List.of(new PendingReceive(7, 3, Optional.of(new LookupId(5)),
					Optional.of(Instant.parse("2026-11-25T09:00:00Z"))),
					new PendingReceive(8, 0, Optional.empty(), Optional.empty())));

	final List<String> requests = new CopyOnWriteArrayList<>();
	List<HeldQueue> held = List.of(HELD);
	QueueManagerException failure;

	private void request(String request) throws QueueManagerException {
		requests.add(request);
		if (failure != null) {
			throw failure;
		}
	}

	@Override
	public List<HeldQueue> list(IProgressMonitor monitor) throws QueueManagerException {
		request("list");
		return held;
	}

	@Override
	public void release(long handle, long requestId, IProgressMonitor monitor) throws QueueManagerException {
		request("release " + handle + " " + requestId);
	}

	@Override
	public void close(long handle, IProgressMonitor monitor) throws QueueManagerException {
		request("close " + handle);
	}

	@Override
	public void closeCursor(long handle, long cursor, IProgressMonitor monitor) throws QueueManagerException {
		request("close cursor " + handle + " " + cursor);
	}
}
