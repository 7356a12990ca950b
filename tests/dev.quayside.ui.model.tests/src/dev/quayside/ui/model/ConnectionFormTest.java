package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.ui.model.ConnectionForm.Kind;
import dev.quayside.ui.model.ConnectionForm.Place;
import dev.quayside.ui.model.ConnectionForm.Severity;
import dev.quayside.ui.model.ConnectionForm.Who;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ConnectionFormTest {

	private static ConnectionForm form(String host, Who who) {
		return new ConnectionForm(new Place(host, "", ""), who, Protection.PRIVACY, false, false);
	}

	private static Who nobody() {
		return new Who(Kind.NOBODY, "", "", false, true, "", "");
	}

	private static Who account(String user, String domain) {
		return new Who(Kind.ACCOUNT, user, domain, true, true, "", "");
	}

	private static Who kerberos(Kind kind, String file, String principal) {
		return new Who(kind, "", "", false, true, file, principal);
	}

	private static void assertProblem(ConnectionForm form, Severity severity, String text) {
		assertThat(form.problem()).hasValueSatisfying(problem -> {
			assertThat(problem.severity()).isEqualTo(severity);
			assertThat(problem.text()).contains(text);
		});
	}

	@Test
	void anEmptyFormIsIncompleteNotWrong() {
		assertProblem(ConnectionForm.empty(), Severity.INCOMPLETE, "Name the host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "localhost:2103" })
	void nobodyMayTalkToThisMachine(String host) {
		assertThat(form(host, nobody()).isExposed()).isFalse();
		KnownQueueManager entry = form(host, nobody()).entry();
		assertThat(entry.protection()).isEqualTo(Protection.NONE);
		assertThat(entry.identity()).isEqualTo(Identity.NOBODY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "srv01", "10.0.0.1", "fe80::1", "localhost.example.com", "127.0.0.1.example.com",
			"1270.0.0.1" })
	void nobodyMayTalkToAnotherMachineOnlyWithConsent(String host) {
		ConnectionForm form = form(host, nobody());
		assertThat(form.isExposed()).isTrue();
		assertProblem(form, Severity.RISK, "would be anonymous and unprotected");
		ConnectionForm accepted = new ConnectionForm(form.place(), form.who(), form.protection(), false, true);
		assertThat(accepted.problem()).isEmpty();
		assertThat(accepted.entry().protection()).isEqualTo(Protection.NONE);
	}

	@Test
	void anIdentityIsProtectedAsChosenAndNeedsNoConsent() {
		KnownQueueManager entry = form("srv01", account("alice", "CORP")).entry();
		assertThat(entry.protection()).isEqualTo(Protection.PRIVACY);
		assertThat(entry.identity()).isEqualTo(new Identity.Account("alice", "CORP", true));
	}

	@ParameterizedTest
	@CsvSource({ "CORP\\alice, '', alice, CORP", "CORP\\alice, corp, alice, CORP", "alice, CORP, alice, CORP",
			"alice@CORP.EXAMPLE, '', alice@CORP.EXAMPLE, ''", "' alice ', ' CORP ', alice, CORP" })
	void aDomainMayStandInFrontOfTheUser(String user, String domain, String name, String where) {
		assertThat(form("srv01", account(user, domain)).entry().identity())
				.isEqualTo(new Identity.Account(name, where, true));
	}

	@ParameterizedTest
	@CsvSource({ "'', '', INCOMPLETE, Name the user", "CORP\\, '', INCOMPLETE, Name the user",
			"A\\alice, B, WRONG, Two domains", "alice@REALM, CORP, WRONG, leave the domain empty",
			"alice@, '', WRONG, is no user", "@REALM, '', WRONG, is no user" })
	void anAccountThatIsNoneIsRefused(String user, String domain, Severity severity, String text) {
		assertProblem(form("srv01", account(user, domain)), severity, text);
	}

	@Test
	void aPasswordIsNeeded() {
		assertProblem(form("srv01", new Who(Kind.ACCOUNT, "alice", "", false, true, "", "")), Severity.INCOMPLETE,
				"Type the password of alice");
	}

	@Test
	void ticketsNeedNothingMore() {
		assertThat(form("srv01", kerberos(Kind.TICKETS, "", "")).entry().identity())
				.isEqualTo(new Identity.Tickets("", ""));
		assertProblem(form("srv01", kerberos(Kind.TICKETS, "", "alice")), Severity.WRONG, "is no principal");
	}

	@Test
	void aKeytabNeedsAFileAndAPrincipal() {
		assertProblem(form("srv01", kerberos(Kind.KEYTAB, "", "a@R")), Severity.INCOMPLETE, "keytab file");
		assertProblem(form("srv01", kerberos(Kind.KEYTAB, "k", "")), Severity.INCOMPLETE, "principal of the key");
		assertProblem(form("srv01", kerberos(Kind.KEYTAB, "k\0", "a@R")), Severity.WRONG, "no file name");
		assertThat(form("srv01", kerberos(Kind.KEYTAB, "k", "a@R")).entry().identity())
				.isEqualTo(new Identity.Keytab("k", "a@R"));
	}

	@ParameterizedTest
	@CsvSource({ "a b, '', '', not a host name", "srv, x, '', no valid port", "srv, 70000, '', out of range",
			"srv, '', x, is no port", "srv, '', 0, out of range", "srv:1, 2, '', not a host name" })
	void anAddressThatIsNoneIsRefused(String host, String rpcPort, String transferPort, String text) {
		assertProblem(new ConnectionForm(new Place(host, rpcPort, transferPort), account("a", ""), Protection.PRIVACY,
				false, false), Severity.WRONG, text);
	}

	@Test
	void whatIsKnownComesBackAsItWas() {
		QueueManagerAddress address = QueueManagerAddress.parse("[fe80::1]:2103").withTransferPort(1802);
		for (KnownQueueManager entry : List.of(
				new KnownQueueManager(address, new Identity.Account("alice", "CORP", true), Protection.INTEGRITY, true),
				new KnownQueueManager(address, new Identity.Tickets("/tmp/c", "a@R"), Protection.PRIVACY, false),
				new KnownQueueManager(address, new Identity.Keytab("/tmp/k", "a@R"), Protection.CONNECT, false),
				new KnownQueueManager(address, true))) {
			assertThat(ConnectionForm.of(entry, true).entry()).isEqualTo(entry);
		}
	}
}
