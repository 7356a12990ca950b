package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.Reading;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.DistributionList.Member;
import dev.quayside.admin.directory.ObjectChange;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;

import org.eclipse.core.runtime.IProgressMonitor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds distribution lists by their members, and resolves them as queue managers do ([MS-MQDSSM] 3.1.6.9). */
final class DistributionLists {

	private static final String GROUP = "msMQ-Group";
	private static final String QUEUE = ObjectChange.Kind.PUBLIC_QUEUE.objectClass();
	private static final String ALIAS = ObjectChange.Kind.ALIAS.objectClass();
	private static final String UNKNOWN = "unknown";
	/** More would be a forest of groups, not lists of queues. */
	private static final int MAX_LISTS = 10_000;

	private final Context context;
	private final IProgressMonitor monitor;
	private final Map<String, Member> members = new HashMap<>();
	private final Map<String, LdapEntry> groups = new HashMap<>();
	private final Map<String, List<Member>> lists = new HashMap<>();

	DistributionLists(Context context, IProgressMonitor monitor) {
		this.context = context;
		this.monitor = monitor;
	}

	List<DistributionList> find(AccountQuery.Scope scope) throws DirectoryException {
		Context.Place place = context.place(scope);
		Deque<String> found = new ArrayDeque<>();
		context.search(place, LdapQuery.below(place.base(),
				Filters.any(List.of(Filters.equal("objectClass", QUEUE), Filters.equal("objectClass", ALIAS))),
				"objectClass", "objectGUID", Aliases.FORMAT_NAME, "memberOf"), entry -> {
					member(entry);
					found.addAll(entry.texts("memberOf"));
				}, monitor);
		context.search(place, LdapQuery.below(place.base(), Filters.equal("objectClass", GROUP),
				"objectGUID"), entry -> found.add(entry.dn()), monitor);
		List<String> order = new ArrayList<>();
		while (!found.isEmpty()) {
			String dn = found.pop();
			if (!lists.containsKey(key(dn))) {
				if (order.size() == MAX_LISTS) {
					throw new DirectoryException(Kind.FAILED, "There are more than " + MAX_LISTS
							+ " distribution lists", "Search each domain alone", null);
				}
				Optional<LdapEntry> group = group(dn);
				if (group.isPresent()) {
					order.add(dn);
					found.addAll(group.get().texts("memberOf"));
				}
			}
		}
		List<DistributionList> result = new ArrayList<>();
		for (String dn : order) {
			result.add(list(groups.get(key(dn))));
		}
		result.sort(Comparator.comparing(DistributionList::name, String.CASE_INSENSITIVE_ORDER));
		return result;
	}

	private static String key(String dn) {
		return dn.toLowerCase(Locale.ROOT);
	}

	/** Reads a group and its members; empty if it is none, or may not be seen. */
	private Optional<LdapEntry> group(String dn) throws DirectoryException {
		Optional<LdapEntry> group = context.servers().read(context.home(),
				LdapQuery.object(dn, "cn", "objectClass", "objectGUID", "member", "memberOf"), monitor)
				.filter(entry -> isGroup(kind(entry)));
		if (group.isPresent()) {
			LdapEntry entry = group.get();
			groups.put(key(dn), entry);
			List<Member> all = new ArrayList<>();
			lists.put(key(dn), all);
			member(entry);
			for (byte[] member : Ranges.complete(context.servers(), context.home(), entry, "member", monitor)) {
				all.add(member(new String(member, StandardCharsets.UTF_8)));
			}
		}
		return group;
	}

	private Member member(String dn) throws DirectoryException {
		Member known = members.get(key(dn));
		if (known != null) {
			return known;
		}
		return context.servers().read(context.home(), LdapQuery.object(dn, "objectClass", "objectGUID",
				Aliases.FORMAT_NAME), monitor).map(this::member)
				.orElseGet(() -> new Member(dn, UNKNOWN, Reading.unknown("It has gone, or may not be seen")));
	}

	private Member member(LdapEntry entry) {
		String kind = kind(entry);
		String id = MsmqObjects.guid(entry, "objectGUID").toString();
		Reading<String> formatName = kind.equalsIgnoreCase(QUEUE)
				? Reading.known("PUBLIC=" + id)
				: kind.equalsIgnoreCase(ALIAS)
						? entry.text(Aliases.FORMAT_NAME).map(Reading::known)
								.orElseGet(() -> Reading.unknown("The alias has no format name"))
						: isGroup(kind) ? Reading.known("DL=" + id) : Reading.unknown("A " + kind + " is no queue");
		Member member = new Member(entry.dn(), kind, formatName);
		members.put(key(entry.dn()), member);
		return member;
	}

	private static boolean isGroup(String kind) {
		return kind.equalsIgnoreCase("group") || kind.equalsIgnoreCase(GROUP);
	}

	/** The most special class is the last one. */
	private static String kind(LdapEntry entry) {
		List<String> classes = entry.texts("objectClass");
		return classes.stream().filter(name -> isGroup(name) || name.equalsIgnoreCase(QUEUE)
				|| name.equalsIgnoreCase(ALIAS)).findFirst()
				.orElseGet(() -> classes.isEmpty() ? UNKNOWN : classes.get(classes.size() - 1));
	}

	private DistributionList list(LdapEntry group) throws DirectoryException {
		Set<String> queues = new LinkedHashSet<>();
		Optional<String> problem = resolve(group.dn(), queues, new HashSet<>());
		return new DistributionList(group.text("cn").orElse(group.dn()), group.dn(),
				MsmqObjects.guid(group, "objectGUID"), kind(group), lists.get(key(group.dn())),
				problem.<Reading<List<String>>>map(Reading::unknown)
						.orElseGet(() -> Reading.known(List.copyOf(queues))));
	}

	/**
	 * Collects the queues of a list and of those within it; a list that holds itself is passed once.
	 *
	 * @return why it cannot be resolved
	 */
	private Optional<String> resolve(String dn, Set<String> queues, Set<String> seen) throws DirectoryException {
		Deque<String> open = new ArrayDeque<>(List.of(dn));
		while (!open.isEmpty()) {
			String next = open.pop();
			if (!seen.add(key(next))) {
				continue;
			}
			if (!lists.containsKey(key(next)) && group(next).isEmpty()) {
				return Optional.of(next + " has gone, or may not be seen");
			}
			for (Member member : lists.get(key(next))) {
				if (member.formatName().isUnknown()) {
					return Optional.of(member.dn() + ": " + member.formatName().unknownReason().orElse(""));
				}
				if (isGroup(member.kind())) {
					open.add(member.dn());
				} else {
					member.formatName().optional().ifPresent(queues::add);
				}
			}
		}
		return Optional.empty();
	}
}
