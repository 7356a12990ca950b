package dev.quayside.admin;

import java.util.Arrays;
import java.util.function.Function;

/** A password. It is never printed, and equal to itself only. */
public final class Secret {

	private final char[] characters;

	/** Keeps a copy. */
	public Secret(char[] characters) {
		this.characters = characters.clone();
	}

	/** Gives a copy to the function, and wipes it afterwards. */
	public <T> T use(Function<char[], T> function) {
		char[] copy = characters.clone();
		try {
			return function.apply(copy);
		} finally {
			Arrays.fill(copy, '\0');
		}
	}

	@Override
	public String toString() {
		return "(secret)";
	}
}
