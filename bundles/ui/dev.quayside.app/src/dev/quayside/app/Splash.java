package dev.quayside.app;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** What is seen until the window is there. */
final class Splash {

	private final Shell shell;
	private final Image image;

	private Splash(Shell shell, Image image) {
		this.shell = shell;
		this.image = image;
	}

	static Splash open(Display display) {
		Image image = ImageDescriptor.createFromURL(Splash.class.getResource("/splash.svg")).createImage(display);
		Shell shell = new Shell(display, SWT.NO_TRIM | SWT.ON_TOP | SWT.NO_FOCUS);
		shell.setText("Quayside");
		shell.setLayout(new FillLayout());
		new Label(shell, SWT.NONE).setImage(image);
		shell.pack();
		Rectangle screen = display.getPrimaryMonitor().getBounds();
		Rectangle bounds = shell.getBounds();
		shell.setLocation(screen.x + (screen.width - bounds.width) / 2, screen.y + (screen.height - bounds.height) / 2);
		shell.setVisible(true);
		while (display.readAndDispatch()) {
			// until it is drawn
		}
		return new Splash(shell, image);
	}

	/** Does nothing the second time. */
	void close() {
		shell.dispose();
		image.dispose();
	}
}
