package dev.quayside.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs for certificates of accounts. */
@Command(name = "certs", mixinStandardHelpOptions = true, subcommands = CommandLine.HelpCommand.class, //
		description = "MSMQ certificates of accounts in Active Directory.", //
		footer = { "", "Where registrations fail with 0x80072024:",
				"check says which account is near the limit, show what it has;",
				"clean ACCOUNT --rule stale is a dry run of what would go;",
				"clean ACCOUNT --rule stale --apply --backup DIR lets it go;",
				"restore FILE --apply puts back what that backup has.", "",
				"Exit codes: 0 done, 1 failed or partly done, 2 usage, 3 unreachable, 4 access refused." })
final class CertsCommand implements Runnable {

	@CommandLine.Spec
	private CommandLine.Model.CommandSpec spec;

	static CommandLine of(Session session) {
		return new CommandLine(new CertsCommand()).addSubcommand(new CertsListVerb(session))
				.addSubcommand(new CertsShowVerb(session)).addSubcommand(new CertsCheckVerb(session))
				.addSubcommand(new CertsCleanVerb(session)).addSubcommand(new CertsRestoreVerb(session))
				.addSubcommand(new CertsRegisterVerb(session)).addSubcommand(new CertsRepairVerb(session));
	}

	@Override
	public void run() {
		throw new CommandLine.ParameterException(spec.commandLine(), "Name a verb for certificates");
	}
}
