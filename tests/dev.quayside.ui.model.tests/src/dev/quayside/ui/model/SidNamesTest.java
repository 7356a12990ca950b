package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Entry;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What accounts are called whose SIDs are met. */
class SidNamesTest {

	private static final Trustee ANN = Trustee.ofSid("S-1-5-21-1-2-3-1104");
	private static final Trustee GONE = Trustee.ofSid("S-1-5-21-1-2-3-1105");
	private static final Permissions PERMISSIONS = new Permissions(Optional.of(ANN),
			List.of(new Entry(Trustee.ofSid("S-1-1-0"), true, List.of("send")),
					new Entry(GONE, true, List.of("peek"))),
			false);

	private final SidNames names = new SidNames();
	private final List<String> asked = new ArrayList<>();

	@BeforeEach
	void ask() {
		names.ask((sid, isCancelled) -> {
			asked.add(sid);
			return sid.equals(ANN.sid()) ? Optional.of("CORP\\ann\nx") : Optional.empty();
		});
	}

	private boolean look() {
		return names.look(PERMISSIONS, () -> false);
	}

	@Test
	void theDirectoryIsAskedOnceForAccountsOfDomains() {
		assertThat(names.named(PERMISSIONS).owner().orElseThrow()).hasToString(ANN.sid());
		assertThat(look()).isTrue();
		assertThat(asked).containsExactlyInAnyOrder(ANN.sid(), GONE.sid());
		assertThat(names.named(PERMISSIONS).owner().orElseThrow())
				.hasToString(Words.oneLine("CORP\\ann\nx") + " (" + ANN.sid() + ")");
		assertThat(names.named(PERMISSIONS).entries().get(1).trustee()).hasToString(GONE.sid());
		assertThat(look()).isFalse();
		assertThat(asked).hasSize(2);
	}

	@Test
	void anotherDirectoryMayKnowMore() {
		look();
		int[] told = new int[1];
		Runnable stop = names.onChanged(() -> told[0]++);
		names.changed();
		stop.run();
		names.changed();
		assertThat(told[0]).isEqualTo(1);
		look();
		assertThat(asked).hasSize(3).endsWith(GONE.sid());
	}

	@Test
	void aDirectoryThatDoesNotAnswerIsAskedAgainLater() {
		names.ask((sid, isCancelled) -> {
			throw new QueueManagerException(Kind.UNREACHABLE, "gone", "", null);
		});
		assertThat(look()).isFalse();
		assertThat(names.named(PERMISSIONS).owner().orElseThrow()).hasToString(ANN.sid());
		ask();
		assertThat(look()).isTrue();
	}

	@Test
	void aDialogShowsNamesWithoutChangingAnything() {
		look();
		PermissionForm form = PermissionForm.of(PERMISSIONS).plusTrustee(ANN).named(names);
		assertThat(form.isChanged()).isFalse();
		assertThat(form.trustees()).extracting(Trustee::name).contains(Optional.of(Words.oneLine("CORP\\ann\nx")));
	}
}
