package dev.quayside.app;

import static dev.quayside.app.Window.ui;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The mouse of the display, moved from outside as a hand would: dragging cannot be had with less. */
final class Mouse {

	private static final int STEPS = 8;
	private static final String PAUSE = "0.1";

	private Mouse() {}

	/** Takes what is at one place to the other. */
	static void drag(Point from, Point to) {
		List<String> actions = new ArrayList<>(List.of("xdotool"));
		move(actions, from.x, from.y);
		actions.addAll(List.of("mousedown", "1"));
		for (int i = 1; i <= STEPS; i++) {
			move(actions, from.x + (to.x - from.x) * i / STEPS, from.y + (to.y - from.y) * i / STEPS);
		}
		actions.addAll(List.of("mouseup", "1"));
		try {
			Process process = new ProcessBuilder(actions).inheritIO().start();
			if (process.waitFor() != 0) {
				throw new AssertionError("xdotool ended with " + process.exitValue());
			}
		} catch (IOException | InterruptedException e) {
			throw new AssertionError("The mouse cannot be moved", e);
		}
	}

	private static void move(List<String> actions, int x, int y) {
		actions.addAll(List.of("mousemove", Integer.toString(x), Integer.toString(y), "sleep", PAUSE));
	}

	/** The middle of a part of a control, on the screen. */
	static Point middle(Control control, Callable<Rectangle> part) {
		return ui(() -> {
			Rectangle bounds = part.call();
			return control.toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
		});
	}
}
