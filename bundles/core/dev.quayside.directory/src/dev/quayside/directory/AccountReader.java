package dev.quayside.directory;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.AccountKind;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.directory.certificates.CertificateReader;
import dev.quayside.directory.certificates.Inventory;
import dev.quayside.directory.certificates.Steps;
import dev.quayside.directory.ldap.Endpoint;
import dev.quayside.directory.ldap.Filters;
import dev.quayside.directory.ldap.LdapEntry;
import dev.quayside.directory.ldap.LdapQuery;
import dev.quayside.msmq.Guids;
import dev.quayside.msmq.security.Sid;

import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.eclipse.core.runtime.IProgressMonitor;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds accounts and reads what they have. */
final class AccountReader {

	/** An account with what was read of it. */
	record Account(CertificateAccount account, CertificateAttributes attributes, Inventory inventory) {}

	private static final String[] ATTRIBUTES = { "sAMAccountName", "objectClass", "objectGUID", Steps.CERTIFICATES,
			Steps.DIGESTS };
	private static final ExprNode COMPUTER = Filters.equal("objectClass", "computer");

	private final Context context;
	private final CertificateReader reader;

	AccountReader(Context context, CertificateReader reader) {
		this.context = context;
		this.reader = reader;
	}

	/** Lists accounts with certificates or digests. */
	void list(AccountQuery query, Consumer<CertificateAccount> consumer, IProgressMonitor monitor)
			throws DirectoryException {
		Context.Place place = context.place(query.scope());
		ExprNode kind = query.kind() == AccountKind.COMPUTER ? COMPUTER : Filters.not(COMPUTER);
		ExprNode filter = Filters.all(Filters.equal("objectClass", "user"), kind,
				Filters.any(List.of(Filters.present(Steps.DIGESTS), Filters.present(Steps.CERTIFICATES))));
		List<String> cut = new ArrayList<>();
		List<String> elsewhere = context.servers().search(place.endpoint(),
				LdapQuery.below(place.base(), filter, ATTRIBUTES), entry -> {
					if (entry.nextRange(Steps.DIGESTS).isPresent()) {
						cut.add(entry.dn());
					} else {
						consumer.accept(account(entry, entry.values(Steps.DIGESTS), query.limits()).account());
					}
				}, monitor);
		for (String dn : cut) {
			at(place.endpoint(), dn, query.limits(), monitor).ifPresent(found -> consumer.accept(found.account()));
		}
		context.requireWhole(place, elsewhere, monitor);
	}

	/**
	 * Reads an account.
	 *
	 * @param account
	 *            DN, {@code name@domain}, {@code DOMAIN\name}, or a plain name
	 */
	Account read(String account, CertificateLimits limits, IProgressMonitor monitor) throws DirectoryException {
		String dn = account.indexOf('=') > 0 ? account : find(account, monitor);
		return at(context.home(), dn, limits, monitor).orElseThrow(() -> notFound(account));
	}

	/** Reads an account as a certain server has it. */
	Account read(Endpoint endpoint, String dn, IProgressMonitor monitor) throws DirectoryException {
		return at(endpoint, dn, CertificateLimits.DEFAULT, monitor).orElseThrow(() -> notFound(dn));
	}

	private Optional<Account> at(Endpoint endpoint, String dn, CertificateLimits limits, IProgressMonitor monitor)
			throws DirectoryException {
		Optional<LdapEntry> entry = context.servers().read(endpoint, LdapQuery.object(dn, ATTRIBUTES), monitor)
				.filter(found -> found.texts("objectClass").stream().anyMatch("user"::equalsIgnoreCase));
		return entry.isEmpty()
				? Optional.empty()
				: Optional.of(account(entry.get(),
						Ranges.complete(context.servers(), endpoint, entry.get(), Steps.DIGESTS, monitor), limits));
	}

	private static DirectoryException notFound(String account) {
		return new DirectoryException(Kind.NOT_FOUND, "There is no account " + account + ", or it may not be seen",
				"Check the name: a DN, name@domain, DOMAIN\\name, or the plain name in the domain of the server", null);
	}

