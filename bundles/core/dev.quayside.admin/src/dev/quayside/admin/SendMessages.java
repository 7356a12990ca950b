package dev.quayside.admin;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.ISchedulingRule;

import java.util.function.Consumer;

/** Sends messages and waits until the peer queue manager has accepted them. */
public final class SendMessages implements AdminOperation {

	private final MessageSender sender;
	private final SendRequest request;
	private final Consumer<String> accepted;
	private int count;

	/**
	 * @param accepted
	 *            gets each message id as soon as the peer has accepted the message
	 */
	public SendMessages(MessageSender sender, SendRequest request, Consumer<String> accepted) {
		this.sender = sender;
		this.request = request;
		this.accepted = accepted;
	}

	@Override
	public String name() {
		return "Send " + QueueChange.count(request.count());
	}

	@Override
	public String where() {
		return request.formatName();
	}

	@Override
	public String identity() {
		return "anonymous";
	}

	/** Sends disturb nobody. */
	@Override
	public ISchedulingRule rule() {
		return null;
	}

	@Override
	public IStatus run(IProgressMonitor monitor) {
		SubMonitor progress = SubMonitor.convert(monitor, name() + " to " + where(), request.count());
		try {
			sender.send(request, id -> {
				count++;
				progress.worked(1);
				accepted.accept(id);
			}, progress);
			return Outcomes.done(QueueChange.count(count) + " accepted by the queue manager");
		} catch (OperationCanceledException e) {
			return Outcomes.cancelled("Cancelled: " + count + " of " + request.count() + " messages accepted");
		} catch (QueueManagerException e) {
			return Outcomes.failed(e);
		}
	}
}
