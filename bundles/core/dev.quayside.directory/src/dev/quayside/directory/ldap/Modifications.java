package dev.quayside.directory.ldap;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;

import org.apache.directory.api.ldap.model.entry.DefaultAttribute;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.message.AddRequest;
import org.apache.directory.api.ldap.model.message.AddRequestImpl;
import org.apache.directory.api.ldap.model.message.DeleteRequest;
import org.apache.directory.api.ldap.model.message.DeleteRequestImpl;
import org.apache.directory.api.ldap.model.message.LdapResult;
import org.apache.directory.api.ldap.model.message.ModifyRequest;
import org.apache.directory.api.ldap.model.message.ModifyRequestImpl;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.ResultResponse;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.ldap.client.api.future.ResponseFuture;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends changes of objects. */
final class Modifications {

	private static final int INVALID_DN = 34;

	private Modifications() {}

	/** Sends one request, or fails before anything was sent. */
	private interface Request {

		ResponseFuture<? extends ResultResponse> send() throws LdapException;
	}

	static void send(LdapSession session, String dn, List<LdapChange> changes)
			throws DirectoryException, ReferralException {
		String what = "Change of " + dn + " at " + session.endpoint();
		send(session, what, () -> session.connection().modifyAsync(request(dn, changes)));
	}

	/** Makes an object with attributes of one value each. */
	static void add(LdapSession session, String dn, Map<String, byte[]> attributes)
			throws DirectoryException, ReferralException {
		String what = "Creation of " + dn + " at " + session.endpoint();
		send(session, what, () -> {
			Entry entry = new DefaultEntry(dn);
			for (Map.Entry<String, byte[]> attribute : attributes.entrySet()) {
				entry.add(attribute.getKey(), attribute.getValue());
			}
			AddRequest request = new AddRequestImpl();
			request.setEntry(entry);
			return session.connection().addAsync(request);
		});
	}

	static void delete(LdapSession session, String dn) throws DirectoryException, ReferralException {
		String what = "Deletion of " + dn + " at " + session.endpoint();
		send(session, what, () -> {
			DeleteRequest request = new DeleteRequestImpl();
			request.setName(new Dn(dn));
			return session.connection().deleteAsync(request);
		});
	}

	private static void send(LdapSession session, String what, Request request)
			throws DirectoryException, ReferralException {
		ResultResponse response;
		try {
			response = session.await(request.send(), what, null);
		} catch (LdapInvalidDnException e) {
			throw ResultCodes.failure(what, INVALID_DN, e.getMessage(), e);
		} catch (LdapException e) {
			throw uncertain(session, session.broken(what, e));
		} catch (DirectoryException e) {
			throw uncertain(session, e);
		}
		LdapResult result = response.getLdapResult();
		if (result.getResultCode() == ResultCodeEnum.REFERRAL && result.getReferral() != null) {
			throw new ReferralException(List.copyOf(result.getReferral().getLdapUrls()));
		}
		if (!session.connection().isConnected() && result.getResultCode() == ResultCodeEnum.PROTOCOL_ERROR) {
			// what the library answers itself when the connection breaks
			throw uncertain(session, session.broken(what, null));
		}
		if (result.getResultCode() != ResultCodeEnum.SUCCESS) {
			int code = result.getResultCode().getResultCode();
			DirectoryException failure = ResultCodes.failure(what, code, result.getDiagnosticMessage(), null);
			throw wrapped(new ModificationException(failure, code, Optional.empty()));
		}
	}

	private static ModifyRequest request(String dn, List<LdapChange> changes) throws LdapException {
		ModifyRequest request = new ModifyRequestImpl();
		request.setName(new Dn(dn));
		for (LdapChange change : changes) {
			ModificationOperation operation = change.kind() == LdapChange.Kind.ADD
					? ModificationOperation.ADD_ATTRIBUTE
					: ModificationOperation.REMOVE_ATTRIBUTE;
			request.addModification(new DefaultModification(operation,
					new DefaultAttribute(change.attribute(), change.values().toArray(byte[][]::new))));
		}
		return request;
	}

	private static DirectoryException uncertain(LdapSession session, DirectoryException e) {
		return wrapped(new ModificationException(e, 0, Optional.of(session.endpoint())));
	}

	/** Through those who know nothing of modifications. */
	private static DirectoryException wrapped(ModificationException e) {
		return new DirectoryException(Kind.FAILED, e.getMessage(), "", e);
	}
}
