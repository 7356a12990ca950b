package dev.quayside.cli;

import dev.quayside.admin.AdminException;
import dev.quayside.admin.FileFailures;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LookupId;
import dev.quayside.admin.Product;
import dev.quayside.admin.Protection;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueSettings;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses a command line, runs its verb and turns failures into sentences and exit codes. */
public final class CommandLineProgram {

	private final Console console;
	private final CommandLine line;

	public CommandLineProgram(Services services, Console console) {
		this.console = console;
		Session session = new Session(services, console);
		line = new CommandLine(new Quayside());
		for (Object verb : List.of(new ServeVerb(session), new MachineVerb(session), new QueuesVerb(session),
				new QueueVerb(session), new PeekVerb(session), new ReceiveVerb(session), new DeleteVerb(session),
				new PurgeVerb(session), new MoveVerb(session), new RejectVerb(session), new SendVerb(session),
				new QueueCreateVerb(session), new QueueSetVerb(session), new QueueDeleteVerb(session),
				new CursorsVerb(session), new DoctorVerb(session))) {
			line.addSubcommand(verb);
		}
		line.addSubcommand(CertsCommand.of(session));
		line.addSubcommand(DirectoryCommand.of(session));
		line.addSubcommand(StoreVerb.line(session));
		line.setOut(console.out()).setErr(console.err());
		line.registerConverter(LookupId.class, converter(LookupId::parse, "a lookup id in decimal digits"));
		line.registerConverter(QueueManagerAddress.class, converter(QueueManagerAddress::parse, "HOST or HOST:PORT"));
		line.registerConverter(Protection.class, text -> choice(Protection.class, text));
		line.registerConverter(QueueSettings.PrivacyLevel.class,
				text -> choice(QueueSettings.PrivacyLevel.class, text));
		line.registerConverter(LocalQueueManagerSettings.Access.class,
				text -> choice(LocalQueueManagerSettings.Access.class, text));
		line.registerConverter(ResultWriter.Format.class, text -> choice(ResultWriter.Format.class, text));
		line.setCaseInsensitiveEnumValuesAllowed(true);
		line.setExpandAtFiles(false);
		line.setExecutionExceptionHandler((e, command, result) -> failed(e));
		line.setParameterExceptionHandler(this::misused);
		line.setUsageHelpAutoWidth(true);
	}

	private static <T> ITypeConverter<T> converter(ITypeConverter<T> parse, String expected) {
		return text -> {
			try {
				return parse.convert(text);
			} catch (NumberFormatException e) {
				throw new TypeConversionException("'" + text + "' is not " + expected);
			} catch (IllegalArgumentException e) {
				throw new TypeConversionException(e.getMessage());
			}
		};
	}

	private static <E extends Enum<E>> E choice(Class<E> type, String text) {
		List<String> words = Stream.of(type.getEnumConstants()).map(value -> value.name().toLowerCase(Locale.ROOT))
				.toList();
		int index = words.indexOf(text.toLowerCase(Locale.ROOT));
		if (index < 0) {
			throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", words));
		}
		return type.getEnumConstants()[index];
	}

	/** @return the exit code */
	public int run(String... args) {
		for (String arg : args) {
			if (arg.indexOf('\uFFFD') >= 0) {
				console.say("quayside: The argument '" + arg
						+ "' is not valid UTF-8, or the locale is not: nothing was done");
				return ExitCode.USAGE;
			}
		}
		return line.execute(args);
	}

	private int failed(Exception e) {
		if (e instanceof AdminException failure) {
			console.say("quayside: " + sentence(failure));
			return ExitCode.of(failure.kind());
		}
		if (e instanceof UsageException) {
			console.say("quayside: " + e.getMessage());
			return ExitCode.USAGE;
		}
		if (e instanceof IOException failure) {
			console.say("quayside: " + FileFailures.sentence(failure));
			return ExitCode.FAILED;
		}
		console.say("quayside: An internal failure, please report it: " + e);
		e.printStackTrace(console.err());
		console.err().flush();
		return ExitCode.FAILED;
	}

	/** What failed, and what to try. */
	static String sentence(AdminException e) {
		return e.advice().isEmpty() ? e.getMessage() : e.getMessage() + ". " + e.advice() + ".";
	}

	private int misused(CommandLine.ParameterException e, String[] args) {
		CommandLine command = e.getCommandLine();
		console.say("quayside: " + problem(e));
		console.say("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
		return ExitCode.USAGE;
	}

	private static String problem(CommandLine.ParameterException e) {
		if (e instanceof CommandLine.UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
				&& !e.getCommandLine().getSubcommands().isEmpty()) {
			return "'" + unmatched.getUnmatched().get(0) + "' is no verb";
		}
		if (e instanceof CommandLine.UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
			return unknownOptions(unmatched.getUnmatched());
		}
		return e.getMessage().replaceFirst("^Error: ", "")
				.replaceFirst(" is not an? (int|long)$", " is not a whole number");
	}

	/** What stands behind an option that nobody knows is not repeated: it may be a password. */
	private static String unknownOptions(List<String> unmatched) {
		List<String> options = unmatched.stream().filter(argument -> argument.startsWith("-"))
				.map(argument -> argument.replaceFirst("(?s)=.*", "")).distinct().toList();
		return (options.size() == 1 ? "Unknown option: " : "Unknown options: ")
				+ options.stream().map(option -> "'" + option + "'").collect(Collectors.joining(", "))
				+ (options.contains("--password")
						? ". A password is never an argument, for others on this machine see those: "
								+ "--password-file or --password-stdin"
						: "");
	}

	/** The command without a verb. */
	@CommandLine.Command(name = "quayside", mixinStandardHelpOptions = true, version = Product.NAME, //
			description = "Administers Microsoft Message Queuing over its own protocols.", //
			subcommands = CommandLine.HelpCommand.class, //
			footer = { "", "HOST is name, name:rpcport or [::1]:rpcport.",
					"QUEUE is a path such as private$\\orders, or a format name.",
					"ACCOUNT is a DN, name@domain, DOMAIN\\name, or a plain name.",
					"Without arguments the window opens.", "",
					"Exit codes: 0 done, 1 failed or partly done, 2 usage, 3 unreachable, 4 access refused." })
	private static final class Quayside implements Runnable {

		@CommandLine.Spec
		private CommandLine.Model.CommandSpec spec;

		@Override
		public void run() {
			throw new CommandLine.ParameterException(spec.commandLine(), "Name a verb");
		}
	}
}
