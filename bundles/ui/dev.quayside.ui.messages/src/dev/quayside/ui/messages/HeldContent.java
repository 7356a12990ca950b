package dev.quayside.ui.messages;

import dev.quayside.admin.HeldQueue;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.ui.model.HeldRow;
import dev.quayside.ui.model.QueueWords;
import dev.quayside.ui.model.Words;

import org.eclipse.jface.viewers.ITreeContentProvider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was last seen open, by source. On the UI thread. */
final class HeldContent implements ITreeContentProvider {

	/** More than anybody looks at. */
	private static final int MAX_QUEUES = 500;

	/** @param failure why it could not be read; null: it was */
	record Seen(List<HeldQueue> queues, QueueManagerException failure) {}

	/** A line that says why there is nothing. */
	record Remark(HandleSource source, String text, boolean isError) {}

	private Map<HandleSource, Seen> seen = new LinkedHashMap<>();

	/** @return whether it is something else than before */
	boolean show(Map<HandleSource, Seen> now) {
		boolean isOther = !now.equals(seen) || !List.copyOf(now.keySet()).equals(List.copyOf(seen.keySet()));
		seen = now;
		return isOther;
	}

	boolean isEmpty() {
		return seen.isEmpty();
	}

	/** Why a source could not be read. */
	Optional<String> failure(HandleSource source) {
		return Optional.ofNullable(seen.get(source)).map(Seen::failure).map(QueueWords::failure);
	}

	@Override
	public Object[] getElements(Object input) {
		return seen.keySet().toArray();
	}

	@Override
	public Object[] getChildren(Object parent) {
		if (parent instanceof HandleSource source) {
			return below(source).toArray();
		}
		return parent instanceof HeldNode node && node.row() instanceof HeldRow.OpenQueue
				? HeldRow.below(node.row().queue()).stream().map(row -> new HeldNode(node.source(), row)).toArray()
				: new Object[0];
	}

	private List<Object> below(HandleSource source) {
		Seen known = seen.getOrDefault(source, new Seen(List.of(), null));
		if (known.failure() != null) {
			return List.of(new Remark(source, QueueWords.brief(known.failure()), true));
		}
		if (known.queues().isEmpty()) {
			return List.of(new Remark(source, "Nothing is open", false));
		}
		List<Object> lines = new ArrayList<>();
		known.queues().stream().limit(MAX_QUEUES)
				.forEach(queue -> lines.add(new HeldNode(source, new HeldRow.OpenQueue(queue))));
		if (known.queues().size() > MAX_QUEUES) {
			lines.add(new Remark(source, "and " + Words.count(known.queues().size() - (long) MAX_QUEUES) + " more",
					false));
		}
		return lines;
	}

	@Override
	public boolean hasChildren(Object element) {
		return getChildren(element).length > 0;
	}

	@Override
	public Object getParent(Object element) {
		if (element instanceof HeldNode node) {
			return node.row() instanceof HeldRow.OpenQueue
					? node.source()
					: new HeldNode(node.source(), new HeldRow.OpenQueue(node.row().queue()));
		}
		return element instanceof Remark remark ? remark.source() : null;
	}
}
