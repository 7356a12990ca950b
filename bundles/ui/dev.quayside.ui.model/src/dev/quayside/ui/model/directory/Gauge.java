package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateCounts;
import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.ui.model.Words;

/**
 * How full something is.
 *
 * @param warning
 *            from where on it is nearly full
 * @param limit
 *            where it is full
 */
public record Gauge(String name, long value, long warning, long limit) {

	/** As [MS-ADA2] bounds {@code mSMQSignCertificates}, nearly full at four fifths. */
	private static final int BYTES_WARNING = CertificateLimits.MAX_BYTES / 5 * 4;
	private static final int PERCENT = 100;

	/** How bad it is. */
	public enum Level {
		OK,
		NEAR,
		FULL
	}

	public static Gauge bytes(CertificateCounts counts) {
		return new Gauge("Bytes", counts.bytes(), BYTES_WARNING, CertificateLimits.MAX_BYTES);
	}

	public static Gauge digests(CertificateCounts counts, CertificateLimits limits) {
		return new Gauge("Digests", counts.digests(), limits.digestsWarning(), limits.digestsLimit());
	}

	public Level level() {
		return value >= limit ? Level.FULL : value >= warning ? Level.NEAR : Level.OK;
	}

	/** From 0 to 1. */
	public double fraction() {
		return Math.min(1, (double) value / limit);
	}

	/** Where it is nearly full, from 0 to 1. */
	public double warningFraction() {
		return (double) warning / limit;
	}

	/** In hundredths, rounded down so that only what is full is 100; may be more. */
	public long percent() {
		return value * PERCENT / limit;
	}

	/** For a cell: "430,123 (41 %)". */
	public String brief() {
		return Words.count(value) + " (" + percent() + " %)";
	}

	/** "Digests: 900 of 1,200 (75 %), near the limit". */
	public String words() {
		return name + ": " + Words.count(value) + " of " + Words.count(limit) + " (" + percent() + " %)"
				+ switch (level()) {
					case OK -> "";
					case NEAR -> ", near the limit";
					case FULL -> ", full";
				};
	}
}
