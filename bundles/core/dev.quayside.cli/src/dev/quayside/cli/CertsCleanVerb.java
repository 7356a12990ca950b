package dev.quayside.cli;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.CertificateChange;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.CleanAccounts;
import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.admin.directory.CleanupRule;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ReceiptLog;
import dev.quayside.admin.directory.WaitingMessages;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "clean", description = { "Removes certificates and digests of accounts.",
		"Prints LDIF, and what takes it back as comments; --apply --backup DIR does it.",
		"No rule but expired and everything touches certificates whose machine is unknown." })
final class CertsCleanVerb extends CertsChangeVerb {

	private static final long MAX_FILE = 16L << 20;
	private static final String RULES = "stale|expired|machine-gone|orphan-digests|older-than=DAYS|keep-newest|everything";

	@Parameters(paramLabel = "ACCOUNT", arity = "0..*", description = "DN, name@domain, DOMAIN\\name, or name")
	private List<String> accounts = List.of();

	@Option(names = "--accounts", paramLabel = "F", description = "Also those in this file, one a line.")
	private Path file;

	@Option(names = "--rule", paramLabel = "RULE", split = ",", description = {
			"What goes; several add up, with commas or repeated:",
			"stale: the machine is gone, disabled or silent, or the certificate has expired while its machine is known",
			"expired: whatever the machine", "machine-gone: the forest has no computer of that name",
			"older-than=DAYS: valid from a day that is longer ago", "keep-newest: all but the last of each machine",
			"orphan-digests: digests that no certificate has", "everything: both attributes are cleared" })
	private List<String> rules = List.of();

	@Option(names = "--digest", paramLabel = "HEX", split = ",", description = "Certificates or orphan digests by digest; repeats, takes commas.")
	private List<String> digests = List.of();

	@Option(names = "--silent-days", paramLabel = "N", defaultValue = "180", //
			description = "A machine that has not logged on for longer is silent (180).")
	private int silentDays;

	@Option(names = "--resume", description = "Go on where the last run with this --backup DIR was stopped.")
	private boolean resume;

	@Mixin
	private WaitingQueues queues = new WaitingQueues();

	private final Set<String> unknown = new HashSet<>();
	private List<String> names;
	private CleanupRule rule;
	/** Of these accounts a rule could not judge everything. */
	private final Set<UUID> partial = new HashSet<>();
	private WaitingMessages waiting;

	CertsCleanVerb(Session session) {
		super(session);
	}

