package dev.quayside.cli;

import dev.quayside.admin.ObjectFields;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;

import picocli.CommandLine.Command;

@Command(name = "machine", description = "Shows what a queue manager says about itself.")
final class MachineVerb extends HostVerb {

	MachineVerb(Session session) {
		super(session);
	}

	@Override
	int run(QueueManagerConnection connection) throws QueueManagerException, IOException {
		results(Tables.MACHINE).object(ObjectFields.of(connection.machine(new NullProgressMonitor())));
		return ExitCode.DONE;
	}
}
