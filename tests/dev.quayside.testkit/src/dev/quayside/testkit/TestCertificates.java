package dev.quayside.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Makes X.509 certificates for tests. */
public final class TestCertificates {

	/** An authority, or a server, with its key. */
	public record Identity(byte[] certificate, KeyPair keys, X500Name name) {

		public String certificatePem() {
			return pem("CERTIFICATE", certificate);
		}

		public String keyPem() {
			return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
		}
	}

	private static final int SMALL_KEY = 1024;
	private static final int KEYS = 4;
	private static final AlgorithmIdentifier SHA256_RSA = new AlgorithmIdentifier(
			PKCSObjectIdentifiers.sha256WithRSAEncryption);
	private static final List<KeyPair> POOL = new ArrayList<>();
	private static final SplittableRandom SERIALS = new SplittableRandom(17);

	private TestCertificates() {}

	/** As MSMQ registers one for an account on a machine, valid for eight years from a day on. */
	public static byte[] ofMachine(String account, String machine, Instant from) {
		return of(machineName(account, machine), from, from.plus(Duration.ofDays(8 * 365)));
	}

	public static byte[] of(X500Name name, Instant from, Instant to) {
		KeyPair keys = key(SERIALS.nextInt(KEYS));
		return sign(name, name, keys, keys.getPrivate(), from, to, null);
	}

	/** {@code OU=machine, CN=account}. */
	public static X500Name machineName(String account, String machine) {
		return new X500NameBuilder().addRDN(BCStyle.OU, machine).addRDN(BCStyle.CN, account).build();
	}

	public static Identity authority(String name) {
		KeyPair keys = generate(2048);
		X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
		try {
			ExtensionsGenerator extensions = new ExtensionsGenerator();
			extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
			return new Identity(sign(subject, subject, keys, keys.getPrivate(), Instant.now().minusSeconds(86_400),
					Instant.now().plus(Duration.ofDays(30)), extensions.generate()), keys, subject);
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	/** A certificate of a server with these names, IPv4 addresses among them. */
	public static Identity server(Identity authority, String... names) {
		KeyPair keys = generate(2048);
		X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, names[0]).build();
		GeneralName[] all = new GeneralName[names.length];
		for (int i = 0; i < names.length; i++) {
			boolean isAddress = names[i].matches("[0-9.]+");
			all[i] = new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, names[i]);
		}
		try {
			ExtensionsGenerator extensions = new ExtensionsGenerator();
			extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
			return new Identity(
					sign(subject, authority.name(), keys, authority.keys().getPrivate(),
							Instant.now().minusSeconds(86_400), Instant.now().plus(Duration.ofDays(30)),
							extensions.generate()),
					keys, subject);
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static byte[] sign(X500Name subject, X500Name issuer, KeyPair keys, PrivateKey signer, Instant from,
			Instant to, Extensions extensions) {
		V3TBSCertificateGenerator certificate = new V3TBSCertificateGenerator();
		certificate.setSerialNumber(new ASN1Integer(BigInteger.valueOf(1 + SERIALS.nextLong(Long.MAX_VALUE - 1))));
		certificate.setSubject(subject);
		certificate.setIssuer(issuer);
		certificate.setStartDate(new Time(Date.from(from)));
		certificate.setEndDate(new Time(Date.from(to)));
		certificate.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
		certificate.setSignature(SHA256_RSA);
		if (extensions != null) {
			certificate.setExtensions(extensions);
		}
		try {
			byte[] unsigned = certificate.generateTBSCertificate().getEncoded("DER");
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(signer);
			signature.update(unsigned);
			ASN1EncodableVector parts = new ASN1EncodableVector();
			parts.add(certificate.generateTBSCertificate());
			parts.add(SHA256_RSA);
			parts.add(new DERBitString(signature.sign()));
			return new DERSequence(parts).getEncoded("DER");
		} catch (GeneralSecurityException | IOException e) {
			throw new IllegalStateException(e);
		}
	}

	private static synchronized KeyPair key(int index) {
		while (POOL.size() <= index) {
			POOL.add(generate(SMALL_KEY));
		}
		return POOL.get(index);
	}

	private static KeyPair generate(int bits) {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(bits);
			return generator.generateKeyPair();
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	private static String pem(String type, byte[] der) {
		return "-----BEGIN " + type + "-----\n"
				+ Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
				+ "\n-----END "
				+ type + "-----\n";
	}
}
