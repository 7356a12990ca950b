package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Entry;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueRight;
import dev.quayside.ui.model.PermissionForm.Answer;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

class PermissionFormTest {

	private static final Trustee EVERYONE = Trustee.ofSid("S-1-1-0");
	private static final Trustee ADMINISTRATORS = Trustee.ofSid("S-1-5-32-544");
	private static final Trustee ANN = Trustee.ofSid("S-1-5-21-1-2-3-500");

	private final PermissionForm form = PermissionForm.of(new Permissions(Optional.of(ADMINISTRATORS),
			List.of(new Entry(EVERYONE, true, List.of("send")),
					new Entry(ADMINISTRATORS, true, List.of("peek", "receive", "changePermissions"))),
			false));

	@Test
	void nothingIsChangedAtFirst() {
		assertThat(form.isChanged()).isFalse();
		assertThat(form.warning()).isEmpty();
		assertThat(form.answer(EVERYONE, QueueRight.SEND)).isEqualTo(Answer.ALLOWED);
		assertThat(form.answer(EVERYONE, QueueRight.PEEK)).isEqualTo(Answer.NONE);
	}

	@Test
	void aRightIsAllowedDeniedOrNotSpokenOf() {
		PermissionForm denied = form.with(EVERYONE, QueueRight.SEND, Answer.DENIED);
		assertThat(denied.answer(EVERYONE, QueueRight.SEND)).isEqualTo(Answer.DENIED);
		assertThat(denied.changes())
				.containsExactly("Everyone: no longer allowed: send; denied now: send");
		PermissionForm none = denied.with(EVERYONE, QueueRight.SEND, Answer.NONE);
		assertThat(none.trustees()).as("he stays in the list").contains(EVERYONE);
		assertThat(none.changes()).containsExactly("Everyone: no longer allowed: send");
		assertThat(none.with(EVERYONE, QueueRight.SEND, Answer.ALLOWED).isChanged()).as("as before").isFalse();
	}

	@Test
	void whoMayReceiveMayPeekAndWhoMayNotPeekMayNotReceive() {
		PermissionForm receiving = form.with(EVERYONE, QueueRight.RECEIVE, Answer.ALLOWED);
		assertThat(receiving.answer(EVERYONE, QueueRight.PEEK)).isEqualTo(Answer.ALLOWED);
		PermissionForm not = receiving.with(EVERYONE, QueueRight.PEEK, Answer.NONE);
		assertThat(not.answer(EVERYONE, QueueRight.RECEIVE)).isEqualTo(Answer.NONE);
		assertThat(not.answer(EVERYONE, QueueRight.SEND)).isEqualTo(Answer.ALLOWED);
	}

	@Test
	void somebodyIsAddedGetsEverythingAndIsTakenAway() {
		PermissionForm added = form.plusTrustee(ANN);
		assertThat(added.trustees()).containsExactly(EVERYONE, ADMINISTRATORS, ANN);
		assertThat(added.isChanged()).as("without rights he changes nothing").isFalse();
		PermissionForm all = added.with(ANN, Answer.ALLOWED);
		assertThat(all.changes()).containsExactly(ANN.sid() + ": allowed now: everything");
		assertThat(all.without(ANN).isChanged()).isFalse();
		assertThat(all.without(ANN).trustees()).doesNotContain(ANN);
	}

	@Test
	void theOwnerCanBeAnother() {
		assertThat(form.withOwner(ANN).changes())
				.containsExactly("Owner: " + ANN.sid() + " (so far Administrators)");
	}

	@Test
	void itWarnsWhereNobodyMayChangePermissionsAnyMore() {
		assertThat(form.with(ADMINISTRATORS, QueueRight.CHANGE_PERMISSIONS, Answer.NONE).warning()).isPresent();
		assertThat(form.without(ADMINISTRATORS).warning()).isPresent();
	}

	@Test
	void theFirstEntryEndsThatEverybodyMayDoEverything() {
		PermissionForm open = PermissionForm.of(new Permissions(Optional.empty(), List.of(), true));
		assertThat(open.warning()).isEmpty();
		assertThat(open.with(EVERYONE, QueueRight.SEND, Answer.ALLOWED).changes())
				.startsWith("Everybody may do everything so far; then only what is allowed here")
				.contains("Everyone: allowed now: send");
	}

	@Test
	void rightsWithoutAWordAreSaidAndStay() {
		PermissionForm odd = PermissionForm.of(new Permissions(Optional.empty(),
				List.of(new Entry(ANN, true, List.of("peek", "0x00100000"))), false));
		assertThat(odd.unnamed(ANN)).contains("Other rights, which stay: allowed 0x00100000");
		assertThat(odd.unnamed(EVERYONE)).isEmpty();
		PermissionForm nothing = odd.with(ANN, Answer.NONE);
		assertThat(nothing.now().entries()).containsExactly(new Entry(ANN, true, List.of("0x00100000")));
		assertThat(nothing.changes()).containsExactly("S-1-5-21-1-2-3-500: no longer allowed: peek");
		assertThat(odd.with(ANN, Answer.ALLOWED).changes().get(0)).doesNotContain("0x00100000");
	}

	@Test
	void everythingAndMoreIsSaidWhole() {
		List<String> all = new ArrayList<>(Arrays.stream(QueueRight.values()).map(QueueRight::word).toList());
		assertThat(PermissionForm.rights(all)).isEqualTo("everything");
		all.add("0x00100000");
		assertThat(PermissionForm.rights(all)).isEqualTo("everything, 0x00100000");
	}
}
