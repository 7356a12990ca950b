package dev.quayside.admin.local;

import dev.quayside.admin.LocalSecurity;
import dev.quayside.queuemanager.ServerSecurity;
import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.auth.AuthenticationLevel;
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

/** The accounts of a local queue manager, and the providers that find out whether a caller is one of them. */
final class Accounts {

	private final NtlmAccounts known;

	private Accounts(List<NtlmAccount> accounts) {
		known = NtlmAccounts.of(accounts);
	}

	/**
	 * @throws IllegalArgumentException
	 *             with a sentence for the user, if a file of accounts or keys cannot be used
	 */
	static ServerSecurity security(LocalSecurity wanted) {
		if (!wanted.hasAccounts()) {
			return ServerSecurity.OPEN;
		}
		List<NtlmAccount> accounts = new ArrayList<>();
		for (LocalSecurity.User user : wanted.users()) {
			accounts.add(new NtlmAccount("", user.name(), user.password().use(NtHash::of)));
		}
		wanted.accounts().ifPresent(file -> AccountsFile.read(file)
				.forEach(entry -> accounts.add(new NtlmAccount(entry.domain(), entry.name(), entry.ntHash()))));
		return new Accounts(accounts).security(wanted, AuthenticationLevel.valueOf(wanted.required().name()));
	}

	private ServerSecurity security(LocalSecurity wanted, AuthenticationLevel minimum) {
		List<SecurityAcceptor> providers = new ArrayList<>();
		wanted.service().ifPresent(service -> providers.add(kerberos(service)));
		providers.add(new NtlmAcceptor(known, ServerNames.standalone(computer()), false));
		providers.add(new NegotiateAcceptor(providers));
		return new ServerSecurity(providers, minimum, this::isKnown);
	}

	private static SecurityAcceptor kerberos(LocalSecurity.Service service) {
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

	/** {@code name@realm} without a domain may also stand for the name in it. */
	private boolean isKnown(Principal principal) {
		String name = principal.name();
		int at = name.lastIndexOf('@');
		return known.find(principal.domain(), name).isPresent() || principal.domain().isEmpty() && at > 0
				&& known.find(name.substring(at + 1), name.substring(0, at)).isPresent();
	}
}
