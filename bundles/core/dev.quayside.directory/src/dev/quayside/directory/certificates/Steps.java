package dev.quayside.directory.certificates;

import dev.quayside.admin.directory.CertificateAttributes;
import dev.quayside.msmq.certificate.UserCertificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How an account gets from one state of both attributes to another, in one request: all values that are there now are removed
 * by value, also those that come again, so that the request fails as a whole where any of them is not there any more. A digest
 * that somebody has added meanwhile is not touched, and seen when it is read back.
 */
public final class Steps {

	public static final String CERTIFICATES = "mSMQSignCertificates";
	public static final String DIGESTS = "mSMQDigests";
	private static final int DIGEST_LENGTH = 2 * UserCertificate.DIGEST_SIZE;

	/** Values of an attribute that come, or go if {@code isDelete}. */
	public record Step(boolean isDelete, String attribute, List<byte[]> values) {

		public Step {
			values = List.copyOf(values);
		}
	}

	private Steps() {}

	public static List<Step> between(CertificateAttributes before, CertificateAttributes after) {
		List<Step> steps = new ArrayList<>();
		before.certificates().ifPresent(value -> steps.add(new Step(true, CERTIFICATES, List.of(value))));
		after.certificates().ifPresent(value -> steps.add(new Step(false, CERTIFICATES, List.of(value))));
		add(steps, true, before.digests(), after.digests());
		add(steps, false, after.digests(), before.digests());
		return steps;
	}

	/** A digest of another length would not be taken again by a server that has checked it: where it stays it is not touched. */
	private static void add(List<Step> steps, boolean isDelete, Set<String> those, Set<String> others) {
		List<String> digests = those.stream()
				.filter(digest -> digest.length() == DIGEST_LENGTH || !others.contains(digest)).toList();
		if (!digests.isEmpty()) {
			steps.add(new Step(isDelete, DIGESTS, digests.stream().map(CertificateAttributes::bytes).toList()));
		}
	}
}
