package dev.quayside.directory;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.PrivateFolder;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.ChangeReceipt.Outcome;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ObjectAttributes;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.admin.directory.ObjectChange.Action;
import dev.quayside.admin.directory.ObjectReceipt;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.LdapChange;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.directory.ldap.ModificationException;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes one change of a public queue or alias: inverse to a file, one request, reading back. */
final class ObjectChanger {

	private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
			.withZone(ZoneOffset.UTC);
	private static final int MAX_FILE_NAME = 100;
	private static final String CHANGED = "somebody else has changed it since it was read";

	private final Context context;
	private final ObjectChange change;
	private final Instant began = Instant.now();
	private Optional<Path> backup = Optional.empty();
	private Optional<String> server = Optional.empty();

	ObjectChanger(Context context, ObjectChange change) {
		this.context = context;
		this.change = change;
	}

	ObjectReceipt run(Optional<Path> folder, IProgressMonitor monitor) {
		if (change.isEmpty()) {
			return receipt(Outcome.UNCHANGED, "There is nothing to do", null);
		}
		try {
			Optional<ObjectReceipt> obstacle = monitor.isCanceled() ? Optional.of(cancelled()) : look(monitor);
			if (obstacle.isPresent()) {
				return obstacle.get();
			}
			if (folder.isPresent()) {
				backup = Optional.of(write(folder.get()));
			}
			return verified(send(monitor));
		} catch (OperationCanceledException e) {
			return cancelled();
		} catch (IOException e) {
			String sentence = "Nothing was changed: the inverse cannot be written: " + FileFailures.sentence(e);
			return receipt(Outcome.FAILED, sentence,
					new DirectoryException(Kind.FAILED, sentence, "Name a folder that you may write to", e));
		} catch (ModificationException e) {
			return refused(e);
		}
	}

	private ObjectReceipt cancelled() {
		return receipt(Outcome.CANCELLED, "Cancelled before anything was done", null);
	}

	/** The inverse has to be that of what is there now, and a deletion asks for nothing; empty if it is as it was. */
	private Optional<ObjectReceipt> look(IProgressMonitor monitor) {
		if (change.action() == Action.CREATE) {
			return Optional.empty();
		}
		try {
			Optional<ObjectState> now = ObjectState.read(context.servers(), context.home(), change.kind(), change.dn(),
					change.action() == Action.DELETE, monitor);
			if (now.isEmpty() || change.id().filter(now.get().id()::equals).isEmpty()) {
				return Optional.of(conflict("it has gone since it was read", null));
			}
			return change.before().filter(now.get().attributes()::equals).isPresent()
					? Optional.empty()
					: Optional.of(conflict(CHANGED, null));
		} catch (DirectoryException e) {
			return Optional.of(receipt(Outcome.FAILED, "Nothing was changed: " + e.getMessage(), e));
		}
	}

	private Path write(Path folder) throws IOException {
		String head = "# Takes back: " + change.what() + ' ' + change.name().replaceAll("\\p{Cntrl}", "?") + " at "
				+ began + "\n";
		String name = change.name().replaceAll("[^\\p{L}\\p{N}._-]+", "_");
		PrivateFolder target = new PrivateFolder(folder);
		Path file = target.create(name.substring(0, Math.min(MAX_FILE_NAME, name.length())) + '-'
				+ STAMP.format(began), ".ldif", (head + change.inverse()).getBytes(StandardCharsets.UTF_8));
		target.force();
		return file;
	}

	/** @return the server that has made it */
	private Endpoint send(IProgressMonitor monitor) throws ModificationException {
		return switch (change.action()) {
			case CREATE -> context.servers().add(context.home(), change.dn(), attributes(), monitor);
			case CHANGE -> context.servers().modify(context.home(), change.dn(), steps(), monitor);
			case DELETE -> context.servers().delete(context.home(), change.dn(), monitor);
		};
	}

	private Map<String, byte[]> attributes() {
		Map<String, byte[]> attributes = new HashMap<>();
		attributes.put("objectClass", change.kind().objectClass().getBytes(StandardCharsets.UTF_8));
		ObjectAttributes after = change.after().orElseThrow();
		after.names().forEach(name -> attributes.put(name, after.value(name).orElseThrow()));
		return attributes;
	}

	private List<LdapChange> steps() {
		ObjectAttributes before = change.before().orElseThrow();
		ObjectAttributes after = change.after().orElseThrow();
		List<LdapChange> steps = new ArrayList<>();
		for (String name : ObjectPlanner.changed(before, after)) {
			before.value(name)
					.ifPresent(value -> steps.add(new LdapChange(LdapChange.Kind.DELETE, name, List.of(value))));
			after.value(name).ifPresent(value -> steps.add(new LdapChange(LdapChange.Kind.ADD, name, List.of(value))));
		}
		return steps;
	}

