package dev.quayside.ui.queuemanager;

import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.ui.common.Workspace;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** Ports of the local queue manager. */
public final class LocalPreferences extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

	private static final int MAX_PORT = 65535;

	public LocalPreferences() {
		super(GRID);
		ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, LocalJobs.BUNDLE);
		store.setDefault(LocalJobs.RPC_PORT, QueueManagerAddress.DEFAULT_RPC_PORT);
		store.setDefault(LocalJobs.TRANSFER_PORT, QueueManagerAddress.DEFAULT_TRANSFER_PORT);
		setPreferenceStore(store);
		setDescription("The local queue manager listens on this machine only (127.0.0.1). Port 0 picks a free one. "
				+ "Changes apply at the next start. Its data is in " + Workspace.queueManagerData() + ".");
	}

	@Override
	public void init(IWorkbench workbench) {
		// the page needs nothing of it
	}

	@Override
	protected void createFieldEditors() {
		port(LocalJobs.RPC_PORT, "&RPC port:");
		port(LocalJobs.TRANSFER_PORT, "Port of the &binary protocol:");
		addField(new BooleanFieldEditor(LocalJobs.START_WITH_WINDOW, "&Start with the window", getFieldEditorParent()));
	}

	private void port(String name, String label) {
		IntegerFieldEditor field = new IntegerFieldEditor(name, label, getFieldEditorParent());
		field.setValidRange(0, MAX_PORT);
		addField(field);
	}
}
