package dev.quayside.rpc.security.kerberos;

import dev.quayside.rpc.RpcSecurityException;
import dev.quayside.rpc.RpcSecurityException.Reason;
import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.rpc.security.kerberos.message.internal.Ticket;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;

/** The keys of a service in a keytab, which is read again when the file changes. */
final class ServiceKeys {

	private final KeyTab keytab;
	private final KerberosPrincipal principal;

	/**
	 * @throws RpcSecurityException
	 *             if there is no key for the principal
	 */
	ServiceKeys(Path file, String principal) throws RpcSecurityException {
		keytab = KeyTab.getInstance(file.toFile());
		try {
			this.principal = new KerberosPrincipal(principal);
		} catch (IllegalArgumentException e) {
			throw new RpcSecurityException(Reason.NO_REALM,
					principal + " is not a principal of the form host/NAME@REALM: " + e.getMessage(), e);
		}
		if (!Files.isReadable(file)) {
			throw new RpcSecurityException(Reason.NO_CREDENTIALS, "The keytab " + file
					+ (Files.exists(file) ? " cannot be read by this user" : " does not exist"));
		}
		if (keys(this.principal).findAny().isEmpty()) {
			throw new RpcSecurityException(Reason.NO_CREDENTIALS, "The keytab " + file + " holds no key of "
					+ this.principal + " with an encryption type that is allowed");
		}
	}

	KerberosPrincipal principal() {
		return principal;
	}

	/**
	 * What may open a ticket, the likeliest first: any name of an account has the same keys, and older keys open the tickets
	 * that were issued before a change ([MS-KILE] 3.4.5).
	 */
	List<EncryptionKey> of(Ticket ticket) {
		int type = ticket.encrypted().type();
		int version = (int) ticket.encrypted().keyVersion().orElse(-1);
		Comparator<KerberosKey> likeliest = Comparator.comparing(key -> key.getVersionNumber() != version);
		return EncryptionType.ofWire(type).stream()
				.flatMap(known -> Stream.concat(named(ticket), keys(principal)).filter(key -> key.getKeyType() == type)
						.filter(key -> key.getEncoded().length == known.keySize()).sorted(likeliest)
						.map(key -> new EncryptionKey(known, key.getEncoded())))
				.distinct().toList();
	}

	/** Whether keys of a type may protect a session. The JDK hides the weak ones of a keytab unless they are allowed. */
	boolean allows(EncryptionType type) {
		return type != EncryptionType.RC4 || keys(principal).anyMatch(key -> key.getKeyType() == type.value());
	}

	/** Of this realm only: without one, Java would ask for the default realm, and perhaps the name service. */
	private Stream<KerberosKey> named(Ticket ticket) {
		if (!AccountNames.isSame(ticket.realm(), principal.getRealm())) {
			return Stream.empty();
		}
		try {
			return keys(new KerberosPrincipal(ticket.service() + "@" + ticket.realm()));
		} catch (IllegalArgumentException e) {
			// not a name that a keytab could hold
			return Stream.empty();
		}
	}

	private Stream<KerberosKey> keys(KerberosPrincipal owner) {
		return Arrays.stream(keytab.getKeys(owner));
	}
}
