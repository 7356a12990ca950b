package dev.quayside.benchmarks;

import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates of accounts in a Samba directory: one account of 900, and 10,000 accounts. */
final class DirectoryFigures {

	private static final int ACCOUNTS = 10_000;
	private static final int BATCH = 1000;
	private static final int SECOND = 1000;
	private static final double MIB = 1024 * 1024;
	private static final String FILTER = "(&(objectClass=user)(!(objectClass=computer))"
			+ "(|(mSMQDigests=*)(mSMQSignCertificates=*)))";
	private static final List<String> ATTRIBUTES = List.of("sAMAccountName", "objectClass", "objectGUID",
			"mSMQSignCertificates", "mSMQDigests");

	private DirectoryFigures() {}

	private static Child worker(String work, ActiveDirectory ad, String more) throws IOException {
		return Child.worker(false, work, ad.address().getHostAddress(), ad.authority().toString(), more);
	}

	/** The account of 900: listed with what is known of its machines, and 600 certificates removed. */
	static void account(Lab lab) throws Exception {
		ActiveDirectory ad = DirectorySeed.shared();
		double[] first = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			try (Child child = worker("directory-show", ad, "")) {
				first[i] = child.turn(0).millis();
			}
		}
		lab.report().value("900 certificates listed, first", "ms from the call", Statistics.of(first),
				Goal.atMost(2 * SECOND, "<= 2000"));
		try (Child child = worker("directory-show", ad, "")) {
			lab.report().value("900 certificates listed", "ms from the call",
					Statistics.of(Rounds.of(new Plan(lab.plan().quick(), 0, 2), () -> child.turn(0).millis())),
					Goal.atMost(2 * SECOND, "<= 2000"));
		}
		try (Child child = worker("directory-clean", ad, lab.folder("backups").toString())) {
			lab.report().value("600 of 900 removed and verified", "ms from the call",
					Statistics.of(Rounds.of(new Plan(lab.plan().quick(), 0, 1), () -> child.turn(0).millis())),
					Goal.atMost(3 * SECOND, "<= 3000"));
		}
	}

	/** Many accounts, against OpenLDAP's own client, which looks at nothing that it reads; and what that takes of the heap. */
	static void accounts(Lab lab) throws Exception {
		ActiveDirectory ad = DirectorySeed.shared();
		int count = lab.plan().scaled(ACCOUNTS);
		fill(ad, count);
		Path password = Files.writeString(lab.folder("password"), ActiveDirectory.PASSWORD);
		try (Child child = worker("directory-scan", ad, Integer.toString(count))) {
			Rounds rounds = Rounds.alternate(new Plan(lab.plan().quick(), 0, 1), () -> child.turn(0).millis(),
					() -> ldapsearch(ad, password));
			lab.report().ratio(count + " accounts against ldapsearch", "ms", "ours", "ldapsearch", rounds,
					Goal.atMost(1.5, "<= 1.5"));
		}
		double[] growth = new double[Plan.ROUNDS];
		for (int i = 0; i < Plan.ROUNDS; i++) {
			try (Child child = worker("directory-heap", ad, Integer.toString(count))) {
				growth[i] = child.turn(0).count() / MIB;
			}
		}
		lab.report().value("heap growth while accounts are read", "MiB", Statistics.of(growth),
				Goal.atMost(8, "<= 8"));
	}

	private static void fill(ActiveDirectory ad, int count) throws IOException, InterruptedException {
		List<byte[]> certificates = DirectorySeed.certificates("scan", "WS01", "WS02", "SRV01");
		byte[] blob = DirectorySeed.blob(certificates);
		List<byte[]> digests = DirectorySeed.digests(certificates);
		StringBuilder ldif = new StringBuilder();
		for (int i = 1; i <= count; i++) {
			// without a password, which costs the server more than all the rest
			ldif.append(DirectorySeed.account(String.format("scan-%05d", i), blob, digests)
					.replaceFirst("unicodePwd::.*\n", "")
					.replace("userAccountControl: 512", "userAccountControl: 514"));
			if (i % BATCH == 0 || i == count) {
				LdapTools.modify(ad, ldif.toString());
				ldif.setLength(0);
			}
		}
	}

	/** Milliseconds. */
	private static double ldapsearch(ActiveDirectory ad, Path password) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("/usr/bin/ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H",
				ad.ldaps(), "-D", ActiveDirectory.ADMINISTRATOR, "-y", password.toString(), "-b",
				ActiveDirectory.BASE_DN, "-E", "pr=1000/noprompt", FILTER));
		command.addAll(ATTRIBUTES);
		ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("LDAPTLS_CACERT", ad.authority().toString());
		long start = System.nanoTime();
		Process process = builder.start();
		String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException("ldapsearch failed: " + said);
		}
		return (System.nanoTime() - start) / 1e6;
	}
}
