package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;

class QueueFormTest {

	private static QueueForm form(String name, String quota, String basePriority) {
		return new QueueForm(name, !basePriority.isEmpty(), true, "label", quota, true, "", false, PrivacyLevel.BODY,
				basePriority);
	}

	@Test
	void aPrivateQueueGetsItsPrefix() {
		assertThat(form(" orders ", "", "").path()).isEqualTo("private$\\orders");
		assertThat(form("orders", "", "1").path()).isEqualTo("orders");
	}

	@Test
	void whatIsFilledInBecomesSettings() {
		QueueSettings settings = form("orders", "1024", "").settings();
		assertThat(settings.transactional()).contains(true);
		assertThat(settings.label()).contains("label");
		assertThat(settings.quota()).hasValue(1024);
		assertThat(settings.journal()).contains(true);
		assertThat(settings.journalQuota()).as("nothing is no limit").hasValue(QueueSettings.UNLIMITED);
		assertThat(settings.privacyLevel()).contains(PrivacyLevel.BODY);
		assertThat(settings.basePriority()).as("private queues have none").isEmpty();
		assertThat(form("orders", "", "-7").settings().basePriority()).hasValue(-7);
	}

	@Test
	void whatCannotBeIsRefusedWithASentence() {
		assertThat(form("orders", "", "").refusal()).isEmpty();
		assertThat(form("", "", "").refusal()).contains("Name the queue");
		assertThat(form("x".repeat(125), "", "").refusal())
				.hasValueSatisfying(text -> assertThat(text).contains("125"));
		assertThat(form("a\\b", "", "").refusal()).hasValueSatisfying(text -> assertThat(text).contains("backslash"));
		assertThat(form("orders", "much", "").refusal())
				.hasValueSatisfying(text -> assertThat(text).contains("'much'"));
		assertThat(form("orders", "-1", "").refusal()).hasValueSatisfying(text -> assertThat(text).contains("range"));
		assertThat(form("orders", "9999999999", "").refusal()).isPresent();
		assertThat(form("orders", "", "40000").refusal())
				.hasValueSatisfying(text -> assertThat(text).contains("range"));
	}

	@Test
	void onlyWhatIsOtherIsChanged() {
		QueueForm before = form("orders", "", "");
		assertThat(before.changes(before).isEmpty()).isTrue();
		QueueSettings changes = form("orders", "5", "").changes(before);
		assertThat(changes.quota()).hasValue(5);
		assertThat(changes.label()).isEmpty();
		assertThat(changes.transactional()).isEmpty();
		assertThat(changes.journalQuota()).isEqualTo(OptionalLong.empty());
		assertThat(before.changes(form("orders", "5", "")).quota()).as("no limit again")
				.hasValue(QueueSettings.UNLIMITED);
	}

	@Test
	void aQueueFillsTheFormThatGivesItAgain() {
		QueueForm form = form("orders", "5", "");
		assertThat(QueueForm.of("PRIVATE$\\orders", form.settings())).isEqualTo(form);
		assertThat(QueueForm.of("orders", form("orders", "", "3").settings())).isEqualTo(form("orders", "", "3"));
	}
}
