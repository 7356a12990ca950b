package dev.quayside.rpc.endpoint;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrWriter;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * An element of an endpoint map.
 *
 * @param tower
 *            the octets of a tower
 * @param annotation
 *            at most 63 characters are sent
 */
public record EndpointEntry(UUID object, Optional<byte[]> tower, String annotation) {

	/** With its NUL. */
	private static final int MAX_ANNOTATION = 64;

	static void write(NdrWriter out, EndpointEntry entry) {
		out.alignStructure(4, 8).uuid(entry.object()).pointer(entry.tower().orElse(null), EndpointMap::writeTower);
		String text = entry.annotation().substring(0, Math.min(entry.annotation().length(), MAX_ANNOTATION - 1)) + '\0';
		byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
		out.count(0).count(bytes.length).bytes(bytes);
	}

	static Supplier<EndpointEntry> read(NdrReader in) {
		UUID object = in.alignStructure(4, 8).uuid();
		Supplier<byte[]> tower = in.pointer(EndpointMap::readTower);
		int at = in.offset();
		byte[] text = in.bytes(in.varying(1));
		if (text.length > MAX_ANNOTATION || text.length > 0 && text[text.length - 1] != 0) {
			throw new NdrException(at, "an annotation of at most 64 bytes that ends with NUL");
		}
		String annotation = new String(text, 0, Math.max(0, text.length - 1), StandardCharsets.ISO_8859_1);
		return () -> new EndpointEntry(object, Optional.ofNullable(tower.get()), annotation);
	}
}
