package dev.quayside.admin.directory;

import java.time.Duration;
import java.time.Instant;

/**
 * How the certificates of an account are judged.
 *
 * @param silence
 *            a machine that has not logged on for longer is silent; at least {@link #LAG}
 */
public record CertificateQuery(Duration silence, CertificateLimits limits, Instant now) {

	/** The directory may be that late with {@code lastLogonTimestamp} ([MS-ADA1] 2.352). */
	public static final Duration LAG = Duration.ofDays(14);

	public static final Duration DEFAULT_SILENCE = Duration.ofDays(180);

	public CertificateQuery {
		if (silence.compareTo(LAG) < 0) {
			throw new IllegalArgumentException("Fewer than " + LAG.toDays()
					+ " days of silence say nothing: the directory may be that late with the last logon of a machine");
		}
	}

	/** As of this moment. */
	public static CertificateQuery usual() {
		return new CertificateQuery(DEFAULT_SILENCE, CertificateLimits.DEFAULT, Instant.now());
	}
}
