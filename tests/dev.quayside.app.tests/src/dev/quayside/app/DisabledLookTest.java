package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.ui.common.NativeButtons;
import dev.quayside.ui.common.Ui;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;

/** What is disabled can be told from what is not, on a light ground and on a dark one. */
class DisabledLookTest {

	private static int strongest(ImageData data) {
		int strongest = 0;
		for (int x = 0; x < data.width; x++) {
			for (int y = 0; y < data.height; y++) {
				strongest = Math.max(strongest, data.getAlpha(x, y));
			}
		}
		return strongest;
	}

	@Test
	void aDisabledIconLetsTheGroundThrough() {
		assertThat(ui(() -> strongest(Ui.image("stop").getImageData()))).isGreaterThan(200);
		int disabled = ui(() -> {
			Image image = new Image(Window.display(), Ui.image("stop"), SWT.IMAGE_DISABLE);
			try {
				return strongest(image.getImageData());
			} finally {
				image.dispose();
			}
		});
		assertThat(disabled).isBetween(1, 150);
	}

	/** The style sheet of the dark theme knows no difference. */
	@Test
	void buttonsAreLeftToThePlatform() {
		Button button = ui(() -> new Button(new Shell(Window.display()), SWT.PUSH));
		await("that it is not styled", () -> Boolean.TRUE.equals(button.getData(NativeButtons.UNSTYLED)));
		run(() -> button.getShell().dispose());
	}
}
