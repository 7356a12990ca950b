package dev.quayside.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Accounts with certificates and the machines that these name, in a domain controller of the tests:
 * <ul>
 * <li>{@code agnes}: three certificates whose digests agree, of machines that are there;
 * <li>{@code boris}: four certificates, the digest of the third is missing;
 * <li>{@code clara}: two certificates, and three digests of others that are gone;
 * <li>{@code svc-install}: 900 certificates, of {@code PC0000} to {@code PC0899}, of which the first 300 are there and ten of
 * those disabled;
 * <li>{@code dave}: three certificates, cut inside the last.
 * </ul>
 */
public final class DirectorySeed {

	public static final String OU = "OU=MsmqUsers," + ActiveDirectory.BASE_DN;
	public static final String COMPUTERS = "OU=MsmqMachines," + ActiveDirectory.BASE_DN;
	public static final int MANY = 900;
	public static final int MANY_PRESENT = 300;
	public static final int MANY_DISABLED = 10;
	/** The site of {@link #SERVER}; a routing link leads to {@code Branch}. */
	public static final String SITE = "CN=Default-First-Site-Name,CN=Sites,CN=Configuration," + ActiveDirectory.BASE_DN;
	/** A machine with MSMQ, and with the queues {@code orders}, {@code orders-tx} and one of a long name. */
	public static final String SERVER = "MSMQSRV1";
	public static final String LONG_QUEUE = "a-queue-with-a-name-that-is-longer-than-the-sixty-four-characters-of-a-common-name";
	/** Day from which the certificates are valid. */
	public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

	private static final int DISABLED = 2;
	private static final int WORKSTATION = 0x1000;
	private static ActiveDirectory loaded;

	private DirectorySeed() {}

	/** The shared domain controller, with everything in it. */
	public static synchronized ActiveDirectory shared() throws IOException, InterruptedException {
		ActiveDirectory directory = ActiveDirectory.shared();
		if (loaded != directory) {
			LdapTools.modify(directory, all());
			LdapTools.modify(directory, msmq(LdapTools.values(directory, SITE, "objectGUID").get(0)));
			loaded = directory;
		}
		return directory;
	}

	private static String all() {
		StringBuilder ldif = new StringBuilder();
		for (String dn : List.of(OU, COMPUTERS)) {
			ldif.append("dn: ").append(dn).append("\nobjectClass: organizationalUnit\n\n");
		}
		for (String machine : List.of("WS01", "WS02", "SRV01", "WS10", "WS11", "SRV02", "WS20")) {
			ldif.append(computer(machine, false));
		}
		for (int i = 0; i < MANY_PRESENT; i++) {
			ldif.append(computer(pc(i), i < MANY_DISABLED));
		}
		List<byte[]> agnes = certificates("agnes", "WS01", "WS02", "SRV01");
		ldif.append(account("agnes", blob(agnes), digests(agnes)));
		List<byte[]> boris = certificates("boris", "WS10", "WS11", "WS12", "SRV02");
		List<byte[]> some = digests(boris);
		some.remove(2);
		ldif.append(account("boris", blob(boris), some));
		List<byte[]> clara = certificates("clara", "WS20", "SRV03");
		List<byte[]> more = digests(clara);
		more.addAll(digests(certificates("clara", "OLD00", "OLD01", "OLD02")));
		ldif.append(account("clara", blob(clara), more));
		List<byte[]> many = new ArrayList<>();
		SplittableRandom random = new SplittableRandom(5);
		for (int i = 0; i < MANY; i++) {
			many.add(TestCertificates.ofMachine(name("svc-install"), pc(i),
					START.minus(Duration.ofDays(random.nextInt(1500)))));
		}
		ldif.append(account("svc-install", blob(many), digests(many)));
		List<byte[]> dave = certificates("dave", "WS30", "WS31", "SRV04");
		byte[] whole = blob(dave);
		ldif.append(account("dave", Arrays.copyOf(whole, whole.length - 200), digests(dave)));
		return ldif.toString();
	}

