package dev.quayside.ui.directory;

import dev.quayside.ui.common.Ui;
import dev.quayside.ui.model.directory.Gauge;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** A gauge with its words above it. */
final class GaugePanel extends Composite {

	private static final int HEIGHT = 8;

	private final Label words;
	private final Canvas canvas;
	private Gauge gauge;

	/** @param name for screen readers */
	GaugePanel(Composite parent, String name) {
		super(parent, SWT.NONE);
		GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(this);
		words = Ui.named(new Label(this, SWT.NONE), name);
		GridDataFactory.fillDefaults().grab(true, false).applyTo(words);
		canvas = Ui.named(new Canvas(this, SWT.DOUBLE_BUFFERED), name);
		GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, HEIGHT).applyTo(canvas);
		canvas.addListener(SWT.Paint, event -> {
			if (gauge != null) {
				Rectangle all = canvas.getClientArea();
				Gauges.paint(event.gc, canvas, new Rectangle(0, 0, all.width, all.height), gauge);
			}
		});
	}

	void show(Gauge value) {
		gauge = value;
		words.setText(value.words());
		canvas.setToolTipText(value.words());
		canvas.redraw();
	}
}
