package dev.quayside.cli;

import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clean", description = { "Removes certificates and digests of accounts.",
		"Prints LDIF, and what takes it back as comments; --apply --backup DIR does it.",
		"No rule but expired and everything touches certificates whose machine is unknown." })
final class CertsCleanVerb extends CertsChangeVerb {

	private static final String RULES = "stale|expired|machine-gone|orphan-digests|older-than=DAYS|keep-newest|everything";

	@Parameters(paramLabel = "ACCOUNT", arity = "1..*", description = "DN, name@domain, DOMAIN\\name, or name")
	private List<String> accounts;

	@Option(names = "--rule", paramLabel = RULES, split = ",", description = "What goes; several add up.")
	private List<String> rules = List.of();

	@Option(names = "--digest", paramLabel = "HEX", split = ",", description = "Certificates or orphan digests by digest; repeats, takes commas.")
	private List<String> digests = List.of();

	@Option(names = "--silent-days", paramLabel = "N", defaultValue = "180", //
			description = "A machine that has not logged on for longer is silent (180).")
	private int silentDays;

	CertsCleanVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		rule();
		CertsShowVerb.query(silentDays);
	}

	private CleanupRule rule() throws UsageException {
		if (rules.isEmpty() && digests.isEmpty()) {
			throw new UsageException("Say what is to go: with --rule " + RULES + ", or with --digest HEX");
		}
		List<CleanupRule> all = new ArrayList<>();
		for (String rule : rules) {
			all.add(rule(rule.strip().toLowerCase(Locale.ROOT)));
		}
		if (!digests.isEmpty()) {
			for (String digest : digests) {
				if (!digest.matches("[0-9A-Fa-f]{32}")) {
					throw new UsageException("'" + digest + "' is no digest: expected 32 hex digits");
				}
			}
			all.add(new CleanupRule.ByHand(wanted()));
		}
		return all.size() == 1 ? all.get(0) : new CleanupRule.AnyOf(all);
	}

	private Set<String> wanted() {
		return digests.stream().map(digest -> digest.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
	}

	private static CleanupRule rule(String text) throws UsageException {
		if (text.matches("older-than=\\d{1,6}")) {
			return new CleanupRule.OlderThan(Duration.ofDays(Integer.parseInt(text.substring(text.indexOf('=') + 1))));
		}
		return switch (text) {
			case "stale" -> new CleanupRule.Stale();
			case "expired" -> new CleanupRule.Expired();
			case "machine-gone" -> new CleanupRule.MachineGone();
			case "orphan-digests" -> new CleanupRule.OrphanDigests();
			case "keep-newest" -> new CleanupRule.KeepNewest();
			case "everything" -> new CleanupRule.Everything();
			default -> throw new UsageException("'" + text + "' is no rule: expected " + RULES);
		};
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		CertificateQuery query = CertsShowVerb.query(silentDays);
		List<CertificateChange> changes = new ArrayList<>();
		Set<String> unknown = new HashSet<>(wanted());
		DirectoryException last = null;
		int failed = 0;
		for (String account : accounts) {
			try {
				AccountCertificates found = connection.certificates(account, query, new NullProgressMonitor());
				unknown.removeAll(found.attributes().digests());
				found.certificates().forEach(certificate -> {
					unknown.remove(certificate.digest());
					unknown.remove(certificate.statedDigest());
				});
				changes.add(connection.clean(found, rule(), query));
			} catch (DirectoryException e) {
				if (accounts.size() == 1) {
					throw e;
				}
				last = e;
				failed++;
				session.console().say("quayside: " + CommandLineProgram.sentence(e));
			}
		}
		unknown.forEach(digest -> session.console()
				.say("quayside: No certificate and no orphan digest of these accounts is " + digest));
		if (last != null && failed == accounts.size()) {
			return ExitCode.of(last.kind());
		}
		int code = show(connection, changes);
		return code == ExitCode.DONE && (failed > 0 || !unknown.isEmpty()) ? ExitCode.FAILED : code;
	}
}
