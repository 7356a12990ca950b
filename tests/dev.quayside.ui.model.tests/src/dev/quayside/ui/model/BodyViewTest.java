package dev.quayside.ui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Message;
import dev.quayside.ui.model.BodyView.Kind;

import org.junit.jupiter.api.Test;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

class BodyViewTest {

	@Test
	void unicodeTextIsShownInItsEncoding() {
		BodyView view = BodyView.of(Sample.text("Ægir & Søn, 注文"));
		assertThat(view.kind()).isEqualTo(Kind.TEXT);
		assertThat(view.lines().all()).isEqualTo("Ægir & Søn, 注文");
		assertThat(view.note()).isEqualTo("Text in UTF-16LE, 28 B");
	}

	@Test
	void ansiTextIsShownInItsEncoding() {
		BodyView view = BodyView.of(Sample.message(30, "für 5 €\0".getBytes(Charset.forName("windows-1252"))));
		assertThat(view.lines().all()).isEqualTo("für 5 €");
		assertThat(view.note()).startsWith("Text in windows-1252");
	}

	@Test
	void bytesThatAreTextAreShownAsText() {
		BodyView view = BodyView.of(Sample.message(Sample.BYTES, "grüße".getBytes(StandardCharsets.UTF_8)));
		assertThat(view.lines().all()).isEqualTo("grüße");
		assertThat(view.note()).startsWith("Text in UTF-8");
	}

	@Test
	void bytesThatAreNotTextAreShownInHex() {
		BodyView view = BodyView.of(Sample.message(Sample.BYTES, new byte[]{ 0, (byte) 0xAB, 65 }));
		assertThat(view.kind()).isEqualTo(Kind.HEX);
		assertThat(view.lines().all()).startsWith("00000000  00 ab 41 ").endsWith(" ..A");
		assertThat(view.note()).isEqualTo("3 B, body type 0 (VT_EMPTY)");
	}

	@Test
	void jsonIsIndented() {
		BodyView view = BodyView.of(Sample.text("{\"order\":1,\"lines\":[{\"qty\":1.50}],\"note\":null}"));
		assertThat(view.kind()).isEqualTo(Kind.JSON);
		assertThat(view.lines().all()).isEqualTo("""
				{
				  "order": 1,
				  "lines": [
				    {
				      "qty": 1.50
				    }
				  ],
				  "note": null
				}""");
	}

	@Test
	void whatOnlyLooksLikeJsonStaysAsItIsAndTheNoteSaysSo() {
		BodyView view = BodyView.of(Sample.text("[draft] hello"));
		assertThat(view.kind()).isEqualTo(Kind.TEXT);
		assertThat(view.lines().all()).isEqualTo("[draft] hello");
		assertThat(view.note()).startsWith("Not well-formed JSON: Text in UTF-16LE");
	}

	@Test
	void xmlIsIndentedAndItsTextStaysWhereItIs() {
		BodyView view = BodyView.of(Sample.text("<order id=\"7\"><name>Ægir</name><line/></order>"));
		assertThat(view.kind()).isEqualTo(Kind.XML);
		assertThat(view.lines().all()).isEqualTo("""
				<order id="7">
				  <name>Ægir</name>
				  <line></line>
				</order>""");
	}

	@Test
	void xmlThatWouldLoadSomethingIsShownAsText() {
		BodyView view = BodyView.of(Sample.text("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:/x\">]><a>&x;</a>"));
		assertThat(view.kind()).isEqualTo(Kind.TEXT);
		assertThat(view.lines().all()).contains("&x;");
	}

	@Test
	void aFormThatTheBodyDoesNotHaveGivesWhatItHas() {
		assertThat(BodyView.of(Sample.text("hello"), Kind.XML).kind()).isEqualTo(Kind.TEXT);
		BodyView hex = BodyView.of(Sample.message(Sample.BYTES, new byte[]{ 0, 1, 2 }), Kind.TEXT);
		assertThat(hex.kind()).isEqualTo(Kind.HEX);
		assertThat(hex.note()).startsWith("Not text: ");
	}

	@Test
	void textCanBeSeenInHex() {
		assertThat(BodyView.of(Sample.text("A"), Kind.HEX).lines().all()).startsWith("00000000  41 00 ");
	}

	@Test
	void noBodyIsSaidInWords() {
		BodyView view = BodyView.of(Sample.message(Sample.BYTES, new byte[0]));
		assertThat(view.note()).isEqualTo("The message has no body");
		assertThat(view.lines().all()).isEmpty();
	}

	@Test
	void aBodyThatDidNotArriveWholeIsNotPresentedAsWhole() {
		Message cut = new Message(Sample.summary(1, "cut", Sample.BYTES, 5000), new byte[]{ 1, 2, 3 }, new byte[0]);
		assertThat(BodyView.of(cut).note()).startsWith("only the first 3 B of 4.9 KB");
	}

	@Test
	void fourMegabytesAreShownWhole() {
		byte[] body = new byte[4 * 1024 * 1024];
		body[body.length - 1] = (byte) 0xEE;
		Lines lines = BodyView.of(Sample.message(Sample.BYTES, body)).lines();
		assertThat(lines.count()).isEqualTo(body.length / 16);
		assertThat(lines.line(lines.count() - 1)).startsWith("003ffff0  00").contains(" ee ");
	}
}
