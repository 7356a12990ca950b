package dev.quayside.ui.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.ui.common.BackgroundJob;
import dev.quayside.ui.common.Outcome;
import dev.quayside.ui.common.SecurePasswords;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.common.Workspace;
import dev.quayside.ui.model.SidNames;
import dev.quayside.ui.model.directory.KnownDirectories;
import dev.quayside.ui.model.directory.KnownDirectory;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** The directories of the window, and which of them its views show. Used by the UI thread; names are asked for by jobs. */
public final class DirectorySessions {

	private static DirectorySessions instance;

	private final KnownDirectories known;
	private final List<DirectorySession> sessions = new CopyOnWriteArrayList<>();
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	private DirectorySession current;

	private DirectorySessions(KnownDirectories known) {
		this.known = known;
		known.entries().forEach(entry -> sessions.add(new DirectorySession(entry, this::keep)));
		current = sessions.isEmpty() ? null : sessions.get(0);
		SidNames.get().ask(this::name);
	}

	/** Those that are connected are asked; none is connected for it. */
	private Optional<String> name(String sid, BooleanSupplier isCancelled) throws DirectoryException {
		List<DirectoryConnection> connected = sessions.stream().flatMap(session -> session.current().stream()).toList();
		if (connected.isEmpty()) {
			throw new DirectoryException(Kind.UNREACHABLE, "No directory is connected", "", null);
		}
		IProgressMonitor monitor = new NullProgressMonitor() {

			@Override
			public boolean isCanceled() {
				return isCancelled.getAsBoolean();
			}
		};
		for (DirectoryConnection connection : connected) {
			Optional<String> name = connection.accountName(sid, monitor);
			if (name.isPresent()) {
				return name;
			}
		}
		return Optional.empty();
	}

	public static synchronized DirectorySessions get() {
		if (instance == null) {
			try {
				instance = new DirectorySessions(
						new KnownDirectories(Workspace.folder().resolve("directories.json")));
			} catch (IOException e) {
				throw new UncheckedIOException("Cannot read the list of directories", e);
			}
		}
		return instance;
	}

	public List<DirectorySession> all() {
		return List.copyOf(sessions);
	}

	/** What the views show; empty: none was added. */
	public Optional<DirectorySession> current() {
		return Optional.ofNullable(current);
	}

	/** Shows another one. */
	public void select(DirectorySession session) {
		if (current != session) {
			current = session;
			changed();
		}
	}

	/** The one that was added with this address. */
	public Optional<DirectorySession> at(DirectoryAddress address) {
		return sessions.stream().filter(session -> session.known().address().equals(address)).findAny();
	}

	/** Adds a directory, or finds the one with the same address, and shows it. */
	public DirectorySession add(NewDirectory fresh) {
		DirectorySession session = at(fresh.entry().address()).orElse(null);
		if (session == null) {
			session = new DirectorySession(fresh.entry(), this::keep);
			sessions.add(session);
		}
		change(session, fresh);
		return session;
	}

	/** Connects anew, as the user wants it now, and shows it. */
	public void change(DirectorySession session, NewDirectory fresh) {
		KnownDirectory old = session.known();
		known.replace(old.address(), fresh.entry());
		session.known(fresh.entry());
		save();
		BackgroundJob.schedule("Use the settings of " + session.title(), monitor -> {
			session.use(fresh.answer(), fresh.connection());
			if (!old.secretKey().equals(fresh.entry().secretKey())) {
				forget(old);
			}
			Ui.later(() -> {
				current = session;
				changed();
			});
		});
	}

	/** Takes it off the list, and its password out of the secure storage. */
	public void remove(DirectorySession session) {
		known.remove(session.known().address());
		save();
		sessions.remove(session);
		BackgroundJob.schedule("Disconnect", monitor -> {
			session.disconnect();
			forget(session.known());
		});
		if (current == session) {
			current = sessions.isEmpty() ? null : sessions.get(0);
		}
		changed();
	}

	/** Whether commands may change something there; kept for the next start. */
	public void setReadOnly(DirectorySession session, boolean isReadOnly) {
		session.known(session.known().withReadOnly(isReadOnly));
		known.put(session.known());
		save();
		changed();
	}

	private static void forget(KnownDirectory entry) {
		if (!entry.isRemembered()) {
			return;
		}
		try {
			new SecurePasswords().forget(entry.secretKey());
		} catch (IOException e) {
			Outcome.failed("The password of " + entry.title() + " is still in the secure storage",
					new QueueManagerException(Kind.FAILED, e.getMessage(), "", e));
		}
	}

	/** A password is kept now, or a certificate is trusted. Called by jobs. */
	private void keep(DirectorySession session) {
		Ui.later(() -> {
			if (sessions.contains(session)) {
				known.put(session.known());
				save();
			}
		});
	}

	private void save() {
		BackgroundJob.schedule("Keep the list of directories", monitor -> {
			try {
				known.save();
			} catch (IOException e) {
				Outcome.failed("The list of directories cannot be kept for the next start",
						new QueueManagerException(Kind.FAILED, FileFailures.sentence(e), "", e));
			}
		});
	}

	/** Calls back on the UI thread whenever another directory is to be shown, or differently; run the result to stop. */
	public Runnable onChanged(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/** The one that is shown has a connection now, which it had not, or another one. */
	void connected() {
		changed();
	}

	private void changed() {
		listeners.forEach(Runnable::run);
	}
}
