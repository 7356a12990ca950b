package dev.quayside.ui.model.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueSettings.PrivacyLevel;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.DirectoryMachine;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.ui.model.QueueForm;
import dev.quayside.ui.model.RowColumn;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

class ObjectColumnsTest {

	private static PublicQueue queue(Reading<String> privacy, Reading<Long> quota) {
		return new PublicQueue("SRV", "orders\n", "CN=orders", new UUID(0, 1), new UUID(0, 0), "Label", true, false,
				true,
				privacy, -3, quota, Reading.absent(), Optional.empty());
	}

	private static <T> List<String> row(List<RowColumn<T>> columns, T object) {
		return columns.stream().map(column -> column.spec().text().apply(object)).toList();
	}

	@Test
	void aLimitThatIsNotThereIsNoNumberAndOneThatIsUnknownAQuestionMark() {
		assertThat(row(ObjectColumns.QUEUES, queue(Reading.known("body"), Reading.absent())).get(5)).isEmpty();
		assertThat(row(ObjectColumns.QUEUES, queue(Reading.known("body"), Reading.unknown("no number"))).get(5))
				.isEqualTo("?");
		assertThat(row(ObjectColumns.QUEUES, queue(Reading.known("body"), Reading.known(10240L))))
				.contains("10,240", "yes", "Label").noneMatch(text -> text.contains("\n"));
	}

	@Test
	void aMachineSaysWhetherItIsEnabled() {
		assertThat(row(ObjectColumns.MACHINES, machine(Reading.known(false), Reading.known(true))))
				.contains("disabled");
		assertThat(row(ObjectColumns.MACHINES, machine(Reading.known(true), Reading.absent()))).contains("foreign");
		assertThat(row(ObjectColumns.MACHINES, machine(Reading.absent(), Reading.unknown("not to be seen"))).get(2))
				.isEqualTo("?");
	}

	private static MachineRow machine(Reading<Boolean> foreign, Reading<Boolean> disabled) {
		return new MachineRow(
				new DirectoryMachine("SRV", Optional.empty(), "CN=msmq,CN=SRV", new UUID(0, 1), Reading.absent(),
						Reading.absent(), List.of(), Reading.absent(), Reading.absent(), Reading.absent(), foreign,
						disabled),
				Optional.empty());
	}

	@Test
	void theDialogOfAQueueBeginsWithWhatItHas() {
		QueueForm form = ObjectColumns.form(queue(Reading.known("none"), Reading.known(5L)));
		assertThat(form.privacy()).isEqualTo(PrivacyLevel.NONE);
		assertThat(form.quota()).isEqualTo("5");
		assertThat(form.journalQuota()).isEmpty();
		assertThat(form.basePriority()).isEqualTo("-3");
		assertThat(form.changes(form).isEmpty()).isTrue();
		assertThat(ObjectColumns.form(queue(Reading.unknown("9 means nothing"), Reading.absent())).privacy())
				.isEqualTo(PrivacyLevel.OPTIONAL);
	}
}
