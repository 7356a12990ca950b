package dev.quayside.queuemanager.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.packet.SecurityHeader;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.engine.QueueClient;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What SIDs clients have. */
class IdentitiesTest {

	private static final UUID MACHINE = new UUID(1, 2);
	private static final InetAddress HERE = InetAddress.getLoopbackAddress();

	private static Identities identities(boolean everyoneAdministers, DefaultAccess access) {
		return new Identities(MACHINE, caller -> caller.principal().name().equals("anna"), everyoneAdministers, access);
	}

	private static QueueClient client(Identities identities, String domain, String name) {
		return identities.caller(new Caller(Optional.of(AuthenticationType.NTLM), AuthenticationLevel.PRIVACY,
				new Principal(domain, name)), HERE);
	}

	@Test
	void anAccountHasAlwaysTheSameSidWhateverDomainItGives() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid anna = client(identities, "", "anna").owner();
		assertThat(anna.toString()).startsWith("S-1-5-21-");
		assertThat(client(identities, "", "anna").sids()).containsExactlyInAnyOrder(Sid.EVERYONE,
				Sid.AUTHENTICATED_USERS, Sid.ADMINISTRATORS, anna);
		assertThat(client(identities(false, DefaultAccess.MSMQ4), "CORP", "Anna").sids()).contains(anna);
		assertThat(client(identities, "", "bert").sids()).doesNotContain(anna);
		assertThat(new AccountSids(new UUID(1, 3)).of("anna")).isNotEqualTo(anna);
		assertThat(new AccountSids(MACHINE).of("anna")).isEqualTo(anna);
	}

	@Test
	void whoIsNoAccountDoesNotAdminister() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		assertThat(client(identities, "", "bert").sids()).contains(Sid.AUTHENTICATED_USERS)
				.doesNotContain(Sid.ADMINISTRATORS, Sid.ANONYMOUS);
		QueueClient anonymous = identities.caller(Caller.UNAUTHENTICATED, HERE);
		assertThat(anonymous.sids()).containsExactlyInAnyOrder(Sid.EVERYONE, Sid.ANONYMOUS);
		assertThat(anonymous.owner()).isEqualTo(Sid.ANONYMOUS);
	}

	private static QueueClient ofDomain(Identities identities, String name, String... sids) {
		return identities.caller(new Caller(Optional.of(AuthenticationType.KERBEROS), AuthenticationLevel.PRIVACY,
				new Principal("CORP", name), List.of(sids)), HERE);
	}

	@Test
	void whoComesFromADomainHasTheSidsThatItGives() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid user = Sid.parse("S-1-5-21-1-2-3-1104");
		Sid group = Sid.parse("S-1-5-21-1-2-3-513");
		QueueClient bert = ofDomain(identities, "bert", user.toString(), group.toString());
		assertThat(bert.sids()).containsExactlyInAnyOrder(Sid.EVERYONE, Sid.AUTHENTICATED_USERS, user, group);
		assertThat(bert.owner()).isEqualTo(user);
	}

	@Test
	void anAccountKeepsItsOwnSidBesideThoseOfItsDomain() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid user = Sid.parse("S-1-5-21-1-2-3-1104");
		QueueClient anna = ofDomain(identities, "anna", user.toString());
		assertThat(anna.owner()).isEqualTo(client(identities, "", "anna").owner());
		assertThat(anna.sids()).contains(user, anna.owner(), Sid.ADMINISTRATORS);
	}

	@Test
	void whoseDomainGivesHimNothingElseDoesNotBecomeAnAccountOfHisName() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid bert = client(identities, "", "bert").owner();
		Sid anna = client(identities, "", "anna").owner();
		QueueClient other = ofDomain(identities, "bert", anna.toString());
		assertThat(other.sids()).containsExactlyInAnyOrder(Sid.EVERYONE, Sid.AUTHENTICATED_USERS);
		assertThat(other.owner()).isNotIn(anna, bert);
	}

	@Test
	void noDomainGivesOutSidsOfThisQueueManager() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid anna = client(identities, "", "anna").owner();
		QueueClient bert = ofDomain(identities, "bert", "S-1-5-21-1-2-3-1104", anna.toString());
		assertThat(bert.sids()).doesNotContain(anna);
	}

	@Test
	void withoutAccountsEveryCallerAdministers() {
		Identities identities = identities(true, DefaultAccess.OPEN);
		QueueClient anonymous = identities.caller(Caller.UNAUTHENTICATED, HERE);
		assertThat(anonymous.sids()).contains(Sid.ADMINISTRATORS);
		assertThat(anonymous.owner()).isEqualTo(Sid.ADMINISTRATORS);
	}

	@Test
	void sendersNeedAGrantWhereThereAreAccountsOrTheDefaultSaysSo() {
		assertThat(sender(identities(true, DefaultAccess.OPEN))).contains(Sid.ADMINISTRATORS);
		assertThat(sender(identities(true, DefaultAccess.MSMQ4))).containsExactlyInAnyOrder(Sid.EVERYONE,
				Sid.ANONYMOUS);
		assertThat(sender(identities(false, DefaultAccess.OPEN))).containsExactlyInAnyOrder(Sid.EVERYONE,
				Sid.ANONYMOUS);
	}

	private static Set<Sid> sender(Identities identities) {
		return identities.sender(Optional.empty()).sids();
	}

	@Test
	void aSenderMayClaimAnAccountButNoGroup() {
		Identities identities = identities(false, DefaultAccess.OPEN);
		Sid account = Sid.parse("S-1-5-21-1-2-3-1001");
		assertThat(claimed(identities, account)).containsExactlyInAnyOrder(Sid.EVERYONE, account);
		Sid administrator = Sid.parse("S-1-5-21-1-2-3-500");
		assertThat(claimed(identities, administrator)).contains(administrator);
		for (Sid group : List.of(Sid.ADMINISTRATORS, Sid.AUTHENTICATED_USERS, Sid.LOCAL_SYSTEM,
				Sid.parse("S-1-5-21-1-2-3-512"), Sid.parse("S-1-5-21-1-2-3-513"), Sid.parse("S-1-5-21-1-2-3-572"),
				Sid.parse("S-1-5-21-0-0-0-497"), Sid.parse("S-1-5-21-1-2-3"))) {
			assertThat(claimed(identities, group)).containsExactlyInAnyOrder(Sid.EVERYONE, Sid.ANONYMOUS);
		}
	}

	private static Set<Sid> claimed(Identities identities, Sid sid) {
		return identities.sender(Optional.of(SecurityHeader.ofSid(sid.bytes()))).sids();
	}

	@Test
	void aQueueManagerThatSendsForItselfIsEveryone() {
		SecurityHeader queueManager = new SecurityHeader(SecurityHeader.SENDER_QUEUE_MANAGER, new byte[16],
				new byte[0], new byte[0], new byte[0], new byte[0]);
		assertThat(identities(false, DefaultAccess.OPEN).sender(Optional.of(queueManager)).sids())
				.containsExactly(Sid.EVERYONE);
	}
}
