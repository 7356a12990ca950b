package dev.quayside.admin.directory;

/**
 * From where on an account is near a limit.
 *
 * @param digestsWarning
 *            values of {@code mSMQDigests} at which the band begins
 * @param digestsLimit
 *            where it ends: servers refuse more, some from {@code digestsWarning} on
 */
public record CertificateLimits(int digestsWarning, int digestsLimit) {

	/** No longer value of {@code mSMQSignCertificates} exists. */
	public static final int MAX_BYTES = 1_048_576;

	/** Windows 2000 refuses from about 800 values on, later servers from about 1,200. */
	public static final CertificateLimits DEFAULT = new CertificateLimits(800, 1200);

	private static final int BYTES_WARNING = MAX_BYTES / 5 * 4;

	public CertificateLimits {
		if (digestsWarning < 1 || digestsLimit < digestsWarning) {
			throw new IllegalArgumentException(
					"Limits of " + digestsWarning + " to " + digestsLimit + " digests make no sense");
		}
	}

	/** Whether a registration may fail soon. */
	public boolean isNear(CertificateCounts counts) {
		return counts.digests() >= digestsWarning || counts.bytes() >= BYTES_WARNING;
	}
}