	private static String msmq(byte[] site) {
		String sites = "CN=Sites,CN=Configuration," + ActiveDirectory.BASE_DN;
		String machine = "CN=msmq,CN=" + SERVER + ',' + COMPUTERS;
		String type = "mSMQQueueType:: " + base64(new byte[]{ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 });
		return computer(SERVER, false) + "dn: CN=Branch," + sites + "\nobjectClass: site\nmSMQSiteForeign: FALSE\n\n"
				+ "dn: CN=Default-Branch,CN=MsmqServices,CN=Services,CN=Configuration," + ActiveDirectory.BASE_DN
				+ "\nobjectClass: mSMQSiteLink\nmSMQCost: 7\nmSMQSite1: " + SITE + "\nmSMQSite2: CN=Branch," + sites
				+ "\n\ndn: " + machine + "\nobjectClass: mSMQConfiguration\nmSMQComputerTypeEx: MSMQ 6.3\n"
				+ "mSMQOSType: 1280\nmSMQForeign: FALSE\nmSMQRoutingServices: TRUE\nmSMQQuota: 8388608\n"
				+ "mSMQJournalQuota: -1\nmSMQSites:: " + base64(site) + "\n\n" //
				+ "dn: CN=orders," + machine + "\nobjectClass: mSMQQueue\n" + type + "\n\n" //
				+ "dn: CN=orders-tx," + machine + "\nobjectClass: mSMQQueue\n" + type
				+ "\nmSMQLabelEx: Orders, transactional\nmSMQTransactional: TRUE\nmSMQAuthenticate: TRUE\n"
				+ "mSMQPrivacyLevel: 2\nmSMQJournal: TRUE\nmSMQQueueQuota: 10240\nmSMQQueueJournalQuota: -1\n"
				+ "mSMQBasePriority: 3\nMSMQ-MulticastAddress: 234.1.1.1:8001\n\n" //
				+ "dn: CN=" + LONG_QUEUE.substring(0, 55) + "-00000000," + machine + "\nobjectClass: mSMQQueue\n" + type
				+ "\nmSMQQueueNameExt: " + LONG_QUEUE.substring(55) + "\n\n";
	}

	/** {@code PC0000} and on. */
	public static String pc(int index) {
		return String.format("PC%04d", index);
	}

	/** {@code DOMAIN\name}. */
	public static String name(String account) {
		return ActiveDirectory.DOMAIN + '\\' + account;
	}

	public static String dn(String account) {
		return "CN=" + account + ',' + OU;
	}

	public static List<byte[]> certificates(String account, String... machines) {
		List<byte[]> certificates = new ArrayList<>();
		for (String machine : machines) {
			certificates.add(TestCertificates.ofMachine(name(account), machine, START));
		}
		return certificates;
	}

	/** A new account, in LDIF. */
	public static String account(String name, byte[] blob, List<byte[]> digests) {
		StringBuilder ldif = new StringBuilder("dn: " + dn(name) + "\nobjectClass: user\nsAMAccountName: " + name
				+ "\nuserPrincipalName: " + name + "@quayside.test\nuserAccountControl: 512\nunicodePwd:: "
				+ base64(('"' + ActiveDirectory.PASSWORD + '"').getBytes(StandardCharsets.UTF_16LE)) + '\n');
		if (blob.length > 0) {
			ldif.append("mSMQSignCertificates:: ").append(base64(blob)).append('\n');
		}
		digests.forEach(digest -> ldif.append("mSMQDigests:: ").append(base64(digest)).append('\n'));
		return ldif.append('\n').toString();
	}

	/** A new computer, in LDIF. */
	public static String computer(String name, boolean disabled) {
		return "dn: CN=" + name + ',' + COMPUTERS + "\nobjectClass: computer\nsAMAccountName: " + name
				+ "$\ndNSHostName: " + name.toLowerCase(Locale.ROOT) + ".quayside.test\nuserAccountControl: "
				+ (WORKSTATION | (disabled ? DISABLED : 0)) + "\n\n";
	}

	/** A value of {@code mSMQSignCertificates}, put together from its specification alone. */
	public static byte[] blob(List<byte[]> certificates) {
		int size = 4 + certificates.stream().mapToInt(certificate -> 36 + certificate.length).sum();
		ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).putInt(certificates.size());
		SplittableRandom ids = new SplittableRandom(certificates.size());
		for (byte[] certificate : certificates) {
			out.put(md5(certificate)).putLong(ids.nextLong()).putLong(ids.nextLong()).putInt(certificate.length)
					.put(certificate);
		}
		return out.array();
	}

	public static List<byte[]> digests(List<byte[]> certificates) {
		List<byte[]> digests = new ArrayList<>();
		certificates.forEach(certificate -> digests.add(md5(certificate)));
		return digests;
	}

	public static byte[] md5(byte[] bytes) {
		try {
			return MessageDigest.getInstance("MD5").digest(bytes);
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String base64(byte[] bytes) {
		return Base64.getEncoder().encodeToString(bytes);
	}
}
