package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SubqueuesTest {

	private static final String QUEUE = "private$\\orders";

	@Test
	void aSubqueueBelongsToTheQueueBeforeTheSemicolon() {
		assertThat(Subqueues.parent(QUEUE + ";poison")).isEqualTo(QUEUE);
		assertThat(Subqueues.name(QUEUE + ";poison")).contains("poison");
		assertThat(Subqueues.path(QUEUE, "poison")).isEqualTo(QUEUE + ";poison");
		assertThat(Subqueues.parent(QUEUE)).isEqualTo(QUEUE);
		assertThat(Subqueues.name(QUEUE)).isEmpty();
	}

	@Test
	void aSystemQueueIsNoSubqueue() {
		assertThat(Subqueues.name("SYSTEM$;deadletter")).isEmpty();
		assertThat(Subqueues.parent("system$;deadletter")).isEqualTo("system$;deadletter");
		assertThat(Subqueues.isMovable("system$;deadletter")).isFalse();
	}

	@Test
	void messagesMoveWithinOneQueueOnly() {
		assertThat(Subqueues.canMove(QUEUE, QUEUE + ";poison")).isTrue();
		assertThat(Subqueues.canMove(QUEUE + ";poison", QUEUE)).as("back").isTrue();
		assertThat(Subqueues.canMove(QUEUE + ";poison", "PRIVATE$\\Orders;retry")).as("in any case").isTrue();
		assertThat(Subqueues.canMove(QUEUE, QUEUE)).as("to where they are").isFalse();
		assertThat(Subqueues.canMove(QUEUE, "private$\\invoices;poison")).as("to another queue").isFalse();
		assertThat(Subqueues.canMove(QUEUE, QUEUE + ";journal")).as("to the journal").isFalse();
		assertThat(Subqueues.canMove(QUEUE + ";Journal", QUEUE)).as("from the journal").isFalse();
	}

	@Test
	void aNameThatCannotBeIsRefusedWithASentence() {
		assertThat(Subqueues.refusal("poison-2")).isEmpty();
		assertThat(Subqueues.refusal("x".repeat(32))).isEmpty();
		assertThat(Subqueues.refusal("x".repeat(33)))
				.contains("The name of a subqueue has at most 32 characters, not 33");
		assertThat(Subqueues.refusal("")).contains("Name a subqueue");
		assertThat(Subqueues.refusal("journal")).contains("The journal takes no messages by hand");
		for (String bad : new String[]{ "a b", "a;b", "a\\b", "a,b", "a+b", "a\"b", "ä", "a\nb" }) {
			assertThat(Subqueues.refusal(bad)).as(bad).hasValueSatisfying(text -> assertThat(text).contains("ASCII"));
		}
	}
}
