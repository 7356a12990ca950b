package dev.quayside.ui.model;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;

import java.io.IOException;
import java.util.Optional;

/**
 * Finds the password of a connection: what was given in this session, else what is kept, else what the user says. Asks
 * again where it is refused, but not for ever. Blocks: for jobs only, except for {@link #hasToAsk}.
 */
public final class SignIn {

	/** After so many the failure stands until the user wants to connect again. */
	public static final int MAX_QUESTIONS = 3;

	/** What needs the password. */
	public interface Attempt<T> {

		T with(Credentials credentials) throws QueueManagerException;
	}

	/** What a password is for. */
	public interface Place {

		/** For people. */
		String title();

		Identity identity();

		/** Under which the password is kept. */
		String secretKey();
	}

	/** Who is asked and told. */
	public interface User {

		/**
		 * @param reason
		 *            why the password is asked for, as sentences; empty: there is none yet
		 * @return empty: the user does not want to
		 */
		Optional<Answer> password(Place place, String reason);

		/** Whether the password is kept may be something else than before. */
		void remembered(boolean isKept);

		/** The password was accepted but cannot be kept. */
		void cannotKeep(String reason);
	}

	/** @param isToBeKept in the secure storage */
	public record Answer(Secret password, boolean isToBeKept) {}

	private final PasswordStore store;
	private final User user;
	private volatile Optional<Secret> session = Optional.empty();

	public SignIn(PasswordStore store, User user) {
		this.store = store;
		this.user = user;
	}

	/** The password was given elsewhere. */
	public void given(Optional<Secret> password) {
		session = password;
	}

	/**
	 * Whether {@link #connect} will have to ask the user.
	 *
	 * @return not whether what is kept is right
	 */
	public boolean hasToAsk(Place place) {
		return place.identity() instanceof Identity.Account account && !account.isRemembered() && session.isEmpty();
	}

	/**
	 * @throws QueueManagerException
	 *             of the last attempt, or of kind DENIED if the user gives no password
	 */
	public <T> T connect(Place place, Attempt<T> attempt) throws QueueManagerException {
		if (!(place.identity() instanceof Identity.Account account)) {
			return attempt.with(place.identity().withoutPassword().orElseThrow());
		}
		QueueManagerException refusal = notGiven(place);
		String reason = "";
		try {
			Optional<Secret> known = known(place, account);
			if (known.isPresent()) {
				return with(account, known.get(), attempt);
			}
		} catch (IOException e) {
			reason = e.getMessage() + "\n\nWithout the secure storage the password is asked for each time.";
		} catch (QueueManagerException e) {
			refusal = refusal(e);
			reason = QueueWords.failure(e);
		}
		for (int i = 0; i < MAX_QUESTIONS; i++) {
			Optional<Answer> answer = user.password(place, reason);
			if (answer.isEmpty()) {
				break;
			}
			try {
				T result = with(account, answer.get().password(), attempt);
				keep(place, answer.get());
				return result;
			} catch (QueueManagerException e) {
				refusal = refusal(e);
				reason = QueueWords.failure(e);
			}
		}
		throw refusal;
	}

	private Optional<Secret> known(Place place, Identity.Account account) throws IOException {
		return session.isEmpty() && account.isRemembered() ? store.find(place.secretKey()) : session;
	}

	/** The password stays for this session unless it is refused. */
	private <T> T with(Identity.Account account, Secret password, Attempt<T> attempt) throws QueueManagerException {
		session = Optional.of(password);
		try {
			return attempt.with(account.credentials(password));
		} catch (QueueManagerException e) {
			if (e.kind() == Kind.DENIED) {
				session = Optional.empty();
			}
			throw e;
		}
	}

	/** Another failure has nothing to do with the password. */
	private static QueueManagerException refusal(QueueManagerException e) throws QueueManagerException {
		if (e.kind() != Kind.DENIED) {
			throw e;
		}
		return e;
	}

	/**
	 * The credentials without trying whether they are right; a password that is asked for is not kept.
	 *
	 * @throws QueueManagerException
	 *             of kind DENIED if the user gives no password
	 */
	public Credentials credentials(Place place) throws QueueManagerException {
		if (!(place.identity() instanceof Identity.Account account)) {
			return place.identity().withoutPassword().orElseThrow();
		}
		String reason = "";
		try {
			Optional<Secret> known = known(place, account);
			if (known.isPresent()) {
				return account.credentials(known.get());
			}
		} catch (IOException e) {
			reason = e.getMessage();
		}
		return user.password(place, reason).map(answer -> account.credentials(answer.password()))
				.orElseThrow(() -> notGiven(place));
	}

	private static QueueManagerException notGiven(Place place) {
		return new QueueManagerException(Kind.DENIED,
				"No password was given for " + place.identity().words() + " on " + place.title(),
				"Refresh asks for it again", null);
	}

	/** Keeps the password, or forgets the one that was kept, as the user wants it. */
	public void keep(Place place, Answer answer) {
		boolean isKept = answer.isToBeKept();
		try {
			if (isKept) {
				store.keep(place.secretKey(), answer.password());
			} else {
				store.forget(place.secretKey());
			}
		} catch (IOException e) {
			isKept = false;
			if (answer.isToBeKept()) {
				user.cannotKeep(e.getMessage());
			}
		}
		user.remembered(isKept);
	}
}
