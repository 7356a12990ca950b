package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.isEnabled;
import static dev.quayside.app.Window.named;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.run;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.admin.Permissions;
import dev.quayside.admin.Permissions.Trustee;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueRight;
import dev.quayside.msmq.security.Sid;
import dev.quayside.testkit.ActiveDirectory;
import dev.quayside.testkit.DirectorySeed;
import dev.quayside.testkit.LdapTools;
import dev.quayside.ui.common.QueueNode;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.List;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/** Who may do what with a queue: seen, changed, refused. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PermissionsTest {

	private static final String QUEUE = "private$\\orders";

	@TempDir
	private static Path folder;
	private static OtherQueueManager server;

	@BeforeAll
	static void start() throws Exception {
		Messages.closeAll();
		server = new OtherQueueManager(folder.resolve("data"), "orders");
	}

	@AfterAll
	static void stop() throws Exception {
		ui(() -> Window.page().showView("dev.quayside.ui.messages.message"));
		Messages.closeAll();
		server.close();
	}

	private static void open() {
		Navigator.select(server.queue("orders"));
		await("it is offered", () -> isEnabled("dev.quayside.queue.permissions"));
		command("dev.quayside.queue.permissions");
		await("the dialog", () -> Window.isThere(List.class, "Accounts and groups"));
	}

	private static void choose(String trustee) {
		run(() -> {
			List found = named(List.class, "Accounts and groups");
			found.setSelection(new String[]{ trustee });
			found.notifyListeners(SWT.Selection, new Event());
		});
	}

	private static void tick(String box, boolean isTicked) {
		run(() -> {
			Button found = named(Button.class, box);
			found.setSelection(isTicked);
			found.notifyListeners(SWT.Selection, new Event());
		});
	}

	private static String changes() {
		return ui(() -> named(Text.class, "What changes").getText());
	}

	private static void denyDeleting() {
		open();
		choose("Everyone (S-1-1-0)");
		tick("Denied: Delete the queue", true);
	}

	@Test
	@Order(1)
	void theDialogSaysWhatWouldChange() {
		denyDeleting();
		tick("Allowed: Send messages", false);
		assertThat(changes())
				.isEqualTo("Everyone: no longer allowed: send; denied now: delete the queue");
		tick("Allowed: Send messages", true);
		assertThat(changes()).isEqualTo("Everyone: denied now: delete the queue");
		screenshot("permissions");
		press("Cancel");
		await("no dialog", () -> !Prompt.isOpen("Queue permissions"));
	}

	@Test
	@Order(2)
	void whatIsChangedIsInTheProperties() {
		denyDeleting();
		run(() -> named(Combo.class, "Account or group to add").setText("authenticated users"));
		press("Add");
		tick("Allowed: Peek messages", true);
		press("Change");
		await("the result in words",
				() -> Window.statusLine().startsWith("Permissions of " + QUEUE + " changed: "));
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		Navigator.select(server.queue("orders"));
		await("who may not", () -> isProperty("Everyone (S-1-1-0)", "denied: delete the queue"));
		await("who may", () -> isProperty("Authenticated Users (S-1-5-11)", "allowed: peek"));
		await("whose it is", () -> properties().anyMatch(item -> item.startsWith("Owner=")));
		run(() -> {
			Table table = named(Table.class, "Properties of the selection");
			table.setTopIndex(table.getItemCount() - 1);
		});
		screenshot("properties");
	}

	private static Stream<String> properties() {
		return Window.isThere(Table.class, "Properties of the selection")
				? Arrays.stream(named(Table.class, "Properties of the selection").getItems())
						.map(item -> item.getText(1) + "=" + item.getText(2))
				: Stream.of();
	}

	private static boolean isProperty(String name, String value) {
		return properties().anyMatch((name + "=" + value)::equals);
	}

	@Test
	@Order(3)
	void whatIsDeniedIsRefusedAndSaidSo() {
		Navigator.select(server.queue("orders"));
		command("dev.quayside.queue.delete");
		Prompt.await("Delete queue", "It has 0 messages");
		press("Delete");
		await("why not", () -> Messages.isShown("MQ_ERROR_ACCESS_DENIED"));
		press("OK");
		Navigator.awaitLine("orders  0");
	}

	@Test
	@Order(4)
	void whatSomebodyElseChangedMeanwhileStays() throws Exception {
		open();
		choose("Authenticated Users (S-1-5-11)");
		press("Remove");
		NullProgressMonitor monitor = new NullProgressMonitor();
		QueueManagerConnection other = server.manager().connection(monitor);
		Permissions seen = other.permissions(QUEUE, monitor);
		Permissions theirs = seen.with(Trustee.ofSid("S-1-5-7"), Set.of(QueueRight.PEEK), Set.of());
		other.changePermissions(QUEUE, seen, theirs, monitor);
		press("Change");
		await("what went wrong", () -> Messages.isShown("somebody else has changed them"));
		press("OK");
		assertThat(other.permissions(QUEUE, monitor).trustees()).contains(Trustee.ofSid("S-1-5-11"),
				Trustee.ofSid("S-1-5-7"));
	}

	@Test
	@Order(5)
	void queuesOfTheQueueManagerItselfHaveNone() {
		Navigator.select(QueueNode.named(server.manager(), "system$;deadletter"));
		await("it is not offered", () -> !isEnabled("dev.quayside.queue.permissions"));
	}

	@Test
	@Order(6)
	void anAccountOfADomainHasItsNameFromTheDirectoryThatIsConnected() throws Exception {
		ActiveDirectory directory = DirectorySeed.shared();
		Sid agnes = Sid.read(
				ByteBuffer.wrap(LdapTools.values(directory, DirectorySeed.dn("agnes"), "objectSid").get(0)));
		NullProgressMonitor monitor = new NullProgressMonitor();
		QueueManagerConnection other = server.manager().connection(monitor);
		Permissions seen = other.permissions(QUEUE, monitor);
		other.changePermissions(QUEUE, seen,
				seen.with(Trustee.ofSid(agnes.toString()), Set.of(QueueRight.SEND), Set.of()), monitor);
		open();
		assertThat(ui(() -> named(List.class, "Accounts and groups").getItems())).contains(agnes.toString());
		press("Cancel");
		DirectoryWindow.open();
		DirectoryWindow.connect(directory);
		ui(() -> PlatformUI.getWorkbench().showPerspective("dev.quayside.app.queues", Window.workbench()));
		open();
		String shown = "QUAYSIDE\\agnes (" + agnes + ")";
		await("the name", () -> Arrays.asList(named(List.class, "Accounts and groups").getItems()).contains(shown));
		choose(shown);
		tick("Allowed: Peek messages", true);
		assertThat(changes()).isEqualTo("QUAYSIDE\\agnes: allowed now: peek");
		screenshot("permissions-names");
		press("Cancel");
		ui(() -> Window.page().showView(IPageLayout.ID_PROP_SHEET));
		Navigator.select(server.queue("orders"));
		await("the name in the properties", () -> isProperty(shown, "allowed: send"));
		DirectoryWindow.close();
	}
}
