package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.OperationRecord;

import org.junit.jupiter.api.Test;

class ColumnsTest {

	@Test
	void messagesHaveTheColumnsThatAdministratorsKnow() {
		assertThat(MessageRow.COLUMNS).extracting(ColumnSpec::title).containsExactly("#", "Label", "Priority", "Size",
				"Class", "Sent", "Arrived", "Message id", "Delivery");
	}

	@Test
	void aMessageIsALineOfText() {
		String line = ColumnSpec.line(MessageRow.COLUMNS, new MessageRow("1,204", Sample.summary(7)));
		assertThat(line.split("\t")).hasSize(9).startsWith("1,204", "order 7", "3", "20 B", "normal")
				.endsWith("{0f0e5c1e-0000-0000-0000-000000000000}\\7", "recoverable");
	}

	@Test
	void numbersStandAtTheRight() {
		assertThat(MessageRow.COLUMNS).filteredOn(ColumnSpec::isNumber).extracting(ColumnSpec::title)
				.containsExactly("#", "Priority", "Size");
	}

	@Test
	void anOperationSaysWhenWhatWhereAsWhomAndTheResult() {
		OperationRecord entry = new OperationRecord(Sample.SENT, "Delete 3 messages", "private$\\orders on server",
				"anonymous", OperationRecord.Outcome.PARTLY_DONE, "2 messages deleted,\n1 message not deleted");
		assertThat(OperationColumns.ALL).extracting(ColumnSpec::title).containsExactly("When", "What", "Where", "As",
				"Outcome", "Result");
		assertThat(ColumnSpec.line(OperationColumns.ALL, entry)).endsWith(
				"Delete 3 messages\tprivate$\\orders on server\tanonymous\tpartly done\t2 messages deleted,\\n1 message not deleted");
	}

	@Test
	void propertiesNameWhatIsNotThere() {
		assertThat(MessageDetails.of(Sample.summary(7))).extracting(MessageDetails.Detail::name)
				.startsWith("Label", "Message id", "Lookup id", "Class", "Priority").doesNotHaveDuplicates();
		assertThat(MessageDetails.of(Sample.summary(7)))
				.contains(new MessageDetails.Detail("Lookup id", "7"), new MessageDetails.Detail("Expires", "never"),
						new MessageDetails.Detail("Body type", "8 (VT_BSTR)"),
						new MessageDetails.Detail("Response queue", "none"));
	}

	@Test
	void aLookupIdKeepsAllItsDigits() {
		assertThat(MessageDetails.of(Sample.summary(-1)))
				.contains(new MessageDetails.Detail("Lookup id", "18446744073709551615"));
	}
}
