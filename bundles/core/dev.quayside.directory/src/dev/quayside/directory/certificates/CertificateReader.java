package dev.quayside.directory.certificates;

import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.admin.directory.CertificateDetails;
import dev.quayside.admin.directory.DirectoryException;

import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

/** Reads X.509 certificates: with the JDK, and those that it refuses with BouncyCastle, which is less strict. */
public final class CertificateReader {

	private static final int SEQUENCE = 0x30;
	/** No certificate is longer than the value that holds all of them. */
	private static final int MAX_BYTES = 1 << 20;

	private final CertificateFactory factory;

	public CertificateReader() {
		try {
			factory = CertificateFactory.getInstance("X.509");
		} catch (CertificateException e) {
			throw new IllegalStateException(e);
		}
	}

	/**
	 * @throws CertificateException
	 *             if it is none; the message says why, without full stop
	 */
	public CertificateDetails read(byte[] der) throws CertificateException {
		if (der.length == 0 || der[0] != SEQUENCE || der.length > MAX_BYTES) {
			throw new CertificateException(der.length == 0 ? "it is empty" : "it is no X.509 certificate");
		}
		try {
			X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
			return details(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal(),
					certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant(),
					key(certificate.getPublicKey()));
		} catch (CertificateException | RuntimeException | StackOverflowError e) {
			// nested without end on purpose, for instance
			return readLeniently(der);
		}
	}

	/**
	 * The bytes of the certificate in a file, in DER or in PEM.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID if it is none, or several
	 */
	public byte[] encoded(byte[] file) throws DirectoryException {
		try {
			if (file.length > MAX_BYTES) {
				throw new CertificateException("it is too long");
			}
			Collection<? extends java.security.cert.Certificate> all = factory
					.generateCertificates(new ByteArrayInputStream(file));
			if (all.size() != 1) {
				throw new CertificateException("it holds " + all.size() + " certificates");
			}
			return all.iterator().next().getEncoded();
		} catch (CertificateException | RuntimeException | StackOverflowError e) {
			throw new DirectoryException(Kind.INVALID, "This is no certificate: " + e.getMessage(),
					"Name a file with one X.509 certificate, in DER or in PEM", e);
		}
	}

	private static CertificateDetails readLeniently(byte[] der) throws CertificateException {
		try {
			TBSCertificate certificate = Certificate.getInstance(der).getTBSCertificate();
			return details(new X500Principal(certificate.getSubject().getEncoded()),
					new X500Principal(certificate.getIssuer().getEncoded()),
					certificate.getStartDate().getDate().toInstant(), certificate.getEndDate().getDate().toInstant(),
					key(certificate.getSubjectPublicKeyInfo()));
		} catch (IOException | RuntimeException | StackOverflowError e) {
			throw new CertificateException("it is no X.509 certificate"
					+ (e.getMessage() == null ? "" : ": " + e.getMessage().lines().findFirst().orElse("")), e);
		}
	}

	private static CertificateDetails details(X500Principal subject, X500Principal issuer, Instant notBefore,
			Instant notAfter, String key) {
		Optional<MachineNames.Named> named = MachineNames.of(subject.getName());
		return new CertificateDetails(subject.getName(), issuer.getName(), notBefore, notAfter, key,
				named.map(MachineNames.Named::machine), named.map(names -> names.domain() + '\\' + names.user()));
	}

	private static String key(PublicKey key) {
		if (key instanceof RSAPublicKey rsa) {
			return "RSA " + rsa.getModulus().bitLength();
		} else if (key instanceof ECPublicKey ec) {
			return "EC " + ec.getParams().getCurve().getField().getFieldSize();
		} else if (key instanceof DSAPublicKey dsa && dsa.getParams() != null) {
			return "DSA " + dsa.getParams().getP().bitLength();
		}
		return key.getAlgorithm();
	}

	private static String key(SubjectPublicKeyInfo key) {
		return "algorithm " + key.getAlgorithm().getAlgorithm().getId();
	}
}