	private ObjectReceipt refused(ModificationException e) {
		if (e.uncertainAt().isPresent()) {
			return afterwards(e.uncertainAt().get(), e.failure());
		}
		if (e.isConflictOfNames(change.action() == Action.CREATE)) {
			return conflict(change.action() == Action.CREATE
					? "somebody else has made an object of that name"
					: "it has gone since it was read", e.failure());
		}
		return e.isConflict()
				? conflict(CHANGED, e.failure())
				: receipt(Outcome.FAILED, "Nothing was changed: " + e.failure().getMessage(), e.failure());
	}

	private ObjectReceipt conflict(String why, DirectoryException cause) {
		String status = cause == null ? "" : " (" + cause.status() + ")";
		String sentence = "Nothing was changed: " + why + status;
		return receipt(Outcome.CONFLICT, sentence,
				cause == null ? new DirectoryException(Kind.BUSY, sentence, "Read it again and repeat", null) : cause);
	}

	/** No answer came: looks at what is there now. */
	private ObjectReceipt afterwards(Endpoint endpoint, DirectoryException why) {
		try {
			Optional<ObjectState> now = read(endpoint);
			if (isDone(now)) {
				return receipt(Outcome.DONE,
						"Done and verified" + where(endpoint) + ", although the connection broke meanwhile", null, now);
			}
			if (!isAsBefore(now)) {
				return receipt(Outcome.UNCERTAIN, "The connection broke, and it is now neither what it was nor what it "
						+ "was to be: " + why.getMessage(), why, now);
			}
			return why.kind() == Kind.TIMEOUT
					? receipt(Outcome.UNCERTAIN, "It is as it was so far, but the server may still make the change: "
							+ why.getMessage(), why)
					: receipt(Outcome.FAILED, "Nothing was changed: " + why.getMessage(), why);
		} catch (DirectoryException e) {
			return receipt(Outcome.UNCERTAIN, "It is not known whether it was changed: " + why.getMessage()
					+ "; reading it back failed as well", why);
		}
	}

	/** A replica may not have it yet: whoever made it is asked. */
	private ObjectReceipt verified(Endpoint endpoint) {
		try {
			Optional<ObjectState> now = read(endpoint);
			if (isDone(now)) {
				return receipt(Outcome.DONE, "Done and verified" + where(endpoint), null, now);
			}
			String other = "It was changed, but is no longer what was written: somebody else has changed it";
			return receipt(Outcome.UNCERTAIN, other, new DirectoryException(Kind.BUSY, other, "Look at it again", null),
					now);
		} catch (DirectoryException e) {
			return receipt(Outcome.UNCERTAIN, "It was changed, but could not be read back: " + e.getMessage(), e);
		}
	}

	private String where(Endpoint endpoint) {
		return endpoint.equals(context.home())
				? ""
				: " at " + endpoint + ", which " + context.home() + " has referred to and will follow";
	}

	/** Whether what was changed is there as it was to be. */
	private boolean isDone(Optional<ObjectState> now) {
		if (change.after().isEmpty() || now.isEmpty()) {
			return change.after().isEmpty() && now.isEmpty();
		}
		ObjectAttributes before = change.before().orElseGet(() -> new ObjectAttributes(Map.of()));
		ObjectAttributes after = change.after().get();
		return ObjectPlanner.changed(before, after).stream()
				.allMatch(name -> after.isSame(now.get().attributes(), name));
	}

	/** Permissions were read for deletions only, and are not read back. */
	private boolean isAsBefore(Optional<ObjectState> now) {
		if (change.before().isEmpty() || now.isEmpty()) {
			return change.before().isEmpty() && now.isEmpty();
		}
		ObjectAttributes attributes = now.get().attributes();
		return change.id().filter(now.get().id()::equals).isPresent()
				&& ObjectPlanner.changed(change.before().get(), attributes).stream()
						.allMatch(LdapQuery.SECURITY_DESCRIPTOR::equals);
	}

	/** Not cancelled: whoever stops now wants to know what was done. */
	private Optional<ObjectState> read(Endpoint endpoint) throws DirectoryException {
		server = endpoint.equals(context.home()) ? Optional.empty() : Optional.of(endpoint.host());
		try {
			return ObjectState.read(context.servers(), endpoint, change.kind(), change.dn(), false,
					new NullProgressMonitor());
		} catch (OperationCanceledException e) {
			throw new DirectoryException(Kind.FAILED, "interrupted while it was read back", "Look at it again", e);
		}
	}

	private ObjectReceipt receipt(Outcome outcome, String sentence, DirectoryException failure) {
		return receipt(outcome, sentence, failure, Optional.empty());
	}

	private ObjectReceipt receipt(Outcome outcome, String sentence, DirectoryException failure,
			Optional<ObjectState> now) {
		Optional<UUID> id = change.id().isPresent() ? change.id() : now.map(ObjectState::id);
		return new ObjectReceipt(change, began, outcome, id, backup, sentence, Optional.ofNullable(failure),
				server, Reading.absent());
	}
}
