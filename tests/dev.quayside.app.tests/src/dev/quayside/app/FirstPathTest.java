package dev.quayside.app;

import static dev.quayside.app.Window.await;
import static dev.quayside.app.Window.command;
import static dev.quayside.app.Window.isEnabled;
import static dev.quayside.app.Window.press;
import static dev.quayside.app.Window.screenshot;
import static dev.quayside.app.Window.ui;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.ui.common.Connections;
import dev.quayside.ui.common.LocalControl;
import dev.quayside.ui.common.Manager;
import dev.quayside.ui.queuemanager.LocalStartup;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a newcomer does in the first minute. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstPathTest {

	@AfterAll
	static void stop() {
		Messages.closeAll();
		LocalControl.get().stop();
		Window.join();
	}

	@Test
	@Order(1)
	void theLocalQueueManagerStandsAtTheTop() {
		Window.openWelcome();
		assertThat(ui(Navigator::lines)).startsWith("Local queue manager  stopped");
		assertThat(isEnabled("dev.quayside.local.start")).isTrue();
		assertThat(isEnabled("dev.quayside.local.stop")).isFalse();
		screenshot("welcome");
	}

	@Test
	@Order(2)
	void twoClicksLeadToAMessage() {
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putInt("rpcPort", 0);
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putInt("transferPort", 0);
		press("1. Start the local queue manager");
		press("2. Send a test message");
		Messages.awaitRows(1);
		Messages.awaitBody("its body, without another click", "This message went over the wire");
		assertThat(Messages.property("Label")).isEqualTo("Hello from Quayside");
		Navigator.awaitLine("test  1");
		assertThat(ui(() -> Window.workbench().getShell().getText()))
				.isEqualTo("private$\\test on Local queue manager – Quayside");
	}

	@Test
	@Order(3)
	void stoppingIsSaidWhereMessagesWereShown() {
		await("it can be stopped", () -> isEnabled("dev.quayside.local.stop"));
		command("dev.quayside.local.stop");
		Navigator.awaitLine("Local queue manager  stopped");
		await("the tab says so", () -> Messages.failure().startsWith("The local queue manager is stopped"));
		await("nothing is selected any more", () -> Messages.isShown("Select a message to see"));
	}

	@Test
	@Order(4)
	void startingAgainFindsTheMessage() {
		await("it can be started", () -> isEnabled("dev.quayside.local.start"));
		command("dev.quayside.local.start");
		Messages.awaitRows(1);
		assertThat(Messages.label(0)).isEqualTo("Hello from Quayside");
		assertThat(ui(() -> Connections.get().local().state())).isEqualTo(Manager.State.CONNECTED);
	}

	@Test
	@Order(5)
	void itStartsWithTheWindowWhereThatIsWanted() {
		command("dev.quayside.local.stop");
		Navigator.awaitLine("Local queue manager  stopped");
		LocalStartup startup = new LocalStartup();
		startup.earlyStartup();
		Window.join();
		assertThat(LocalControl.get().running()).isEmpty();
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putBoolean("startWithWindow", true);
		startup.earlyStartup();
		Window.join();
		InstanceScope.INSTANCE.getNode("dev.quayside.ui.queuemanager").putBoolean("startWithWindow", false);
		assertThat(LocalControl.get().running()).isPresent();
		Messages.awaitRows(1);
	}
}
