package dev.quayside.msmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

/** Path names ([MS-MQMQ] 2.1.1); blanks and letters beyond ASCII are taken as Windows takes them. */
class PathNameTest {

	@ParameterizedTest
	@ValueSource(strings = { "srv01\\private$\\orders", "srv01\\orders", ".\\private$\\orders",
			"srv01\\private$\\orders;poison", "srv01\\private$\\orders;journal", "srv01\\system$;deadletter",
			"srv01\\system$;deadxact", "srv01\\system$;journal", "10.1.2.3\\q", "srv01\\private$\\a b",
			"srv01\\private$\\größe", "srv01\\private$\\a.b-c_d{e}(f)!#$%&'*/:<=>?@[]^`|~" })
	void everyKindIsReadAndWrittenAlike(String text) {
		PathName path = PathName.parse(text);
		assertThat(path.text()).isEqualTo(text);
		assertThat(path.direct()).isEqualTo(FormatName.parse("DIRECT=OS:" + text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "srv01", "\\q", "srv01\\", "srv01\\private$\\", "srv01\\private$\\ ", "s v\\q",
			"srv01\\private$\\a\\b", "srv01\\a,b", "srv01\\a+b", "srv01\\a\"b", "srv01\\a;", "srv01\\a;b;c",
			"srv01\\system$;x", "srv01\\a\u0001b", "srv01\\a\u007fb", "srv,1\\q", "srv;1\\q" })
	void whatIsNoPathIsRefused(String text) {
		assertThatThrownBy(() -> PathName.parse(text)).isInstanceOf(NameException.class);
	}

	@Test
	void namesHaveTheirLimits() {
		PathName.parse("srv\\private$\\" + "q".repeat(124) + ";" + "s".repeat(32));
		assertThatThrownBy(() -> PathName.parse("srv\\private$\\" + "q".repeat(125))).isInstanceOf(NameException.class)
				.hasMessageContaining("124");
		assertThatThrownBy(() -> PathName.parse("srv\\private$\\q;" + "s".repeat(33)))
				.isInstanceOf(NameException.class).hasMessageContaining("32");
		PathName.parse("s".repeat(256) + "\\q");
		assertThatThrownBy(() -> PathName.parse("s".repeat(257) + "\\q")).isInstanceOf(NameException.class)
				.hasMessageContaining("256");
	}

	@Test
	void aSubqueueCannotBeCalledJournal() {
		assertThat(QueuePath.parse("private$\\q;JoUrNaL"))
				.isEqualTo(new QueuePath.Application(true, "q", true, Optional.empty()));
		assertThatThrownBy(() -> new QueuePath.Application(true, "q", true, Optional.of("s")))
				.isInstanceOf(NameException.class);
	}

	@Test
	void pathsAreComparedIgnoringCase() {
		assertThat(QueuePath.parse("PRIVATE$\\Orders").key()).isEqualTo(QueuePath.privateQueue("oRDERS").key());
		assertThat(QueuePath.parse("orders").key()).isNotEqualTo(QueuePath.privateQueue("orders").key());
		assertThat(QueuePath.parse("private$\\q;Sub").key()).isEqualTo(QueuePath.parse("private$\\Q;sUB").key());
	}

	@Test
	void subqueueAndJournalBelongToTheirQueue() {
		QueuePath.Application orders = new QueuePath.Application(true, "orders", false, Optional.empty());
		assertThat(((QueuePath.Application) QueuePath.parse("private$\\orders;sub")).parent()).isEqualTo(orders);
		assertThat(((QueuePath.Application) QueuePath.parse("private$\\orders;journal")).parent()).isEqualTo(orders);
	}
}
