package dev.quayside.ui.model;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Trustee;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What accounts and groups are called whose SIDs are met, as far as somebody here knows. Safe for use by several threads. */
public final class SidNames {

	/** Knows names of a domain, or of several. */
	public interface Source {

		/**
		 * Empty: no such account is known. Blocks.
		 *
		 * @throws AdminException
		 *             also if there is nobody to be asked; it is asked again then
		 */
		Optional<String> name(String sid, BooleanSupplier isCancelled) throws AdminException;
	}

	private static final SidNames INSTANCE = new SidNames();
	private static final String DOMAIN = "S-1-5-21-";
	private static final int MAX = 10_000;

	private final Map<String, String> known = new ConcurrentHashMap<>();
	private final Set<String> unknown = ConcurrentHashMap.newKeySet();
	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
	private volatile Source source = (sid, isCancelled) -> Optional.empty();

	public static SidNames get() {
		return INSTANCE;
	}

	/** Who is asked from now on. */
	public void ask(Source fresh) {
		source = fresh;
		changed();
	}

	/** The source may know more by now. */
	public void changed() {
		unknown.clear();
		listeners.forEach(Runnable::run);
	}

	/** Calls back, on any thread, when there may be more names; run the result to stop. */
	public Runnable onChanged(Runnable listener) {
		listeners.add(listener);
		return () -> listeners.remove(listener);
	}

	/** With the names that are known already. */
	public Permissions named(Permissions permissions) {
		return permissions.named(trustee -> Optional.ofNullable(known.get(trustee.sid())));
	}

	/**
	 * Asks for names that are not known yet; an account that nobody can tell stays a SID. Blocks: for jobs only.
	 *
	 * @return whether there are more names than before
	 */
	public boolean look(Permissions permissions, BooleanSupplier isCancelled) {
		Set<String> wanted = Stream.concat(permissions.owner().stream(), permissions.trustees().stream())
				.filter(trustee -> trustee.name().isEmpty()).map(Trustee::sid)
				.filter(sid -> sid.startsWith(DOMAIN) && !known.containsKey(sid) && !unknown.contains(sid))
				.collect(Collectors.toSet());
		boolean isMore = false;
		try {
			for (String sid : wanted) {
				Optional<String> name = source.name(sid, isCancelled).map(Words::oneLine);
				isMore |= name.isPresent();
				remember(sid, name);
			}
		} catch (AdminException e) {
			// names are an extra: whoever looks at the directory itself is told why it does not answer
		}
		return isMore;
	}

	private void remember(String sid, Optional<String> name) {
		if (known.size() + unknown.size() >= MAX) {
			known.clear();
			unknown.clear();
		}
		name.ifPresentOrElse(text -> known.put(sid, text), () -> unknown.add(sid));
	}
}
