package dev.quayside.admin.directory;

import dev.quayside.admin.Reading;

/**
 * What a directory says about itself.
 *
 * @param server
 *            its name in DNS
 * @param domain
 *            DNS name
 * @param domainDn
 *            where its accounts are
 * @param forest
 *            DNS name of the root domain
 * @param globalCatalog
 *            name and port of the global catalog that answers; unknown if none does, with the reason
 * @param protection
 *            in words: "TLSv1.3", "Kerberos, signed and sealed"
 */
public record DirectoryFacts(String server, String domain, String domainDn, String forest,
		Reading<String> globalCatalog, String protection) {}
