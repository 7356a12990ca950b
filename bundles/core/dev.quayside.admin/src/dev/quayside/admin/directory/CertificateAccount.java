package dev.quayside.admin.directory;

import java.util.UUID;

/**
 * An account with certificates.
 *
 * @param account
 *            {@code DOMAIN\name}
 * @param id
 *            its objectGUID, which stays when it is renamed
 */
public record CertificateAccount(String account, String dn, UUID id, AccountKind kind, CertificateCounts counts,
		AccountState state) {}
