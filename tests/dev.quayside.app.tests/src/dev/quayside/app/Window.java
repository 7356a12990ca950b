package dev.quayside.app;

import static org.assertj.core.api.Assertions.fail;

import dev.quayside.ui.common.AdminJob;
import dev.quayside.ui.common.Ui;
import dev.quayside.ui.queuemanager.WelcomeEditor;
import dev.quayside.ui.queuemanager.WelcomeInput;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Drives the real workbench from a thread that is not its own. */
final class Window {

	/** Names that the display has for keys. */
	private static final Map<Integer, String> KEYS = Map.of((int) SWT.CR, "Return", SWT.F5, "F5", SWT.HOME, "Home",
			SWT.END,
			"End", (int) SWT.DEL, "Delete");
	private static final long LIMIT_MILLIS = 20_000;
	private static final long STEP_MILLIS = 40;
	private static final int MAX_PICTURES = 20;
	private static final long PICTURE_MILLIS = 150;

	private Window() {}

	static <T> T ui(Callable<T> callable) {
		AtomicReference<T> result = new AtomicReference<>();
		AtomicReference<Throwable> failure = new AtomicReference<>();
		display().syncExec(() -> {
			try {
				result.set(callable.call());
			} catch (Exception | AssertionError e) {
				failure.set(e);
			}
		});
		if (failure.get() != null) {
			throw new AssertionError("On the UI thread: " + failure.get(), failure.get());
		}
		return result.get();
	}

	static void run(Runnable work) {
		ui(() -> {
			work.run();
			return null;
		});
	}

	static Display display() {
		return PlatformUI.getWorkbench().getDisplay();
	}

	static void await(String what, Callable<Boolean> condition) {
		long end = System.currentTimeMillis() + LIMIT_MILLIS;
		while (!ui(condition)) {
			if (System.currentTimeMillis() > end) {
				screenshot("failed-" + test());
				fail("Still not so: " + what);
			}
			pause(STEP_MILLIS);
		}
	}

