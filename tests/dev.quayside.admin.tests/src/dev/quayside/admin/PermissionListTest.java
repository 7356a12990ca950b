package dev.quayside.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Permissions.Entry;
import dev.quayside.admin.Permissions.Trustee;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who may do what, and changes to that. */
class PermissionListTest {

	private static final Trustee EVERYONE = Trustee.ofSid("S-1-1-0");
	private static final Trustee ALICE = Trustee.ofSid("S-1-5-21-1-2-3-1000");
	private static final Permissions BEFORE = new Permissions(Optional.of(ALICE),
			List.of(new Entry(EVERYONE, true, List.of("peek", "send")),
					new Entry(ALICE, true, List.of("delete", "0x00100000"))),
			false);

	@Test
	void someoneIsFoundBySidOrWellKnownName() {
		assertThat(Trustee.parse(" everyone ")).contains(EVERYONE);
		assertThat(Trustee.parse("s-1-1-0")).contains(EVERYONE);
		assertThat(Trustee.parse("S-1-5-21-1-2-3-1000")).contains(ALICE);
		assertThat(Trustee.parse("Administrators").get().sid()).isEqualTo("S-1-5-32-544");
		for (String none : List.of("", "alice", "S-1", "S-1-5-", "S-2-5-32", "S-1-5-99999999999", "S-1-5-x")) {
			assertThat(Trustee.parse(none)).as(none).isEmpty();
		}
	}

	@Test
	void denialsComeFirstAndOthersStay() {
		Permissions after = BEFORE.with(ALICE, Set.of(QueueRight.SEND), Set.of(QueueRight.DELETE));
		assertThat(after.entries()).containsExactly(new Entry(ALICE, false, List.of("delete")),
				new Entry(EVERYONE, true, List.of("peek", "send")),
				new Entry(ALICE, true, List.of("send", "0x00100000")));
		assertThat(after.rights(ALICE, true)).containsExactly(QueueRight.SEND);
		assertThat(after.rights(ALICE, false)).containsExactly(QueueRight.DELETE);
		assertThat(after.trustees()).containsExactly(ALICE, EVERYONE);
	}

	@Test
	void toReceiveBringsToPeekAlong() {
		assertThat(BEFORE.with(ALICE, Set.of(QueueRight.RECEIVE), Set.of()).rights(ALICE, true))
				.containsExactly(QueueRight.PEEK, QueueRight.RECEIVE);
		assertThat(BEFORE.with(ALICE, Set.of(QueueRight.RECEIVE_JOURNAL), Set.of()).rights(ALICE, true))
				.containsExactly(QueueRight.PEEK, QueueRight.RECEIVE_JOURNAL);
	}

	@Test
	void whoHasNoRightsLeftHasNoEntry() {
		assertThat(BEFORE.without(EVERYONE).trustees()).containsExactly(ALICE);
		assertThat(BEFORE.with(EVERYONE, Set.of(), Set.of())).isEqualTo(BEFORE.without(EVERYONE));
		assertThat(new Permissions(Optional.empty(), List.of(), true).without(ALICE).everyone()).isFalse();
	}

	@Test
	void everyRightHasItsOwnWord() {
		for (QueueRight right : EnumSet.allOf(QueueRight.class)) {
			assertThat(QueueRight.of(right.word().toUpperCase(Locale.ROOT))).contains(right);
		}
		assertThat(QueueRight.of("all")).isEmpty();
	}

	@Test
	void aChangeSaysWhatCameAndWent() {
		FakeConnection connection = new FakeConnection();
		Permissions after = BEFORE.with(ALICE, Set.of(QueueRight.SEND), Set.of()).withOwner(EVERYONE);
		ChangePermissions change = new ChangePermissions(connection, "private$\\orders", BEFORE, after);
		assertThat(change.run(new StrictMonitor()).getMessage()).isEqualTo("Permissions of private$\\orders changed: "
				+ "no longer allow S-1-5-21-1-2-3-1000: delete, 0x00100000; allow S-1-5-21-1-2-3-1000: send, 0x00100000; "
				+ "owner Everyone (S-1-1-0)");
		assertThat(change.changed()).contains(after);
		assertThat(connection.requests).containsExactly("change permissions of private$\\orders");
	}

	@Test
	void rightsWithoutAWordSurviveWhateverElseIsChanged() {
		Trustee ann = Trustee.ofSid("S-1-5-21-1-2-3-1104");
		Permissions permissions = new Permissions(Optional.empty(),
				List.of(new Permissions.Entry(ann, false, List.of("send", "0x00000100")),
						new Permissions.Entry(ann, true, List.of("peek", "0x00100000"))),
				false);
		Permissions changed = permissions.with(ann, Set.of(QueueRight.RECEIVE), Set.of());
		assertThat(changed.entries()).containsExactly(new Permissions.Entry(ann, false, List.of("0x00000100")),
				new Permissions.Entry(ann, true, List.of("peek", "receive", "0x00100000")));
		assertThat(changed.allow(ann, Set.of(QueueRight.SEND)).entries().get(1).rights()).contains("send",
				"0x00100000");
		assertThat(changed.without(ann).entries()).isEmpty();
	}

	@Test
	void everyWellKnownSidHasItsNameBothWays() {
		assertThat(Trustee.ofSid("S-1-5-20").name()).contains("Network Service");
		assertThat(Trustee.ofSid("S-1-5-32-551")).hasToString("Backup Operators (S-1-5-32-551)");
		assertThat(Trustee.parse("backup operators")).contains(Trustee.ofSid("S-1-5-32-551"));
		assertThat(Trustee.ofSid("S-1-5-32-999").name()).isEmpty();
	}

	@Test
	void aNameThatADirectoryKnowsMakesNobodyElse() {
		Trustee ann = Trustee.ofSid("S-1-5-21-1-2-3-1104");
		Permissions plain = new Permissions(Optional.of(ann),
				List.of(new Permissions.Entry(ann, true, List.of("peek"))), false);
		Permissions named = plain.named(trustee -> Optional.of("CORP\\ann"));
		assertThat(named.owner().orElseThrow().name()).contains("CORP\\ann");
		assertThat(named.entries().get(0)).hasToString("allow CORP\\ann (S-1-5-21-1-2-3-1104): peek");
		assertThat(named).isEqualTo(plain);
	}
}
