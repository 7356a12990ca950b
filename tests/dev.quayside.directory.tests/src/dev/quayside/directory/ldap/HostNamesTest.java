package dev.quayside.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.TestCertificates;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

class HostNamesTest {

	private static final TestCertificates.Identity AUTHORITY = TestCertificates.authority("Authority");

	private static X509Certificate of(byte[] certificate) {
		try {
			return (X509Certificate) CertificateFactory.getInstance("X.509")
					.generateCertificate(new ByteArrayInputStream(certificate));
		} catch (CertificateException e) {
			throw new IllegalStateException(e);
		}
	}

	private static X509Certificate named(String... names) {
		return of(TestCertificates.server(AUTHORITY, names).certificate());
	}

	@Test
	void aCertificateIsOneOfEachHostThatItNames() {
		X509Certificate certificate = named("dc1.corp.example", "127.0.0.1");
		assertThat(HostNames.mismatch(certificate, "dc1.corp.example")).isEmpty();
		assertThat(HostNames.mismatch(certificate, "DC1.Corp.Example.")).isEmpty();
		assertThat(HostNames.mismatch(certificate, "127.0.0.1")).isEmpty();
	}

	@Test
	void aCertificateIsOneOfNoOtherHost() {
		X509Certificate certificate = named("dc1.corp.example", "127.0.0.1");
		assertThat(HostNames.mismatch(certificate, "dc2.corp.example"))
				.contains("it is one of dc1.corp.example, 127.0.0.1, not of dc2.corp.example");
		assertThat(HostNames.mismatch(certificate, "127.0.0.2")).isPresent();
		assertThat(HostNames.mismatch(certificate, "::1")).isPresent();
	}

	@Test
	void aStarStandsForOneLabel() {
		X509Certificate certificate = named("*.corp.example");
		assertThat(HostNames.mismatch(certificate, "dc1.corp.example")).isEmpty();
		assertThat(HostNames.mismatch(certificate, "a.dc1.corp.example")).isPresent();
		assertThat(HostNames.mismatch(certificate, "corp.example")).isPresent();
		assertThat(HostNames.mismatch(named("*.example"), "corp.example")).isPresent();
	}

	@Test
	void theSubjectAloneNamesNoHost() {
		assertThat(HostNames.mismatch(of(AUTHORITY.certificate()), "Authority")).contains("it names no host");
	}
}
