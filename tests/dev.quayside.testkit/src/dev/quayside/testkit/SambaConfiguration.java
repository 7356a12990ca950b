package dev.quayside.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

/** The files that tell Samba, and clients of it, where everything is. */
final class SambaConfiguration {

	private static final String SMB = """
			[global]
				netbios name = DC1
				realm = %1$s
				workgroup = %2$s
				server role = active directory domain controller
				server services = rpc, ldap, kdc
				dcerpc endpoint servers = epmapper, samr, lsarpc, netlogon, drsuapi
				interfaces = %3$s/8
				bind interfaces only = yes
				private dir = %4$s/private
				state directory = %4$s/state
				cache directory = %4$s/cache
				lock directory = %4$s/lock
				pid directory = %4$s/pid
				ncalrpc dir = %4$s/ncalrpc
				winbindd socket directory = %4$s/winbindd
				ntp signd socket directory = %4$s/ntp
				binddns dir = %4$s/bind
				log level = 1
				tls enabled = yes
				tls keyfile = %4$s/tls/key.pem
				tls certfile = %4$s/tls/cert.pem
				tls cafile = %4$s/tls/ca.pem
				ldap server require strong auth = allow_sasl_over_tls
				load printers = no
				disable spoolss = yes
			[sysvol]
				path = %4$s/state/sysvol
			[netlogon]
				path = %4$s/state/sysvol
			""";
	private static final String KERBEROS = """
			[libdefaults]
				default_realm = %1$s
				dns_lookup_kdc = false
				dns_lookup_realm = false
				dns_canonicalize_hostname = false
				rdns = false
				udp_preference_limit = 1
			[realms]
				%1$s = {
					kdc = %2$s:88
					kpasswd_server = %2$s:464
				}
			[domain_realm]
				.%3$s = %1$s
				%3$s = %1$s
			""";

	private SambaConfiguration() {}

	static Path of(Path folder) {
		return folder.resolve("smb.conf");
	}

	/** Writes them, and makes the folders that they name. */
	static void write(Path folder, InetAddress address) throws IOException {
		for (String name : new String[]{ "private", "state/sysvol", "cache", "lock", "pid", "bind" }) {
			Files.createDirectories(folder.resolve(name));
		}
		String ip = address.getHostAddress();
		String dns = ActiveDirectory.REALM.toLowerCase(Locale.ROOT);
		Files.writeString(of(folder), SMB.formatted(ActiveDirectory.REALM, ActiveDirectory.DOMAIN, ip, folder));
		certificates(folder.resolve("tls"), ip, dns);
		Files.writeString(folder.resolve("krb5.conf"), KERBEROS.formatted(ActiveDirectory.REALM, ip, dns));
		Files.writeString(folder.resolve("hosts"),
				"%s %s dc1 %s\n127.0.0.1 localhost\n::1 localhost\n".formatted(ip, ActiveDirectory.HOST, dns));
	}

	/** Of the server, with its names and its address, and of the authority that issued it. */
	private static void certificates(Path folder, String address, String domain) throws IOException {
		Files.createDirectories(folder);
		TestCertificates.Identity authority = TestCertificates.authority("Quayside test authority");
		TestCertificates.Identity server = TestCertificates.server(authority, ActiveDirectory.HOST, domain, "localhost",
				address);
		Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
		Files.writeString(folder.resolve("cert.pem"), server.certificatePem());
		Path key = Files.writeString(folder.resolve("key.pem"), server.keyPem());
		// Samba does not use a key that others can read
		Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
	}
}
