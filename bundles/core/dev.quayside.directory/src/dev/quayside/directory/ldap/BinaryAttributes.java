package dev.quayside.directory.ldap;

import org.apache.directory.api.ldap.codec.api.BinaryAttributeDetector;

import java.util.Locale;
import java.util.Set;

/**
 * Which attributes hold bytes. The detectors of the library know none of MSMQ's, and take {@code mSMQDigests;range=0-499} for
 * an attribute of another name; here options do not count.
 */
final class BinaryAttributes implements BinaryAttributeDetector {

	private static final Set<String> BINARY = Set.of("msmqsigncertificates", "msmqsigncertificatesmig", "msmqdigests",
			"msmqdigestsmig", "msmqencryptkey", "msmqsignkey", "msmqqmid", "msmqqueuetype", "msmqsites", "msmqusersid",
			"objectguid", "objectsid", "ntsecuritydescriptor");

	@Override
	public boolean isBinary(String attributeId) {
		int options = attributeId.indexOf(';');
		String name = options < 0 ? attributeId : attributeId.substring(0, options);
		return BINARY.contains(name.toLowerCase(Locale.ROOT));
	}
}
