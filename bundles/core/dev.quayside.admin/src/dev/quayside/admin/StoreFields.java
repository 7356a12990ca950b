package dev.quayside.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is said about stores, as ordered fields ({@link ObjectFields}). */
public final class StoreFields {

	private StoreFields() {}

	public static Map<String, Object> of(StoreCheck check) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("data", check.data().toString());
		fields.put("result", check.isIntact() ? "intact" : "damaged");
		fields.put("queueManagerId", check.queueManagerId().toString());
		fields.put("format", check.format());
		fields.put("lastWriteCutOff", check.cutOff());
		fields.put("bytesInFile", check.size().bytesInFile());
		fields.put("chunks", check.size().chunks());
		fields.put("bytesInChunks", check.size().bytesInChunks());
		fields.put("queues", check.size().queues());
		fields.put("messages", check.size().messages());
		fields.put("bytesInMessages", check.size().bytesInMessages());
		fields.put("largeBodies", check.size().largeBodies());
		fields.put("values", check.size().values());
		fields.put("damages", check.damages());
		fields.put("damage", check.damage());
		return fields;
	}

	public static Map<String, Object> of(StoreCompaction compaction) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("data", compaction.data().toString());
		fields.put("bytesBefore", compaction.bytesBefore());
		fields.put("bytesAfter", compaction.bytesAfter());
		return fields;
	}
}
