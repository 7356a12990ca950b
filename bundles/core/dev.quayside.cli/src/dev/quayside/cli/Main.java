package dev.quayside.cli;

import dev.quayside.admin.local.ControlSockets;
import dev.quayside.admin.local.EmbeddedQueueManagers;
import dev.quayside.admin.local.FolderStores;
import dev.quayside.admin.remote.RemoteDoctor;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.admin.remote.WireContacts;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.directory.LdapDirectories;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line as a program. */
public final class Main {

	private Main() {}

	public static void main(String[] args) {
		PrintWriter out = writer(FileDescriptor.out);
		PrintWriter err = writer(FileDescriptor.err);
		Services services = new Services(new RemoteQueueManagers(), new WireMessageSender(),
				new EmbeddedQueueManagers(), new ControlSockets(), new RemoteDoctor(), new LdapDirectories(),
				new FolderStores(), new WireContacts());
		int code = new CommandLineProgram(services, new Console(out, err, System.in, isInteractive(), Main::readHidden))
				.run(args);
		out.flush();
		err.flush();
		System.exit(code);
	}

	/** Newer Java has a console object also where input and output are files. */
	private static boolean isInteractive() {
		java.io.Console console = System.console();
		try {
			return console != null && (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
		} catch (ReflectiveOperationException e) {
			return true;
		}
	}

	private static char[] readHidden() {
		return System.console().readPassword();
	}

	private static PrintWriter writer(FileDescriptor descriptor) {
		return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
	}
}
