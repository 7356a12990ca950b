package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CleanupPreview;
import dev.quayside.ui.model.Words;

/** What would become of all accounts of a preview together. For one thread. */
public final class PreviewTotals {

	private long accounts;
	private long changed;
	private long failed;
	private long certificates;
	private long before;
	private long after;

	public void add(PreviewRow row) {
		accounts++;
		if (row.failure().isPresent()) {
			failed++;
		}
		if (row.isChanged()) {
			CleanupPreview preview = row.preview().orElseThrow();
			changed++;
			certificates += preview.removed();
			before += preview.account().counts().bytes();
			after += preview.after().bytes();
		}
	}

	/** While it is being worked out. */
	public String progress(int all) {
		return Words.count(accounts) + " of " + Words.count(all) + " accounts read, " + Words.count(changed)
				+ (changed == 1 ? " is" : " are") + " changed" + sums() + '…';
	}

	/** At its end. */
	public String sentence() {
		String start = changed == 1 && accounts == 1
				? "1 account is changed, in one request"
				: Words.count(changed) + (changed == 1 ? " account is changed" : " accounts are changed, each")
						+ " in one request" + sums();
		return start + (failed == 0 ? "." : "; " + Words.count(failed) + " cannot be.");
	}

	private String sums() {
		return changed == 0
				? ""
				: ": " + (certificates == 1 ? "1 certificate goes, " : Words.count(certificates) + " certificates go, ")
						+ Words.count(before) + " → " + Words.count(after) + " bytes";
	}
}