	private static String test() {
		return StackWalker.getInstance().walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("Test"))
				.map(StackWalker.StackFrame::getMethodName).reduce((first, last) -> last).orElse("unknown"));
	}

	static IWorkbenchWindow workbench() {
		return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
	}

	static IWorkbenchPage page() {
		return workbench().getActivePage();
	}

	/** The first steps, where they are not open. */
	static void openWelcome() {
		ui(() -> page().openEditor(new WelcomeInput(), WelcomeEditor.ID));
	}

	/** What the line at the bottom says. On the UI thread. */
	static String statusLine() {
		return find(CLabel.class, label -> !label.getText().isEmpty()).map(CLabel::getText).orElse("");
	}

	/** Runs a command as its menu entry would; it may open a dialog. */
	static void command(String id) {
		display().asyncExec(() -> {
			try {
				workbench().getService(IHandlerService.class).executeCommand(id, null);
			} catch (CommandException e) {
				throw new IllegalStateException("Command " + id, e);
			}
		});
	}

	/** Hits a key as a person would: the widget with the focus gets it, or the command that is bound to it. */
	static void key(int code) {
		run(() -> workbench().getShell().forceActive());
		Xdotool.run("key", Objects.requireNonNull(KEYS.get(code), "The name of key " + code));
	}

	/** Waits until no work is going on in the background. */
	static void join() {
		try {
			Job.getJobManager().join(AdminJob.FAMILY, new NullProgressMonitor());
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	static boolean isEnabled(String command) {
		return ui(() -> {
			Command found = workbench().getService(ICommandService.class).getCommand(command);
			found.setEnabled(workbench().getService(IHandlerService.class).getCurrentState());
			return found.isEnabled();
		});
	}

	/** A control of this type and name that is visible in any shell. */
	static <C extends Control> Optional<C> find(Class<C> type, Predicate<C> wanted) {
		List<C> found = new ArrayList<>();
		for (Shell shell : display().getShells()) {
			collect(shell, type, wanted, found);
		}
		return found.stream().findFirst();
	}

	/** All visible controls of this type and name. */
	static <C extends Control> Stream<C> all(Class<C> type, String name) {
		List<C> found = new ArrayList<>();
		for (Shell shell : display().getShells()) {
			collect(shell, type, control -> name.equals(control.getData(Ui.NAME)), found);
		}
		return found.stream();
	}

	private static <C extends Control> void collect(Composite parent, Class<C> type, Predicate<C> wanted,
			List<C> found) {
		for (Control control : parent.getChildren()) {
			if (type.isInstance(control) && control.isVisible() && wanted.test(type.cast(control))) {
				found.add(type.cast(control));
			}
			if (control instanceof Composite composite) {
				collect(composite, type, wanted, found);
			}
		}
	}

	static <C extends Control> C named(Class<C> type, String name) {
		return find(type, control -> name.equals(control.getData(Ui.NAME)))
				.orElseThrow(() -> new AssertionError("No " + type.getSimpleName() + " " + name));
	}

	static boolean isThere(Class<? extends Control> type, String name) {
		return find(Control.class, control -> type.isInstance(control) && name.equals(control.getData(Ui.NAME)))
				.isPresent();
	}

	/** Presses the button with this text, as soon as it is there and enabled. */
	static void press(String text) {
		await("button " + text, () -> find(Button.class, button -> label(button).equals(text) && button.isEnabled())
				.isPresent());
		display().asyncExec(() -> find(Button.class, button -> label(button).equals(text) && button.isEnabled())
				.ifPresent(button -> button.notifyListeners(SWT.Selection, new Event())));
	}

	/** Opens the context menu of a control; its entries without the marks of their keys. */
	static List<String> contextMenu(Control control) {
		return ui(() -> {
			control.getMenu().notifyListeners(SWT.Show, new Event());
			return Arrays.stream(control.getMenu().getItems()).map(Window::label).filter(text -> !text.isEmpty())
					.toList();
		});
	}

	/** Chooses an entry of the context menu that was opened. */
	static void choose(Control control, String entry) {
		display().asyncExec(() -> {
			MenuItem chosen = Arrays.stream(control.getMenu().getItems()).filter(item -> label(item).equals(entry))
					.findAny().orElseThrow();
			chosen.notifyListeners(SWT.Selection, new Event());
		});
	}

	private static String label(MenuItem item) {
		return item.getText().replace("&", "").replaceAll("\t.*", "");
	}

	private static String label(Button button) {
		return button.getText().replace("&", "");
	}

	static void select(Table table, int... rows) {
		table.setSelection(rows);
		table.notifyListeners(SWT.Selection, new Event());
	}

	/** What the screen shows as soon as it stands still, in target/screenshots. */
	static void screenshot(String name) {
		ImageData[] seen = new ImageData[1];
		for (int i = 0; i < MAX_PICTURES; i++) {
			ImageData now = ui(Window::picture);
			boolean isStill = seen[0] != null && Arrays.equals(seen[0].data, now.data);
			seen[0] = now;
			if (isStill) {
				break;
			}
			pause(PICTURE_MILLIS);
		}
		ImageLoader loader = new ImageLoader();
		loader.data = seen;
		try {
			Path folder = Files.createDirectories(Path.of("target", "screenshots"));
			loader.save(folder.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private static ImageData picture() {
		Shell shell = workbench().getShell();
		shell.update();
		Rectangle bounds = shell.getBounds();
		GC gc = new GC(display());
		Image image = new Image(display(), bounds.width, bounds.height);
		gc.copyArea(image, bounds.x, bounds.y);
		gc.dispose();
		ImageData data = image.getImageData();
		image.dispose();
		return data;
	}

	static void pause(long millis) {
		try {
			Thread.sleep(millis);
		} catch (InterruptedException e) {
			throw new AssertionError(e);
		}
	}
}
