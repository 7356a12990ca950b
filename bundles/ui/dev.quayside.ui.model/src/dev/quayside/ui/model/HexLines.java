package dev.quayside.ui.model;

/** Bytes as lines of offset, 16 values and their characters. */
final class HexLines implements Lines {

	private static final int WIDTH = 16;
	private static final int OFFSET_DIGITS = 8;
	private static final int VALUES = OFFSET_DIGITS + 2;
	private static final int CHARACTERS = VALUES + WIDTH * 3 + 2;
	private static final int FULL_LINE = CHARACTERS + WIDTH;

	private final byte[] bytes;

	/** Keeps the bytes; they must not change. */
	HexLines(byte[] bytes) {
		this.bytes = bytes;
	}

	@Override
	public int count() {
		return Math.max(1, (bytes.length + WIDTH - 1) / WIDTH);
	}

	@Override
	public int length() {
		return bytes.length == 0 ? 0 : offset(count() - 1) + CHARACTERS + bytes.length - (count() - 1) * WIDTH;
	}

	@Override
	public int offset(int line) {
		return line * (FULL_LINE + 1);
	}

	@Override
	public int lineAt(int offset) {
		return Math.min(count() - 1, offset / (FULL_LINE + 1));
	}

	@Override
	public String line(int index) {
		int start = index * WIDTH;
		if (start >= bytes.length) {
			return "";
		}
		StringBuilder out = new StringBuilder(FULL_LINE);
		for (int shift = (OFFSET_DIGITS - 1) * 4; shift >= 0; shift -= 4) {
			digit(out, start >>> shift);
		}
		out.append("  ");
		StringBuilder characters = new StringBuilder(WIDTH);
		for (int i = start; i < start + WIDTH; i++) {
			if (i < bytes.length) {
				digit(out, bytes[i] >> 4);
				digit(out, bytes[i]);
				characters.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
			} else {
				out.append("  ");
			}
			out.append(i == start + WIDTH / 2 - 1 ? "  " : " ");
		}
		return out.append(' ').append(characters).toString();
	}

	private static void digit(StringBuilder out, int value) {
		out.append(Character.forDigit(value & 15, 16));
	}
}
