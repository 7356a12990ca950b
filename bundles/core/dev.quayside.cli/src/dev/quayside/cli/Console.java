package dev.quayside.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Where a verb talks to the user.
 *
 * @param out
 *            results and nothing else
 * @param err
 *            everything else
 * @param interactive
 *            whether a person is there to answer
 * @param hidden
 *            a line that the person types and nobody sees; null at the end of the input
 */
public record Console(PrintWriter out, PrintWriter err, InputStream in, boolean interactive, Supplier<char[]> hidden) {

	/** A sentence beside the results. */
	void say(String sentence) {
		err.println(Text.printable(sentence));
		err.flush();
	}

	/** Asks; anything but yes is no. */
	boolean confirm(String question) throws IOException {
		err.print(question + " [y/N] ");
		err.flush();
		String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
		return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
	}

	/** Asks for a secret; empty if there is no answer. */
	char[] askHidden(String question) {
		err.print(Text.printable(question));
		err.flush();
		char[] answer = hidden.get();
		return answer == null ? new char[0] : answer;
	}
}
