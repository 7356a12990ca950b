package dev.quayside.directory.ldap;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.Response;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchRequest;
import org.apache.directory.api.ldap.model.message.SearchRequestImpl;
import org.apache.directory.api.ldap.model.message.SearchResultDone;
import org.apache.directory.api.ldap.model.message.SearchResultEntry;
import org.apache.directory.api.ldap.model.message.SearchResultReference;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.message.controls.PagedResults;
import org.apache.directory.api.ldap.model.message.controls.PagedResultsImpl;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.future.SearchFuture;
import org.eclipse.core.runtime.IProgressMonitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One search on one connection. Pages shrink where objects are large, so that never much of them waits in memory. */
final class PagedSearch {

	private static final int FIRST_PAGE = 100;
	private static final int MAX_PAGE = 1000;
	private static final long PAGE_BYTES = 4L << 20;

	private final LdapSession session;
	private final LdapQuery query;
	private final IProgressMonitor monitor;
	private final String what;
	private final List<String> elsewhere = new ArrayList<>();
	private long bytes;

	PagedSearch(LdapSession session, LdapQuery query, IProgressMonitor monitor) {
		this.session = session;
		this.query = query;
		this.monitor = monitor;
		what = "Search " + (query.base().isEmpty() ? "" : "in " + query.base() + " ") + "at " + session.endpoint();
	}

	/** @return parts that other servers have */
	List<String> run(Consumer<LdapEntry> consumer) throws DirectoryException, ReferralException {
		if (query.scope() == SearchScope.OBJECT) {
			page(request(), consumer);
			return elsewhere;
		}
		int size = FIRST_PAGE;
		byte[] cookie = new byte[0];
		do {
			bytes = 0;
			SearchRequest request = request();
			PagedResults paged = new PagedResultsImpl();
			paged.setCritical(true);
			paged.setSize(size);
			paged.setCookie(cookie);
			request.addControl(paged);
			SearchResultDone done = page(request, consumer);
			cookie = done.getControl(PagedResults.OID) instanceof PagedResults answer && answer.getCookie() != null
					? answer.getCookie()
					: new byte[0];
			size = bytes > PAGE_BYTES
					? (int) Math.max(1, size * PAGE_BYTES / bytes)
					: Math.min(MAX_PAGE, bytes * 4 < PAGE_BYTES ? size * 2 : size);
		} while (cookie.length > 0);
		return elsewhere;
	}

	private SearchRequest request() throws DirectoryException {
		SearchRequest request = new SearchRequestImpl();
		try {
			request.setBase(new Dn(query.base()));
		} catch (LdapInvalidDnException e) {
			throw ResultCodes.failure(what, 34, e.getMessage(), e);
		}
		request.setScope(query.scope());
		request.setFilter(query.filter());
		request.setDerefAliases(AliasDerefMode.NEVER_DEREF_ALIASES);
		request.addAttributes(query.attributes().toArray(String[]::new));
		if (query.attributes().contains(LdapQuery.SECURITY_DESCRIPTOR)) {
			request.addControl(SecurityFlags.dacl());
		}
		return request;
	}

	private SearchResultDone page(SearchRequest request, Consumer<LdapEntry> consumer)
			throws DirectoryException, ReferralException {
		SearchFuture future;
		try {
			future = session.connection().searchAsync(request);
		} catch (LdapException e) {
			throw session.broken(what, e);
		}
		while (true) {
			Response response = session.await(future, what, monitor);
			if (response instanceof SearchResultEntry found) {
				Entry entry = found.getEntry();
				bytes += size(entry);
				consumer.accept(new LdapEntry(entry));
			} else if (response instanceof SearchResultReference reference) {
				elsewhere.addAll(reference.getReferral().getLdapUrls());
			} else if (response instanceof SearchResultDone done) {
				check(done.getLdapResult());
				return done;
			} else {
				throw new DirectoryException(Kind.PROTOCOL, what + ": an unexpected answer " + response.getType(), "",
						null);
			}
		}
	}

	private void check(LdapResult result) throws DirectoryException, ReferralException {
		if (result.getResultCode() == ResultCodeEnum.REFERRAL && result.getReferral() != null) {
			throw new ReferralException(List.copyOf(result.getReferral().getLdapUrls()));
		}
		if (result.getResultCode() == ResultCodeEnum.SUCCESS) {
			return;
		}
		if (!session.connection().isConnected()) {
			throw session.broken(what, null);
		}
		throw ResultCodes.failure(what, result.getResultCode().getResultCode(), result.getDiagnosticMessage(), null);
	}

	private static long size(Entry entry) {
		long size = 0;
		for (Attribute attribute : entry.getAttributes()) {
			for (Value value : attribute) {
				size += value.getBytes() == null ? 0 : value.getBytes().length;
			}
		}
		return size;
	}
}
