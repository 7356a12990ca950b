package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Secret;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class SignInTest {

	private static final String RIGHT = "right";

	private final Map<String, String> kept = new HashMap<>();
	private final Deque<String> typed = new ArrayDeque<>();
	private final List<String> reasons = new ArrayList<>();
	private final List<String> told = new ArrayList<>();
	private boolean isStoreClosed;
	private boolean isToBeKept = true;
	private KnownQueueManager entry = entry(false);
	private final SignIn signIn = new SignIn(new Store(), new Scripted());

	private static KnownQueueManager entry(boolean isRemembered) {
		return new KnownQueueManager(QueueManagerAddress.parse("server"),
				new Identity.Account("alice", "CORP", isRemembered), Protection.PRIVACY, false);
	}

	private final class Store implements PasswordStore {

		private void open() throws IOException {
			if (isStoreClosed) {
				throw new IOException("The secure storage cannot be opened: no key");
			}
		}

		@Override
		public Optional<Secret> find(String key) throws IOException {
			open();
			return Optional.ofNullable(kept.get(key)).map(text -> new Secret(text.toCharArray()));
		}

		@Override
		public void keep(String key, Secret password) throws IOException {
			open();
			kept.put(key, text(password));
		}

		@Override
		public void forget(String key) throws IOException {
			open();
			kept.remove(key);
		}
	}

	private final class Scripted implements SignIn.User {

		@Override
		public Optional<SignIn.Answer> password(SignIn.Place asked, String reason) {
			reasons.add(reason);
			return Optional.ofNullable(typed.poll())
					.map(text -> new SignIn.Answer(new Secret(text.toCharArray()), isToBeKept));
		}

		@Override
		public void remembered(boolean isKept) {
			entry = entry.withRemembered(isKept);
		}

		@Override
		public void cannotKeep(String reason) {
			told.add(reason);
		}
	}

	private static String text(Secret secret) {
		return secret.use(String::new);
	}

	private String connect() throws QueueManagerException {
		return signIn.connect(entry, SignInTest::server);
	}

	private static String server(Credentials credentials) throws QueueManagerException {
		if (!(credentials instanceof Credentials.Password password)) {
			return credentials.identity();
		}
		if (!text(password.password()).equals(RIGHT)) {
			throw new QueueManagerException(Kind.DENIED, "Refused", "Check the password", null);
		}
		return password.identity();
	}

	@Test
	void nobodyIsNotAskedForAPassword() throws QueueManagerException {
		KnownQueueManager anonymous = new KnownQueueManager(QueueManagerAddress.parse("localhost"), false);
		assertThat(signIn.<String>connect(anonymous, SignInTest::server)).isEqualTo("anonymous");
		assertThat(signIn.hasToAsk(anonymous)).isFalse();
		assertThat(reasons).isEmpty();
	}

	@Test
	void aPasswordIsAskedForOnceAndUsedUntilTheEndOfTheSession() throws QueueManagerException {
		isToBeKept = false;
		typed.add(RIGHT);
		assertThat(signIn.hasToAsk(entry)).isTrue();
		assertThat(connect()).isEqualTo("CORP\\alice");
		assertThat(signIn.hasToAsk(entry)).isFalse();
		assertThat(connect()).isEqualTo("CORP\\alice");
		assertThat(reasons).containsExactly("");
		assertThat(kept).isEmpty();
	}

	@Test
	void whatIsToBeRememberedIsKeptWhenItWasAccepted() throws QueueManagerException {
		typed.addAll(List.of("wrong", RIGHT));
		connect();
		assertThat(kept).containsOnly(Map.entry(entry.secretKey(), RIGHT));
		assertThat(entry.isRemembered()).isTrue();
	}

	@Test
	void aRememberedPasswordIsNotAskedFor() throws QueueManagerException {
		entry = entry(true);
		kept.put(entry.secretKey(), RIGHT);
		assertThat(signIn.hasToAsk(entry)).isFalse();
		assertThat(connect()).isEqualTo("CORP\\alice");
		assertThat(reasons).isEmpty();
	}

	@Test
	void aWrongPasswordIsAskedForAgainWithTheReasonAndTheAdvice() throws QueueManagerException {
		entry = entry(true);
		kept.put(entry.secretKey(), "old");
		typed.add(RIGHT);
		connect();
		assertThat(reasons).containsExactly("Refused\n\nTry this: Check the password");
		assertThat(kept).containsOnly(Map.entry(entry.secretKey(), RIGHT));
	}

	@Test
	void itIsNotAskedForEver() {
		typed.addAll(List.of("a", "b", "c", "d", "e"));
		assertThatThrownBy(this::connect).hasMessage("Refused");
		assertThat(reasons).hasSize(SignIn.MAX_QUESTIONS);
		assertThat(kept).isEmpty();
		assertThat(signIn.hasToAsk(entry)).as("a wrong one is not used again").isTrue();
	}

	@Test
	void whoGivesNoPasswordIsToldThatNoneWasGiven() {
		assertThatThrownBy(this::connect).isInstanceOf(QueueManagerException.class)
				.hasMessage("No password was given for CORP\\alice on server");
	}

	@Test
	void whoGivesUpAfterARefusalSeesTheRefusal() {
		typed.add("wrong");
		assertThatThrownBy(this::connect).hasMessage("Refused");
		assertThat(reasons).hasSize(2);
	}

	@Test
	void anotherFailureAsksForNothingAndLosesNoPassword() {
		typed.add(RIGHT);
		assertThatThrownBy(() -> signIn.connect(entry, credentials -> {
			throw new QueueManagerException(Kind.UNREACHABLE, "Nobody there", "", null);
		})).hasMessage("Nobody there");
		assertThat(reasons).hasSize(1);
		assertThat(signIn.hasToAsk(entry)).isFalse();
	}

	@Test
	void aStorageThatCannotBeOpenedIsSaidAndThePasswordAskedFor() throws QueueManagerException {
		entry = entry(true);
		isStoreClosed = true;
		typed.add(RIGHT);
		assertThat(connect()).isEqualTo("CORP\\alice");
		assertThat(reasons).singleElement().asString().contains("cannot be opened: no key").contains("each time");
		assertThat(told).singleElement().asString().contains("cannot be opened: no key");
		assertThat(entry.isRemembered()).isFalse();
	}

	@Test
	void whoWantsItForgottenNoLongerHasItKept() throws QueueManagerException {
		entry = entry(true);
		kept.put(entry.secretKey(), "old");
		typed.add(RIGHT);
		isToBeKept = false;
		connect();
		assertThat(kept).isEmpty();
		assertThat(entry.isRemembered()).isFalse();
	}

	@Test
	void credentialsForAnExaminationAreNotKept() throws QueueManagerException {
		typed.add("unproven");
		assertThat(signIn.credentials(entry).identity()).isEqualTo("CORP\\alice");
		assertThat(kept).isEmpty();
		assertThat(signIn.hasToAsk(entry)).isTrue();
	}

	@Test
	void anotherAccountHasAnotherPassword() {
		KnownQueueManager other = new KnownQueueManager(entry.address(), new Identity.Account("bob", "CORP", true),
				Protection.PRIVACY, false);
		assertThat(other.secretKey()).isNotEqualTo(entry.secretKey());
	}
}
