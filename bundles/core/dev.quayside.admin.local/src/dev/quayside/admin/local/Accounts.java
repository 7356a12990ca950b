package dev.quayside.admin.local;

import dev.quayside.admin.LocalSecurity;
import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Caller;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityAcceptor;
import dev.quayside.rpc.security.kerberos.KerberosAcceptor;
import dev.quayside.rpc.security.ntlm.NtHash;
import dev.quayside.rpc.security.ntlm.NtlmAcceptor;
import dev.quayside.rpc.security.ntlm.NtlmAccount;
import dev.quayside.rpc.security.ntlm.NtlmAccounts;
import dev.quayside.rpc.security.ntlm.ServerNames;
import dev.quayside.rpc.security.spnego.NegotiateAcceptor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accounts of a local queue manager, and the providers that find out whether a caller is one of them. */
final class Accounts {

	private final NtlmAccounts known;
	private final Optional<String> realm;

	/**
	 * @param realm
	 *            of the queue manager, where it is a Kerberos service
	 */
	Accounts(List<NtlmAccount> accounts, Optional<String> realm) {
		this.known = NtlmAccounts.of(accounts);
		this.realm = realm;
	}

	/**
	 * @throws IllegalArgumentException
	 *             with a sentence for the user, if a password is empty, or a file of accounts or keys cannot be used
	 */
	static ServerSecurity security(LocalSecurity wanted) {
		if (!wanted.hasAccounts()) {
			return ServerSecurity.OPEN;
		}
		List<NtlmAccount> list = new ArrayList<>();
		wanted.users().forEach(user -> list.add(account(user)));
		wanted.accounts().ifPresent(file -> AccountsFile.read(file)
				.forEach(entry -> list.add(new NtlmAccount(entry.domain(), entry.name(), entry.ntHash()))));
		Optional<KerberosAcceptor> kerberos = wanted.service().map(Accounts::kerberos);
		Accounts accounts = new Accounts(list, kerberos.map(KerberosAcceptor::realm));
		return new ServerSecurity(accounts.providers(kerberos),
				AuthenticationLevel.valueOf(wanted.required().name()), accounts::isKnown,
				wanted.service().filter(LocalSecurity.Service::wholeDomain).isPresent()
						? Accounts::isOfDomain
						: caller -> false);
	}

	private static NtlmAccount account(LocalSecurity.User user) {
		byte[] hash = user.password().use(NtHash::of);
		if (NtHash.isOfNoPassword(hash)) {
			throw new IllegalArgumentException("The password of the account " + user.name() + " is empty");
		}
		return new NtlmAccount("", user.name(), hash);
	}

	private List<SecurityAcceptor> providers(Optional<KerberosAcceptor> kerberos) {
		List<SecurityAcceptor> providers = new ArrayList<>();
		kerberos.ifPresent(providers::add);
		providers.add(new NtlmAcceptor(known, ServerNames.standalone(computer()), false));
		providers.add(new NegotiateAcceptor(providers));
		return providers;
	}

	private static KerberosAcceptor kerberos(LocalSecurity.Service service) {
		try {
			return new KerberosAcceptor(service.keytab(), service.principal());
		} catch (RpcSecurityException e) {
			throw new IllegalArgumentException("The keytab cannot be used: " + e.getMessage(), e);
		}
	}

	private static String computer() {
		try {
			return InetAddress.getLocalHost().getHostName();
		} catch (UnknownHostException e) {
			return "localhost"; // a machine whose own name does not resolve
		}
	}

	/** Whether a domain has said, and signed for this service, who the caller is and in which groups. */
	private static boolean isOfDomain(Caller caller) {
		return caller.type().equals(Optional.of(AuthenticationType.KERBEROS)) && !caller.sids().isEmpty();
	}

	/**
	 * With NTLM the password has shown which account it is. A ticket shows a name and a realm: any domain is any domain of
	 * this realm then, for a realm that is trusted may have another user of that name.
	 */
	boolean isKnown(Caller caller) {
		Principal principal = caller.principal();
		boolean isOfOtherRealm = caller.type().equals(Optional.of(AuthenticationType.KERBEROS))
				&& realm.filter(ours -> AccountNames.isSame(ours, principal.domain())).isEmpty();
		return known.find(principal.domain(), principal.name())
				.filter(account -> !isOfOtherRealm || !account.domain().isEmpty()).isPresent();
	}
}
