package dev.quayside.ui.directory;

import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.Words;
import dev.quayside.ui.model.directory.AccountColumns;
import dev.quayside.ui.model.directory.Gauge;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

import java.util.Optional;

/** Which account it is, and how near its limits. */
final class AccountHead extends Composite {

	private final Label title;
	private final Label state;
	private final GaugePanel bytes;
	private final GaugePanel digests;

	AccountHead(Composite parent) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).spacing(24, 4).applyTo(this);
		title = Ui.named(new Label(this, SWT.NONE), "Account");
		title.setFont(JFaceResources.getHeaderFont());
		GridDataFactory.fillDefaults().grab(true, false).applyTo(title);
		state = Ui.named(new Label(this, SWT.NONE), "State of the account");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(state);
		bytes = new GaugePanel(this, "Bytes of the certificates");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(bytes);
		digests = new GaugePanel(this, "Number of digests");
		GridDataFactory.fillDefaults().grab(true, false).applyTo(digests);
	}

	/** @param damage what is wrong with the value as a whole, where that is known */
	void show(CertificateAccount account, Optional<String> damage) {
		title.setText(Words.oneLine(account.account()).replace("&", "&&"));
		title.setToolTipText(Words.oneLine(account.dn()));
		String words = damage.map(text -> "damaged: " + Words.oneLine(text))
				.orElseGet(() -> AccountColumns.state(account));
		state.setText("State: " + words.replace("&", "&&"));
		state.setToolTipText(words);
		bytes.show(Gauge.bytes(account.counts()));
		digests.show(Gauge.digests(account.counts(), DirectoryPreferences.limits()));
		layout(true, true);
	}
}
