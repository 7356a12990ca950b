package dev.quayside.directory.ldap;

import dev.quayside.admin.FileFailures;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.DirectoryException;
import dev.quayside.admin.directory.ServerTrust;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Who may vouch for certificates of servers: those in a file, or those that the Java platform trusts. */
final class Authorities {

	private static final long MAX_FILE = 16L << 20;

	private Authorities() {}

	static X509TrustManager of(ServerTrust trust) throws DirectoryException {
		try {
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trust.authorities().isPresent() ? store(trust.authorities().get()) : null);
			return Arrays.stream(factory.getTrustManagers()).filter(X509TrustManager.class::isInstance)
					.map(X509TrustManager.class::cast).findFirst().orElseThrow();
		} catch (GeneralSecurityException e) {
			throw new DirectoryException(Kind.INVALID, "The trusted certificates cannot be used: " + e.getMessage(),
					"", e);
		}
	}

	private static KeyStore store(Path file) throws DirectoryException, GeneralSecurityException {
		try {
			if (Files.size(file) > MAX_FILE) {
				throw new IOException(file + " is too large for a file of certificates");
			}
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			Collection<? extends Certificate> certificates = read(file);
			for (Certificate certificate : certificates) {
				store.setCertificateEntry("authority-" + store.size(), certificate);
			}
			if (certificates.isEmpty()) {
				throw new IOException(file + " holds no certificate");
			}
			return store;
		} catch (IOException e) {
			throw new DirectoryException(Kind.INVALID,
					"The trusted certificates cannot be read: " + FileFailures.sentence(e),
					"Name a file with certificates in PEM", e);
		}
	}

	private static Collection<? extends Certificate> read(Path file) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
			return CertificateFactory.getInstance("X.509").generateCertificates(in);
		} catch (GeneralSecurityException e) {
			throw new IOException(file + " holds something else than certificates in PEM", e);
		}
	}
}
