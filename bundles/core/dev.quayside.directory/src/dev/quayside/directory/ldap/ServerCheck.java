package dev.quayside.directory.ldap;

import dev.quayside.admin.directory.ServerCertificate;
import dev.quayside.admin.directory.ServerTrust;

import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Checks the certificate of one server: somebody trusted vouches for it and it names the host, or the user has trusted its
 * fingerprint. What it refuses it remembers, for a question.
 */
final class ServerCheck extends X509ExtendedTrustManager {

	private final Endpoint endpoint;
	private final ServerTrust trust;
	private final X509TrustManager authorities;
	private volatile ServerCertificate refused;

	ServerCheck(Endpoint endpoint, ServerTrust trust, X509TrustManager authorities) {
		this.endpoint = endpoint;
		this.trust = trust;
		this.authorities = authorities;
	}

	/** The certificate that was not accepted. */
	Optional<ServerCertificate> refused() {
		return Optional.ofNullable(refused);
	}

	private void check(X509Certificate[] chain, String type) throws CertificateException {
		X509Certificate certificate = chain[0];
		String fingerprint = fingerprint(certificate);
		if (trust.includes(fingerprint)) {
			return;
		}
		String problem;
		try {
			authorities.checkServerTrusted(chain, type);
			Optional<String> mismatch = HostNames.mismatch(certificate, endpoint.host());
			if (mismatch.isEmpty()) {
				return;
			}
			problem = mismatch.get();
		} catch (CertificateException e) {
			problem = reason(certificate, e);
		}
		refused = new ServerCertificate(endpoint.toString(), certificate.getSubjectX500Principal().getName(),
				certificate.getIssuerX500Principal().getName(), certificate.getNotBefore().toInstant(),
				certificate.getNotAfter().toInstant(), fingerprint, problem);
		throw new CertificateException(problem);
	}

	private static String reason(X509Certificate certificate, CertificateException e) {
		try {
			certificate.checkValidity();
		} catch (CertificateException validity) {
			return "it is not valid now";
		}
		Throwable root = e;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage()).contains("valid certification path")
				? "nobody who is trusted vouches for it"
				: root.getMessage();
	}

	private static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
		try {
			return HexFormat.of()
					.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e);
		}
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		check(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		check(chain, authType);
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		check(chain, authType);
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
		throw new CertificateException("No server");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
			throws CertificateException {
		throw new CertificateException("No server");
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
			throws CertificateException {
		throw new CertificateException("No server");
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return new X509Certificate[0];
	}
}
