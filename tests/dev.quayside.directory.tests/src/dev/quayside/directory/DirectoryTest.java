package dev.quayside.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Credentials;
import dev.quayside.admin.Secret;
import dev.quayside.admin.directory.AccountCertificates;
import dev.quayside.admin.directory.AccountQuery;
import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.CertificateQuery;
import dev.quayside.admin.directory.DirectoryAddress;
import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;
import dev.quayside.admin.directory.ServerTrust;
import dev.quayside.admin.directory.TrustQuestion;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class DirectoryTest {

	@Test
	void first() throws Exception {
		ActiveDirectory ad = DirectorySeed.shared();
		DirectorySettings settings = new DirectorySettings(
				new DirectoryAddress.Server(ad.address().getHostAddress(), 0), DirectoryProtection.LDAPS,
				new Credentials.Password(ActiveDirectory.ADMINISTRATOR, "",
						new Secret(ActiveDirectory.PASSWORD.toCharArray())),
				new ServerTrust(Optional.of(ad.authority()), Set.of()), Duration.ofSeconds(20));
		try (DirectoryConnection connection = new LdapDirectories().connect(settings, TrustQuestion.REFUSE,
				new NullProgressMonitor())) {
			System.out.println(connection.facts());
			List<CertificateAccount> accounts = new ArrayList<>();
			long t = System.nanoTime();
			connection.accounts(AccountQuery.users(), accounts::add, new NullProgressMonitor());
			System.out.println((System.nanoTime() - t) / 1000000 + " ms");
			accounts.forEach(System.out::println);
			t = System.nanoTime();
			AccountCertificates all = connection.certificates("svc-install", CertificateQuery.usual(),
					new NullProgressMonitor());
			System.out.println((System.nanoTime() - t) / 1000000 + " ms");
			System.out.println(all.certificates().get(0));
			System.out.println(all.certificates().get(20));
			System.out.println(all.certificates().get(620));
			assertThat(all.certificates()).hasSize(900);
		}
	}
}