	@Override
	void check() throws UsageException {
		super.check();
		rule = rule();
		CertsShowVerb.query(silentDays);
		queues.check();
		names = names();
		if (names.isEmpty()) {
			throw new UsageException("Name an account, or a file of them with --accounts F");
		}
		if (resume && !isApplied()) {
			throw new UsageException("--resume has no use without --apply: a dry run changes nothing");
		}
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

	/** By which a run is known again: another choice is another run. */
	private String purpose() {
		return rule + (digests.isEmpty() ? "" : " " + String.join(" ", new TreeSet<>(wanted()))) + ", silent after "
				+ silentDays + " days";
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

	private List<String> names() throws UsageException {
		Set<String> all = new LinkedHashSet<>(accounts);
		if (file != null) {
			try {
				if (Files.size(file) > MAX_FILE) {
					throw new UsageException(file + " is too large for names of accounts");
				}
				Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).forEach(all::add);
			} catch (IOException e) {
				throw new UsageException("--accounts: " + FileFailures.sentence(e));
			}
		}
		return List.copyOf(all);
	}

	@Override
	int run(DirectoryConnection connection) throws DirectoryException, UsageException, IOException {
		CertificateQuery query = CertsShowVerb.query(silentDays);
		unknown.addAll(wanted());
		waiting = queues.read(session, connection.settings());
		int code = isApplied() ? apply(connection, query) : preview(connection, query);
		if (code != ExitCode.DONE) {
			// what was looked for may be where nothing could be read
			return code;
		}
		unknown.forEach(digest -> session.console()
				.say("quayside: No certificate and no orphan digest of these accounts is " + digest));
		return !partial.isEmpty() || !unknown.isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
	}

	/** One account after the other, so that many take no more memory than one. */
	private int preview(DirectoryConnection connection, CertificateQuery query) throws IOException {
		Failures failures = new Failures(session.console());
		for (String account : names) {
			try {
				print(plan(connection, account, query));
			} catch (DirectoryException e) {
				failures.add(e);
			}
		}
		printed();
		return failures.exitCode(names.size());
	}

	private CertificateChange plan(DirectoryConnection connection, String account, CertificateQuery query)
			throws DirectoryException {
		CertificateChange change = plan(query, Map.of()).change(connection,
				connection.certificates(account, query, new NullProgressMonitor()));
		found(change);
		return change;
	}

	/** Of all that was named, not only of what is left to do. */
	private CleanAccounts.Plan plan(CertificateQuery query, Map<String, CleanupPreview> previews) {
		return new CleanAccounts.Plan(rule, query, previews, names.size() == 1);
	}

	private void found(CertificateChange change) {
		if (rule.asksForMachines() && change.before().obstacle().isPresent() && partial.add(change.account().id())) {
			session.console().say("quayside: " + change.account().account() + ": " + change.before().obstacle().get()
					+ ". Certificates of machines that were not found are left alone: no rule can judge them. "
					+ "Try again later, or with another domain controller.");
		}
		unknown.removeAll(change.before().attributes().digests());
		change.before().certificates().forEach(certificate -> {
			unknown.remove(certificate.digest());
			unknown.remove(certificate.statedDigest());
		});
	}

	@Override
	List<String> remarks(CertificateChange change) {
		return queues.remarks(waiting, change);
	}

	private int apply(DirectoryConnection connection, CertificateQuery query)
			throws DirectoryException, UsageException, IOException {
		String directory = connection.facts().domainDn();
		Failures failures = new Failures(session.console());
		Optional<ReceiptLog> earlier = resume ? Optional.of(earlier(directory)) : Optional.empty();
		List<String> todo = names.stream()
				.filter(name -> earlier.filter(log -> log.isDone(name)).isEmpty()).toList();
		if (todo.size() < names.size()) {
			session.console().say((names.size() - todo.size()) + " of " + names.size()
					+ " accounts were done before and are left out.");
			unknown.clear();
		}
		Map<String, CleanupPreview> previews = new HashMap<>();
		if (isAsked()) {
			todo = ask(connection, query, todo, previews, failures);
			if (todo.isEmpty() || !isConfirmed(todo.size())) {
				session.console().say("Nothing was changed.");
				return failures.count() == 0 ? ExitCode.FAILED : failures.exitCode(names.size());
			}
		}
		CleanAccounts.Plan plan = plan(query, previews);
		ReceiptLog log = earlier.isPresent() ? earlier.get() : log(directory);
		CleanRun run = new CleanRun(session.console(), log, failures, this::planned);
		run.run(results(Tables.RECEIPTS).promptly(), new ArrayList<>(todo),
				(accounts, listener) -> new CleanAccounts(connection, accounts, plan, folder(), listener));
		return run.isStopped() ? ExitCode.FAILED : failures.exitCode(names.size());
	}

	private ReceiptLog earlier(String directory) throws UsageException, IOException {
		try {
			return ReceiptLog.resume(folder(), purpose(), directory);
		} catch (DirectoryException e) {
			throw new UsageException("--resume: " + e.getMessage() + ". " + e.advice());
		}
	}

	private ReceiptLog log(String directory) throws DirectoryException {
		try {
			return ReceiptLog.start(folder(), purpose(), directory);
		} catch (IOException e) {
			throw new DirectoryException(Kind.FAILED,
					"Nothing was changed: backups cannot be written: " + FileFailures.sentence(e),
					"Name a folder with --backup that you may write to", e);
		}
	}

	/** Shows what is to be done; those that can be planned. */
	private List<String> ask(DirectoryConnection connection, CertificateQuery query, List<String> todo,
			Map<String, CleanupPreview> previews, Failures failures) {
		List<String> planned = new ArrayList<>();
		for (String account : todo) {
			try {
				CertificateChange change = plan(connection, account, query);
				say(change);
				previews.put(account, change.preview());
				planned.add(account);
			} catch (DirectoryException e) {
				failures.add(e);
			}
		}
		return planned;
	}

	private void planned(CertificateChange change) {
		found(change);
		if (!isAsked()) {
			remarks(change).forEach(remark -> session.console().say(change.account().account() + ": " + remark));
		}
	}
}
