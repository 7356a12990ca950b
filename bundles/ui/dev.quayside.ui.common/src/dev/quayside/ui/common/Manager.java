package dev.quayside.ui.common;

import dev.quayside.admin.Capabilities;
import dev.quayside.admin.Capability;
import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueSummary;
import dev.quayside.ui.model.Changeable;
import dev.quayside.ui.model.KnownQueueManager;
import dev.quayside.ui.model.SignIn;
import dev.quayside.ui.model.Subqueues;

import org.eclipse.core.runtime.IProgressMonitor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * A queue manager in the navigator. What it shows belongs to the UI thread; the connection may be used by several
 * threads.
 */
public final class Manager implements Changeable, InManager {

	/** How it stands with the connection. */
	public enum State {
		/** Not asked for, or the local queue manager is stopped. */
		OFF,
		CONNECTING,
		CONNECTED,
		FAILED
	}

	private final boolean local;
	private volatile KnownQueueManager known;
	private State state = State.OFF;
	private int reads;
	private boolean isReading;
	private QueueManagerException failure;
	private List<QueueSummary> queues = List.of();
	private Map<String, List<QueueSummary>> families = Map.of();
	private ConnectionSecurity security;
	private Capabilities capabilities;
	private final SignIn signIn;
	private final SharedConnection<QueueManagerConnection, QueueManagerException> connection = new SharedConnection<>(
			this::connect, QueueManagerException.class, QueueManagerConnection::close);

	/** @param remembered told by jobs whether the password is kept */
	Manager(KnownQueueManager known, boolean local, BiConsumer<Manager, Boolean> remembered) {
		this.known = known;
		this.local = local;
		this.signIn = new SignIn(new SecurePasswords(),
				new PasswordUser(isKept -> remembered.accept(this, isKept)));
	}

	@Override
	public Manager manager() {
		return this;
	}

	public boolean isLocal() {
		return local;
	}

	/** What the navigator calls it. */
	public String title() {
		return local ? "Local queue manager" : known.address().toString();
	}

	public QueueManagerAddress address() {
		return known.address();
	}

	void known(KnownQueueManager value) {
		known = value;
	}

	/** As it is kept for the next start. */
	public KnownQueueManager known() {
		return known;
	}

	public boolean isReadOnly() {
		return known.isReadOnly();
	}

	@Override
	public boolean isChangeable() {
		return !known.isReadOnly();
	}

	public State state() {
		return state;
	}

	/** Why it is not connected. */
	public Optional<QueueManagerException> failure() {
		return Optional.ofNullable(failure);
	}

	public List<QueueSummary> queues() {
		return queues;
	}

	/** The journal and the subqueues of a queue. */
	public List<QueueSummary> below(String queue) {
		return families.getOrDefault(key(queue), List.of());
	}

	private static String key(String path) {
		return path.toLowerCase(Locale.ROOT);
	}

	/**
	 * The queues are being read; what was known stays until they are.
	 *
	 * @return what the result is to be shown with, or empty if they are being read already
	 */
	OptionalInt begin() {
		if (isReading) {
			return OptionalInt.empty();
		}
		isReading = true;
		state = state == State.CONNECTED ? state : State.CONNECTING;
		return OptionalInt.of(++reads);
	}

	/** Whether a result still is wanted. */
	boolean isCurrent(int read) {
		return isReading && read == reads;
	}

	/** What came of reading it; what is null is not known. */
	record View(State state, QueueManagerException failure, List<QueueSummary> queues, ConnectionSecurity security,
			Capabilities capabilities) {

		static View failed(QueueManagerException failure) {
			return new View(State.FAILED, failure, List.of(), null, null);
		}

		static View off() {
			return new View(State.OFF, null, List.of(), null, null);
		}
	}

	/** @return whether that is something else than before */
	boolean show(View view) {
		boolean isOther = state != view.state() || failure != view.failure() || !queues.equals(view.queues())
				|| !Objects.equals(security, view.security()) || capabilities != view.capabilities();
		isReading = false;
		state = view.state();
		failure = view.failure();
		queues = view.queues();
		families = queues.stream().filter(queue -> Subqueues.name(queue.pathName()).isPresent())
				.collect(Collectors.groupingBy(queue -> key(Subqueues.parent(queue.pathName()))));
		security = view.security();
		capabilities = view.capabilities();
		return isOther;
	}

	/** A queue as it is known now. */
	public Optional<QueueSummary> queue(String pathName) {
		return queues.stream().filter(queue -> queue.pathName().equalsIgnoreCase(pathName)).findAny();
	}

	/** How the connection is protected that stands, or stood last. */
	public Optional<ConnectionSecurity> security() {
		return state == State.CONNECTED ? Optional.ofNullable(security) : Optional.empty();
	}

	/** What it offers, if that is known. */
	public Optional<Capabilities> capabilities() {
		return Optional.ofNullable(capabilities);
	}

	/** Why it cannot do something, as a sentence; empty: it can, or that is not known. */
	public Optional<String> whyNot(Capability capability) {
		return capabilities().flatMap(known -> known.whyNot(capability));
	}

	/** Whether connecting asks the user for a password. */
	public boolean hasToAsk() {
		return signIn.hasToAsk(known);
	}

	/**
	 * The connection, made when it is needed; that may ask the user for the password. Blocks: for jobs only.
	 */
	public QueueManagerConnection connection(IProgressMonitor monitor) throws QueueManagerException {
		return connection.get(monitor);
	}

	/** The connection as it stands; none is made. */
	public Optional<QueueManagerConnection> current() {
		return connection.current();
	}

	private QueueManagerConnection connect(IProgressMonitor monitor) throws QueueManagerException {
		return signIn.connect(known,
				credentials -> Connecting.connect(known.settings(credentials), monitor));
	}

	/**
	 * How to connect; may ask the user for the password. Blocks: for jobs only.
	 *
	 * @throws QueueManagerException
	 *             of kind DENIED if the user gives no password
	 */
	public ConnectionSettings settings() throws QueueManagerException {
		KnownQueueManager entry = known;
		return entry.settings(signIn.credentials(entry));
	}

	/** Ends the connection; the next call makes a new one. Blocks. */
	void disconnect() {
		connection.close();
	}

	/** Uses the password and the connection, if there are such. Blocks: for jobs only. */
	void use(NewConnection fresh) {
		signIn.given(fresh.answer().map(SignIn.Answer::password));
		connection.replace(fresh.connection().orElse(null));
	}

	/** Keeps a password or forgets it, as the user wants. Blocks: for jobs only. */
	void keep(KnownQueueManager entry, SignIn.Answer answer) {
		signIn.keep(entry, answer);
	}
}
