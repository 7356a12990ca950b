package dev.quayside.queuemanager.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class ChunkInspectionTest {

	@TempDir
	private Path folder;

	/** What is said of a file whose list of chunks has one more, at a place where there is none. */
	private List<String> damage(String chunk) {
		try (MVStore store = new MVStore.Builder().fileName(folder.resolve("some.mv.db").toString()).open()) {
			store.openMap("some").put(1, "one");
			store.commit();
			Map<String, String> layout = new HashMap<>(store.getLayoutMap());
			layout.put("chunk.ff", chunk);
			List<String> damage = new ArrayList<>();
			new ChunkInspection(store.getFileStore(), layout).run(damage::add);
			return damage;
		}
	}

	@Test
	void aChunkThatIsNeededHasToBeThere() {
		assertThat(damage("chunk:ff,block:2,len:1,livePages:1,pages:2,version:1")).isNotEmpty();
		assertThat(damage("chunk:ff,block:2,len:1,pages:2,version:1")).as("all pages are live").isNotEmpty();
	}

	@Test
	void theRoomOfAChunkThatNothingNeedsMayHoldAnotherOne() {
		assertThat(damage("chunk:ff,block:2,len:1,livePages:0,pages:2,unused:1,version:1")).isEmpty();
	}

	@Test
	void whatIsNoChunkAtAllIsDamage() {
		assertThat(damage("")).hasSize(1);
	}
}
