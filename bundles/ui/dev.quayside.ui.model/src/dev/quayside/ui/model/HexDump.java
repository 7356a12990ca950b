package dev.quayside.ui.model;

/** Bytes as lines of offset, 16 values and their characters. */
final class HexDump {

	private static final int WIDTH = 16;

	private HexDump() {}

	static String of(byte[] bytes, int max) {
		StringBuilder out = new StringBuilder();
		int end = Math.min(bytes.length, max);
		for (int line = 0; line < end; line += WIDTH) {
			out.append(String.format("%08x  ", line));
			StringBuilder characters = new StringBuilder();
			for (int i = line; i < line + WIDTH; i++) {
				if (i < end) {
					int value = bytes[i] & 0xFF;
					out.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16))
							.append(' ');
					characters.append(value >= ' ' && value < 0x7F ? (char) value : '.');
				} else {
					out.append("   ");
				}
				if (i == line + WIDTH / 2 - 1) {
					out.append(' ');
				}
			}
			out.append(' ').append(characters).append('\n');
		}
		return out.toString();
	}
}