	/** The distinguished name of an account. */
	private String find(String account, IProgressMonitor monitor) throws DirectoryException {
		int backslash = account.indexOf('\\');
		int at = account.lastIndexOf('@');
		if (backslash > 0) {
			String base = context.forest().named(account.substring(0, backslash)).map(Forest.Domain::dn)
					.orElseThrow(() -> new DirectoryException(Kind.NOT_FOUND,
							"There is no domain " + account.substring(0, backslash) + " in the forest",
							"Check the name of the domain", null));
			return one(account, new Context.Place(context.home(), base),
					Filters.equal("sAMAccountName", account.substring(backslash + 1)), monitor)
					.orElseThrow(() -> notFound(account));
		}
		if (at > 0) {
			Optional<String> named = one(account, context.place(AccountQuery.Scope.FOREST),
					Filters.equal("userPrincipalName", account), monitor);
			Optional<Forest.Domain> domain = context.forest().named(account.substring(at + 1));
			if (named.isEmpty() && domain.isPresent()) {
				// every account has this name as well, whether it is written down or not
				named = one(account, new Context.Place(context.home(), domain.get().dn()),
						Filters.equal("sAMAccountName", account.substring(0, at)), monitor);
			}
			return named.orElseThrow(() -> notFound(account));
		}
		return one(account, context.place(AccountQuery.Scope.DOMAIN), Filters.equal("sAMAccountName", account), monitor)
				.orElseThrow(() -> notFound(account));
	}

	private Optional<String> one(String account, Context.Place place, ExprNode filter, IProgressMonitor monitor)
			throws DirectoryException {
		List<String> found = new ArrayList<>();
		context.servers().search(place.endpoint(),
				LdapQuery.below(place.base(), Filters.all(Filters.equal("objectClass", "user"), filter), "objectGUID"),
				entry -> found.add(entry.dn()), monitor);
		if (found.size() > 1) {
			throw new DirectoryException(Kind.INVALID,
					account + " is not unique: " + String.join("; ", found.subList(0, Math.min(5, found.size()))),
					"Name the account by its DN", null);
		}
		return found.stream().findFirst();
	}

	/** What an account or a group with this SID is called: in the domain of the server, else anywhere in the forest. */
	Optional<String> name(String sid, IProgressMonitor monitor) throws DirectoryException {
		ExprNode filter = Filters.equal("objectSid", Sid.parse(sid).bytes());
		for (AccountQuery.Scope scope : AccountQuery.Scope.values()) {
			Context.Place place = context.place(scope);
			List<String> found = new ArrayList<>();
			context.servers().search(place.endpoint(), LdapQuery.below(place.base(), filter, "sAMAccountName"),
					entry -> entry.text("sAMAccountName").ifPresent(name -> found.add(domain(entry) + name)), monitor);
			if (!found.isEmpty()) {
				return Optional.of(found.get(0));
			}
		}
		return Optional.empty();
	}

	/** "CORP\\"; empty where that is not known. */
	private String domain(LdapEntry entry) {
		return context.forest().of(entry.dn()).map(Forest.Domain::name).filter(name -> !name.isEmpty())
				.map(name -> name + '\\').orElse("");
	}

	/** Accounts of the forest that have this digest, as DNs. */
	List<String> owners(String digest, IProgressMonitor monitor) throws DirectoryException {
		Context.Place place = context.place(AccountQuery.Scope.FOREST);
		List<String> owners = new ArrayList<>();
		context.search(place,
				LdapQuery.below(place.base(), Filters.equal(Steps.DIGESTS, CertificateAttributes.bytes(digest)),
						"objectGUID"),
				entry -> owners.add(entry.dn()), monitor);
		return owners;
	}

	private Account account(LdapEntry entry, List<byte[]> digests, CertificateLimits limits) {
		TreeSet<String> hex = new TreeSet<>();
		digests.forEach(digest -> hex.add(HexFormat.of().formatHex(digest)));
		CertificateAttributes attributes = new CertificateAttributes(entry.bytes(Steps.CERTIFICATES), hex);
		Inventory inventory = new Inventory(attributes, reader);
		boolean isComputer = entry.texts("objectClass").stream().anyMatch("computer"::equalsIgnoreCase);
		UUID id = entry.bytes("objectGUID").filter(bytes -> bytes.length == Guids.SIZE)
				.map(bytes -> Guids.get(ByteBuffer.wrap(bytes))).orElse(Guids.NIL);
		return new Account(
				new CertificateAccount(domain(entry) + entry.text("sAMAccountName").orElse(entry.dn()), entry.dn(),
						id, isComputer ? AccountKind.COMPUTER : AccountKind.USER, inventory.counts(),
						inventory.state(limits)),
				attributes, inventory);
	}
}
