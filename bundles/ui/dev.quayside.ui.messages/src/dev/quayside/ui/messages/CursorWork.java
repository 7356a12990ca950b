package dev.quayside.ui.messages;

import dev.quayside.admin.HeldCursor;
import dev.quayside.admin.Message;
import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.OwnHandles;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Changes;
import dev.quayside.ui.common.Confirm;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.BodyView;
import dev.quayside.ui.model.HeldRow;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;

/** Does in jobs what the user wants of an open queue, a cursor or a receive, and shows in the view what came of it. */
final class CursorWork {

	private static final int WHOLE_BODY = 4 * 1024 * 1024;

	private final CursorsView view;
	private final HeldNode node;

	CursorWork(CursorsView view, HeldNode node) {
		this.view = view;
		this.node = node;
	}

	void run(CursorAction action) {
		view.say("");
		switch (action) {
			case CREATE -> start("Create a cursor at ", true, (handles, monitor) -> {
				HeldCursor made = handles.createCursor(node.handle(), monitor);
				return () -> view.open(node.source(), new HeldRow.AtCursor(node.row().queue(), made));
			});
			case CURRENT, NEXT, RECEIVE, WAIT -> step(action);
			case TAKE -> change("Take the message of receive " + request(),
					(handles, monitor) -> ((OwnHandles) handles).take(node.handle(), request(), monitor),
					"1 message received");
			case RELEASE -> release();
			default -> close();
		}
	}

	private long request() {
		return ((HeldRow.Pending) node.row()).receive().requestId();
	}

	private String where() {
		return node.row().queue().queue().toString();
	}

	/** Something that changes no queue; what it returns runs on the UI thread. */
	private interface Use {

		Runnable run(OwnHandles handles, IProgressMonitor monitor) throws QueueManagerException;
	}

	private void start(String what, boolean isShort, Use use) {
		Job job = new Job(what + where()) {

			@Override
			protected IStatus run(IProgressMonitor monitor) {
				try {
					Runnable shown = use.run((OwnHandles) node.source().open(), monitor);
					later(shown);
					return Status.OK_STATUS;
				} catch (QueueManagerException e) {
					boolean isNone = e.kind() == QueueManagerException.Kind.TIMEOUT;
					Ui.later(() -> {
						if (isShown()) {
							view.clear(isNone ? "There is no message there." : QueueWords.failure(e));
							view.read();
						} else if (!isNone) {
							Outcome.failed(what + where(), e);
						}
					});
					return Status.OK_STATUS;
				} catch (OperationCanceledException e) {
					return Status.CANCEL_STATUS;
				}
			}

			@Override
			public boolean belongsTo(Object family) {
				return family == AdminJob.FAMILY;
			}
		};
		// One that waits is seen in this view and can be released there.
		job.setUser(isShort);
		job.schedule();
	}

	private void later(Runnable work) {
		Ui.later(() -> {
			if (isShown()) {
				work.run();
				view.read();
			}
		});
	}

	private boolean isShown() {
		return view.getSite().getPage().findView(CursorsView.ID) == view;
	}

	private void step(CursorAction action) {
		long cursor = node.row() instanceof HeldRow.AtCursor at ? at.cursor().cursor() : 0;
		String what = action == CursorAction.RECEIVE || action == CursorAction.WAIT ? "Receive at " : "Peek at ";
		start(what, action.waiting().isZero(), (handles, monitor) -> {
			Message message = handles.step(node.handle(), cursor, action.step().orElseThrow(), action.waiting(),
					WHOLE_BODY, monitor);
			BodyView body = BodyView.of(message);
			String held = action.step().get() == OwnHandles.Step.RECEIVE
					? " is held: take it, or release it and it goes back."
					: "";
			return () -> {
				view.show(message, body);
				view.say(held.isEmpty()
						? ""
						: "Message \"" + Words.oneLine(message.summary().label()) + "\"" + held);
			};
		});
	}

	private void release() {
		boolean waits = ((HeldRow.Pending) node.row()).receive().isWaiting();
		if (isMine("Release receive", "&Release", waits
				? "It ends without a message for its client."
				: "The message goes back to the queue, and its client cannot take it any more.")) {
			change("Release receive " + request(),
					(handles, monitor) -> handles.release(node.handle(), request(), monitor), "Receive released");
		}
	}

	private void close() {
		if (node.row() instanceof HeldRow.AtCursor at) {
			if (isMine("Close cursor", "&Close", "Its client cannot use it any more.")) {
				change("Close cursor " + at.cursor().cursor(),
						(handles, monitor) -> handles.closeCursor(node.handle(), at.cursor().cursor(), monitor),
						"Cursor closed");
			}
		} else if (isMine("Close queue", "&Close",
				"Its client cannot use it any more; messages that it holds go back to the queue.")) {
			change("Close queue", (handles, monitor) -> handles.close(node.handle(), monitor),
					"Queue closed with its cursors and receives");
		}
	}

	/** What others hold is not taken from them without a question. */
	private boolean isMine(String title, String action, String consequence) {
		return node.source().isOwn() || Confirm.askCarefully(view.getSite().getShell(), title, title + " of "
				+ Words.oneLine(node.row().queue().client()) + " at " + where() + "?\n\n" + consequence, action);
	}

	private void change(String name, HandleChange.Work work, String done) {
		HandleChange change = new HandleChange(name, where(),
				node.source().manager().current().map(connection -> connection.settings().identity()).orElse(""),
				monitor -> {
					OpenHandles handles = node.source().open();
					work.run(handles, monitor);
				}, done);
		Changes.start(node.source().manager(), change);
	}
}
