package dev.quayside.app;

import static dev.quayside.app.Window.ui;

import org.eclipse.swt.dnd.DND;
import org.eclipse.swt.dnd.DropTarget;
import org.eclipse.swt.dnd.DropTargetAdapter;
import org.eclipse.swt.dnd.DropTargetEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Widget;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A mouse whose moves and buttons come from the display, as those of a real one do. */
final class Mouse {

	private static final int STEPS = 12;
	private static final int STEP_MILLIS = 15;

	private Point place;

	/** The middle of a rectangle of a control, on the screen. */
	static Point middle(Control control, Rectangle bounds) {
		return ui(() -> control.toDisplay(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2));
	}

	private void move(Point to) {
		Xdotool.run("mousemove", Integer.toString(to.x), Integer.toString(to.y));
		Window.pause(STEP_MILLIS);
		place = to;
	}

	/** Presses, and goes so far that a drag begins; what the mouse does waits in a queue until the window looks at it. */
	void dragFrom(Point from, BooleanSupplier isDragged) {
		move(from);
		Xdotool.run("mousedown", "1");
		for (int i = 1; i <= STEPS; i++) {
			move(new Point(from.x - 2 * i, from.y + i));
		}
		Window.await("a drag", isDragged::getAsBoolean);
	}

	/** Goes there, stays until the control takes what is dragged for this item, and lets go. */
	void dropAt(Point to, Control control, Widget item) {
		AtomicReference<Widget> over = new AtomicReference<>();
		DropTarget target = ui(() -> (DropTarget) control.getData(DND.DROP_TARGET_KEY));
		DropTargetAdapter listener = new DropTargetAdapter() {

			@Override
			public void dragOver(DropTargetEvent event) {
				over.set(event.detail == DND.DROP_NONE ? null : event.item);
			}
		};
		Window.run(() -> target.addDropListener(listener));
		Point from = place;
		for (int i = 1; i <= STEPS; i++) {
			move(new Point(from.x + (to.x - from.x) * i / STEPS, from.y + (to.y - from.y) * i / STEPS));
		}
		Window.await("that it may be dropped", () -> over.get() == item);
		release();
		Window.run(() -> target.removeDropListener(listener));
	}

	void release() {
		Xdotool.run("mouseup", "1");
	}
}
