package dev.quayside.admin.local;

import dev.quayside.admin.LocalStores;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.StoreCheck;
import dev.quayside.admin.StoreCompaction;
import dev.quayside.queuemanager.store.StoreException;
import dev.quayside.queuemanager.store.StoreMaintenance;
import dev.quayside.queuemanager.store.StoreReport;

import org.osgi.service.component.annotations.Component;

import java.nio.file.Path;

/** Stores in folders of this machine. */
@Component
public final class FolderStores implements LocalStores {

	@Override
	public StoreCheck check(Path data) throws QueueManagerException {
		try {
			StoreReport report = StoreMaintenance.check(data);
			return new StoreCheck(data, report.queueManagerId(), report.format(), report.cutOff(),
					new StoreCheck.Size(report.fileBytes(), report.chunks(), report.chunkBytes(), report.queues(),
							report.messages(), report.messageBytes(), report.largeBodies(), report.values()),
					report.damages(), report.damage());
		} catch (StoreException e) {
			throw failure(e);
		}
	}

	@Override
	public StoreCompaction compact(Path data) throws QueueManagerException {
		try {
			StoreMaintenance.Compacted compacted = StoreMaintenance.compact(data);
			return new StoreCompaction(data, compacted.before(), compacted.after());
		} catch (StoreException e) {
			throw failure(e);
		}
	}

	/** The message says what to do. */
	private static QueueManagerException failure(StoreException e) {
		Kind kind = switch (e.kind()) {
			case IN_USE -> Kind.BUSY;
			case NO_STORE -> Kind.NOT_FOUND;
			default -> Kind.FAILED;
		};
		return new QueueManagerException(kind, e.getMessage(), "", e);
	}
}
