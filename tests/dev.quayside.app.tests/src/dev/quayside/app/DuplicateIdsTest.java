package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.directory.QueueManagerContacts;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectoryMachines;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.ui.common.Services;
import dev.quayside.ui.directory.AccountsView;
import dev.quayside.ui.directory.MachinesView;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Machines of a real Active Directory that say, as the test wants it, who they are. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DuplicateIdsTest {

	private static final String FIND = "dev.quayside.directory.duplicateIds";
	private static final String TITLE = "Find duplicate ids";
	private static final int ID = 3;

	private static String one;
	private static String copy;
	private static volatile CountDownLatch answers = new CountDownLatch(0);
	private static ServiceRegistration<?> registration;

	/** Both machines answer with the same id, all others do not answer. */
	private static final class Contacts implements QueueManagerContacts {

		private final UUID same = UUID.randomUUID();

		@Override
		public UUID identify(Contact contact, IProgressMonitor monitor) throws QueueManagerException {
			try {
				while (!answers.await(20, TimeUnit.MILLISECONDS)) {
					if (monitor.isCanceled()) {
						throw new OperationCanceledException();
					}
				}
			} catch (InterruptedException e) {
				throw new OperationCanceledException();
			}
			String machine = contact.host().replaceAll("\\..*", "").toUpperCase(Locale.ROOT);
			if (machine.equals(one) || machine.equals(copy)) {
				return same;
			}
			throw new QueueManagerException(QueueManagerException.Kind.UNREACHABLE,
					"Nobody answers at " + contact.host(),
					"", null);
		}

		@Override
		public void notify(Contact contact, UUID queueManagerId, Notice notice, IProgressMonitor monitor) {
			throw new AssertionError("Only asked");
		}
	}

	@BeforeAll
	static void start() throws Exception {
		ActiveDirectory directory = DirectorySeed.shared();
		one = DirectoryMachines.add(directory);
		copy = DirectoryMachines.add(directory);
		registration = FrameworkUtil.getBundle(Services.class).getBundleContext().registerService(
				QueueManagerContacts.class, new Contacts(), new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));
		DirectoryWindow.open();
		ui(() -> Window.page().showView(AccountsView.ID));
		DirectoryWindow.connect(directory);
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		ui(() -> Window.page().showView(MachinesView.ID));
	}

	@AfterAll
	static void stop() {
		registration.unregister();
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.directory", Window.workbench()));
		run(() -> {
			for (IViewReference view : Window.page().getViewReferences()) {
				if (view.getId().equals(MachinesView.ID)) {
					Window.page().hideView(view);
				}
			}
		});
		ui(() -> Window.page().showView(AccountsView.ID));
		DirectoryWindow.close();
	}

	private static int row(String machine) {
		Table table = named(Table.class, "Machines");
		return Arrays.stream(table.getItems()).map(item -> item.getText(0)).toList().indexOf(machine);
	}

	private static void find() {
		command(FIND);
		await("the dialog", () -> Prompt.isOpen(TITLE));
	}

	private static String said() {
		return ui(() -> Window.all(Text.class, "Search for duplicate ids").findFirst().map(Text::getText).orElse(""));
	}

	@Test
	@Order(1)
	void beforeAnybodyIsAskedAnIdIsUnknown() {
		await("the machines", () -> row(one) >= 0 && row(copy) >= 0);
		Window.join();
		assertThat(ui(() -> named(Table.class, "Machines").getItem(row(one)).getText(ID))).isEqualTo("?");
		assertThat(said()).isEmpty();
	}

	@Test
	@Order(2)
	void howLongToWaitIsChecked() {
		find();
		assertThat(ui(() -> NamesTest.nameless(Prompt.shell(TITLE)))).isEmpty();
		for (String bad : new String[]{ "", "0", "301", "soon" }) {
			Form.type("Seconds to wait for each answer", bad);
			assertThat(canFind()).as(bad).isFalse();
		}
		Form.tick("Ask each machine who it is, at its port 1801 and without logon", false);
		assertThat(canFind()).isTrue();
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen(TITLE));
	}

	private static boolean canFind() {
		return ui(() -> Window.find(Button.class, button -> button.getText().equals("&Find")).orElseThrow()
				.isEnabled());
	}

	@Test
	@Order(3)
	void aSearchIsStoppedAndThenNothingIsKnown() {
		answers = new CountDownLatch(1);
		find();
		press("Find");
		await("machines are asked", () -> said().startsWith("Asking machine"));
		Tools.click("Stop the search for duplicate ids");
		await("it has stopped", () -> said().contains("was stopped"));
		Window.join();
		assertThat(ui(() -> named(Table.class, "Machines").getItem(row(one)).getText(ID))).isEqualTo("?");
		answers.countDown();
	}

	@Test
	@Order(4)
	void copiesAreFoundOverTheForestAndSaidWithWhatToDo() {
		run(() -> Window.select(named(Table.class, "Machines"), row(one)));
		find();
		Form.tick("Whole forest, by the global catalog", true);
		press("Find");
		await("what was found", () -> said().contains("2 machines have the queue manager id of another one"));
		Window.join();
		assertThat(said()).contains("remove and install MSMQ again").contains("it is not known");
		await("only those", () -> row(one) >= 0 && row(copy) >= 0 && row(DirectorySeed.SERVER) < 0);
		assertThat(ui(() -> named(Table.class, "Machines").getItem(row(copy)).getText(ID))).isEqualTo("duplicate");
		await("its properties", () -> Window.isThere(Table.class, "Properties of the selection")
				&& Arrays.stream(named(Table.class, "Properties of the selection").getItems())
						.anyMatch(item -> item.getText(1).equals("Evidence") && item.getText(2).contains(copy)));
		screenshot("duplicate-ids");
		assertThat(ui(() -> NamesTest.nameless(Window.workbench().getShell()))).isEmpty();
	}

	@Test
	@Order(5)
	void allMachinesAreShownAgain() {
		Form.choose("Which machines", "All machines");
		await("the others", () -> row(DirectorySeed.SERVER) >= 0);
		assertThat(ui(() -> named(Table.class, "Machines").getItem(row(DirectorySeed.SERVER)).getText(ID)))
				.isEqualTo("?");
	}
}
