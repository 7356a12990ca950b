package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CertificateLimits;
import dev.quayside.admin.directory.CertificateQuery;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

import java.time.Duration;
import java.time.Instant;

/** From where on an account is near a limit, and after how long a machine is silent. */
public final class DirectoryPreferences extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

	private static final String BUNDLE = "dev.quayside.ui.directory";
	private static final String WARNING = "digestsWarning";
	private static final String LIMIT = "digestsLimit";
	private static final String SILENCE = "silentDays";
	private static final int MAX_DIGESTS = 1_000_000;
	private static final int MAX_DAYS = 36_500;

	public DirectoryPreferences() {
		super(GRID);
		ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, BUNDLE);
		store.setDefault(WARNING, CertificateLimits.DEFAULT.digestsWarning());
		store.setDefault(LIMIT, CertificateLimits.DEFAULT.digestsLimit());
		store.setDefault(SILENCE, (int) CertificateQuery.DEFAULT_SILENCE.toDays());
		setPreferenceStore(store);
	}

	private static int value(String key, int initial, int least, int most) {
		IEclipsePreferences node = InstanceScope.INSTANCE.getNode(BUNDLE);
		return Math.min(most, Math.max(least, node.getInt(key, initial)));
	}

	/** The band of digests, the end of which is not below its beginning. */
	static CertificateLimits limits() {
		int warning = value(WARNING, CertificateLimits.DEFAULT.digestsWarning(), 1, MAX_DIGESTS);
		return new CertificateLimits(warning,
				value(LIMIT, CertificateLimits.DEFAULT.digestsLimit(), warning, MAX_DIGESTS));
	}

	/** How certificates are judged, as of this moment. */
	static CertificateQuery query() {
		int days = value(SILENCE, (int) CertificateQuery.DEFAULT_SILENCE.toDays(),
				(int) CertificateQuery.LAG.toDays(), MAX_DAYS);
		return new CertificateQuery(Duration.ofDays(days), limits(), Instant.now());
	}

	@Override
	public void init(IWorkbench workbench) {
		// the page needs nothing of it
	}

	@Override
	protected void createFieldEditors() {
		add(WARNING, "Digests of an account are near the limit &from:", 1, MAX_DIGESTS);
		add(LIMIT, "&Limit of digests of an account:", 1, MAX_DIGESTS);
		add(SILENCE, "A machine is &silent after days without logon:", (int) CertificateQuery.LAG.toDays(), MAX_DAYS);
	}

	private void add(String key, String label, int least, int most) {
		IntegerFieldEditor editor = new IntegerFieldEditor(key, label, getFieldEditorParent());
		editor.setValidRange(least, most);
		addField(editor);
	}
}
