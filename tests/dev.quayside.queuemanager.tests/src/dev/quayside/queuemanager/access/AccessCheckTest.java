package dev.quayside.queuemanager.access;

import static dev.quayside.msmq.security.Ace.allow;
import static dev.quayside.msmq.security.Ace.deny;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.Acl;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of [MS-DTYP] 2.5.3.2. */
class AccessCheckTest {

	private static final Sid ANNA = Sid.parse("S-1-5-21-1-2-3-1001");
	private static final Sid BERT = Sid.parse("S-1-5-21-1-2-3-1002");
	private static final Sid OWNER_RIGHTS = Sid.parse("S-1-3-4");
	private static final Set<Sid> TOKEN = Set.of(ANNA, Sid.EVERYONE);

	private static boolean granted(int rights, Ace... entries) {
		return check(SecurityDescriptor.of(BERT, entries), TOKEN, rights);
	}

	private static boolean check(SecurityDescriptor descriptor, Set<Sid> sids, int rights) {
		return new AccessCheck(descriptor, QueueRights::map).grants(sids, rights);
	}

	@Test
	void withoutAListEverythingIsGrantedWithAnEmptyOneNothing() {
		assertThat(check(SecurityDescriptor.of(BERT).only(SecurityDescriptor.OWNER), TOKEN, QueueRights.ALL)).isTrue();
		assertThat(granted(QueueRights.PEEK_MESSAGE)).isFalse();
	}

	@Test
	void rightsAddUp() {
		Ace[] entries = { allow(ANNA, 1), allow(Sid.EVERYONE, 2), allow(BERT, 4) };
		assertThat(granted(3, entries)).isTrue();
		assertThat(granted(4, entries)).isFalse();
		assertThat(granted(7, entries)).isFalse();
	}

	@Test
	void theFirstEntryThatMattersDecides() {
		assertThat(granted(1, deny(Sid.EVERYONE, 1), allow(ANNA, 1))).isFalse();
		assertThat(granted(1, allow(ANNA, 1), deny(Sid.EVERYONE, 1))).isTrue();
		assertThat(granted(3, allow(ANNA, 1), deny(Sid.EVERYONE, 3), allow(ANNA, 2))).isFalse();
	}

	@Test
	void aDenialOfSomethingElseChangesNothing() {
		assertThat(granted(1, deny(Sid.EVERYONE, 2), deny(BERT, 1), allow(ANNA, 1))).isTrue();
	}

	@Test
	void anEntryThatIsOnlyInheritedDoesNotCount() {
		assertThat(granted(1, new Ace.Basic(Ace.ALLOWED, Ace.INHERIT_ONLY, 1, ANNA))).isFalse();
		assertThat(granted(1, new Ace.Basic(Ace.DENIED, Ace.INHERIT_ONLY, 1, ANNA), allow(ANNA, 1))).isTrue();
	}

	@Test
	void whatIsRecordedGrantsNothing() {
		assertThat(granted(1, new Ace.Basic(Ace.AUDIT, 0x40, 1, ANNA))).isFalse();
	}

	@Test
	void genericRightsAreThoseOfQueues() {
		assertThat(granted(QueueRights.RECEIVE_MESSAGE, allow(ANNA, 0x80000000))).isTrue();
		assertThat(granted(QueueRights.WRITE_MESSAGE, allow(ANNA, 0x80000000))).isFalse();
		assertThat(granted(QueueRights.ALL, allow(ANNA, 0x10000000))).isTrue();
		assertThat(granted(QueueRights.WRITE_MESSAGE, deny(ANNA, 0x40000000), allow(ANNA, 4))).isFalse();
	}

	@Test
	void theOwnerMayAlwaysReadAndChangePermissions() {
		Set<Sid> owner = Set.of(BERT);
		int rights = QueueRights.GET_PERMISSIONS | QueueRights.CHANGE_PERMISSIONS;
		assertThat(check(SecurityDescriptor.of(BERT, deny(BERT, QueueRights.ALL)), owner, rights)).isTrue();
		assertThat(check(SecurityDescriptor.of(BERT), owner, QueueRights.PEEK_MESSAGE)).isFalse();
		assertThat(granted(rights)).isFalse();
	}

	@Test
	void anEntryForOwnersTakesTheirRightsAway() {
		SecurityDescriptor descriptor = SecurityDescriptor.of(BERT, allow(OWNER_RIGHTS, QueueRights.GET_PERMISSIONS));
		assertThat(check(descriptor, Set.of(BERT), QueueRights.GET_PERMISSIONS)).isTrue();
		assertThat(check(descriptor, Set.of(BERT), QueueRights.CHANGE_PERMISSIONS)).isFalse();
		assertThat(check(descriptor, TOKEN, QueueRights.GET_PERMISSIONS)).isFalse();
	}

	@Test
	void administratorsMayAlwaysTakeOwnership() {
		SecurityDescriptor descriptor = SecurityDescriptor.of(BERT);
		Set<Sid> administrator = Set.of(ANNA, Sid.ADMINISTRATORS);
		assertThat(check(descriptor, administrator, QueueRights.TAKE_OWNERSHIP)).isTrue();
		assertThat(check(descriptor, administrator, QueueRights.PEEK_MESSAGE)).isFalse();
		assertThat(granted(QueueRights.TAKE_OWNERSHIP)).isFalse();
	}

	@Test
	void withoutOwnerNobodyIsIt() {
		SecurityDescriptor descriptor = new SecurityDescriptor(0, Optional.empty(), Optional.empty(), Optional.empty(),
				Optional.of(new Acl(Acl.REVISION, List.of(allow(OWNER_RIGHTS, 1)))));
		assertThat(check(descriptor, TOKEN, 1)).isFalse();
	}

	@Test
	void everyoneMayUseAnOpenQueueButNotChangeIt() {
		SecurityDescriptor open = DefaultAccess.OPEN.queue(BERT);
		assertThat(check(open, TOKEN, QueueRights.RECEIVE_MESSAGE | QueueRights.WRITE_MESSAGE)).isTrue();
		assertThat(check(open, TOKEN, QueueRights.SET_PROPERTIES)).isFalse();
		assertThat(check(open, Set.of(BERT), QueueRights.ALL)).isTrue();
	}

	@Test
	void aQueueOfMsmq4ShowsItselfToEveryoneAndNothingElse() {
		SecurityDescriptor msmq4 = DefaultAccess.MSMQ4.queue(Sid.ADMINISTRATORS);
		assertThat(check(msmq4, TOKEN, QueueRights.GET_PROPERTIES | QueueRights.GET_PERMISSIONS)).isTrue();
		for (int right : new int[]{ QueueRights.PEEK_MESSAGE, QueueRights.WRITE_MESSAGE, QueueRights.DELETE_MESSAGE,
				QueueRights.SET_PROPERTIES, QueueRights.DELETE_QUEUE, QueueRights.CHANGE_PERMISSIONS }) {
			assertThat(check(msmq4, TOKEN, right)).as(QueueRights.names(right).toString()).isFalse();
		}
		assertThat(check(msmq4, Set.of(Sid.ADMINISTRATORS), QueueRights.ALL)).isTrue();
	}
}
