package dev.quayside.ui.model.directory;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.ui.model.Identity;
import dev.quayside.ui.model.SignIn;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A directory that the user added.
 *
 * @param authorities
 *            file with certificates that are trusted, in PEM; empty: those of the Java platform are
 * @param fingerprints
 *            of certificates of servers that the user has trusted
 * @param isReadOnly
 *            nothing that changes anything is offered
 */
public record KnownDirectory(DirectoryAddress address, DirectoryProtection protection, Identity identity,
		String authorities, Set<String> fingerprints, boolean isReadOnly) implements SignIn.Place {

	public KnownDirectory {
		Objects.requireNonNull(address);
		Objects.requireNonNull(protection);
		Objects.requireNonNull(authorities);
		fingerprints = Set.copyOf(fingerprints);
		if (identity.equals(Identity.NOBODY)) {
			throw new IllegalArgumentException("A directory wants to know who asks: name an account");
		}
		if (protection == DirectoryProtection.SIGN_AND_SEAL && identity instanceof Identity.Account) {
			throw new IllegalArgumentException("A password travels within TLS only: choose LDAPS or StartTLS");
		}
	}

	@Override
	public String title() {
		return address.toString();
	}

	/** Another account has another one; so has a queue manager of the same address. */
	@Override
	public String secretKey() {
		return "directory " + address + ' ' + identity.words();
	}

	/** Whether its password is in the secure storage. */
	public boolean isRemembered() {
		return identity instanceof Identity.Account account && account.isRemembered();
	}

	/** With its password in the secure storage, or without. */
	public KnownDirectory withRemembered(boolean value) {
		return identity instanceof Identity.Account account
				? new KnownDirectory(address, protection, account.withRemembered(value), authorities, fingerprints,
						isReadOnly)
				: this;
	}

	/** The user trusts the certificate with this fingerprint. */
	public KnownDirectory withTrusted(String fingerprint) {
		Set<String> all = new TreeSet<>(fingerprints);
		all.add(fingerprint);
		return new KnownDirectory(address, protection, identity, authorities, all, isReadOnly);
	}

	public KnownDirectory withReadOnly(boolean value) {
		return new KnownDirectory(address, protection, identity, authorities, fingerprints, value);
	}

	public DirectorySettings settings(Credentials credentials) {
		return new DirectorySettings(address, protection, credentials,
				new ServerTrust(authorities.isEmpty() ? Optional.empty() : Optional.of(Path.of(authorities)),
						fingerprints),
				DirectorySettings.DEFAULT_TIMEOUT);
	}
}
