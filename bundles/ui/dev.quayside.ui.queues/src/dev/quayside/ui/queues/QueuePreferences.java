package dev.quayside.ui.queues;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

import java.util.concurrent.TimeUnit;

/** How often the counts of queues are read. */
public final class QueuePreferences extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

	private static final String BUNDLE = "dev.quayside.ui.queues";
	private static final String REFRESH_SECONDS = "refreshSeconds";
	private static final int DEFAULT_SECONDS = 5;
	private static final int MAX_SECONDS = 3600;

	public QueuePreferences() {
		super(GRID);
		ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, BUNDLE);
		store.setDefault(REFRESH_SECONDS, DEFAULT_SECONDS);
		setPreferenceStore(store);
	}

	static int refreshMillis() {
		int seconds = InstanceScope.INSTANCE.getNode(BUNDLE).getInt(REFRESH_SECONDS, DEFAULT_SECONDS);
		return (int) TimeUnit.SECONDS.toMillis(Math.min(MAX_SECONDS, Math.max(1, seconds)));
	}

	@Override
	public void init(IWorkbench workbench) {
		// the page needs nothing of it
	}

	@Override
	protected void createFieldEditors() {
		IntegerFieldEditor seconds = new IntegerFieldEditor(REFRESH_SECONDS, "&Seconds between two readings of counts:",
				getFieldEditorParent());
		seconds.setValidRange(1, MAX_SECONDS);
		addField(seconds);
	}
}
