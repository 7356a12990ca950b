package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueSettings;
import dev.quayside.admin.QueueSettings.PrivacyLevel;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;

class QueueFormTest {

	private static final UUID TYPE = UUID.fromString("55ee8f32-cce9-11cf-b108-0020afd61ce9");

	private static QueueForm form(String name, String quota, String basePriority) {
		return new QueueForm(name, !basePriority.isEmpty(), true, "label", quota, true, "", false, PrivacyLevel.BODY,
				basePriority, "", "");
	}

	private static QueueForm form(String type, String multicast) {
		return new QueueForm("orders", true, false, "", "", false, "", false, PrivacyLevel.OPTIONAL, "", type,
				multicast);
	}

	@Test
	void aTypeIsAGuidAndNothingIsNone() {
		assertThat(form("", "").settings().type()).isEmpty();
		for (String text : List.of(TYPE.toString(), " {" + TYPE.toString().toUpperCase(Locale.ROOT) + "} ")) {
			assertThat(form(text, "").settings().type()).contains(TYPE);
		}
		for (String text : List.of("55ee8f32", "1-2-3-4-5", TYPE + "0", "{55ee8f32-cce9-11cf-b108-0020afd61cex}")) {
			assertThat(form(text, "").refusal()).as(text)
					.hasValueSatisfying(sentence -> assertThat(sentence).contains("expected a GUID"));
		}
	}

	@Test
	void aMulticastAddressIsOfClassDWithAPort() {
		for (String text : List.of("224.0.0.0:0", "234.1.1.1:8001", "239.255.255.255:65535")) {
			assertThat(form("", text).settings().multicast()).contains(text);
		}
		for (String text : List.of("223.1.1.1:80", "240.1.1.1:80", "234.1.1.256:80", "234.01.1.1:80", "234.1.1:80",
				"234.1.1.1", "234.1.1.1:65536", "234.1.1.1:-1", "host:80")) {
			assertThat(form("", text).refusal()).as(text)
					.hasValueSatisfying(sentence -> assertThat(sentence).contains("no multicast address"));
		}
	}

	@Test
	void typeAndMulticastAddressAreSentOnlyWhereTheyAreOthersAndCanBeTakenAway() {
		QueueForm before = form(TYPE.toString(), "234.1.1.1:8001");
		assertThat(before.changes(before).isEmpty()).isTrue();
		assertThat(form("{" + TYPE + "}", "234.1.1.1:8001").changes(before).isEmpty()).isTrue();
		QueueSettings taken = form("", "").changes(before);
		assertThat(taken.type()).contains(new UUID(0, 0));
		assertThat(taken.multicast()).contains("");
		assertThat(before.changes(form("", "")).multicast()).contains("234.1.1.1:8001");
		assertThat(QueueForm.of("orders", before.settings())).isEqualTo(before);
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
