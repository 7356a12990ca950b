package dev.quayside.cli;

import dev.quayside.admin.local.ControlSockets;
import dev.quayside.admin.local.EmbeddedQueueManagers;
import dev.quayside.admin.local.FolderStores;
import dev.quayside.admin.remote.RemoteDoctor;
import dev.quayside.admin.remote.RemoteQueueManagers;
import dev.quayside.admin.remote.WireContacts;
import dev.quayside.admin.remote.WireMessageSender;
import dev.quayside.directory.LdapDirectories;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The command line in this process, with a captured console. */
final class Cli {

	/** What a verb printed, and its exit code. */
	record Result(int code, String out, String err) {

		JsonObject object() {
			return JsonParser.parseString(out).getAsJsonObject();
		}

		JsonArray array() {
			JsonElement all = JsonParser.parseString(out);
			if (!all.isJsonArray()) {
				throw new AssertionError("No array, and exit code " + code + ": " + out + err);
			}
			return all.getAsJsonArray();
		}

		/** One field of every object of an array, as text. */
		List<String> all(String field) {
			return StreamSupport.stream(array().spliterator(), false).map(JsonElement::getAsJsonObject)
					.map(object -> object.get(field).getAsString()).toList();
		}

		/** Lines of the error output but for the warning. */
		List<String> failures() {
			return err.lines().filter(line -> !line.startsWith("Warning: ")).toList();
		}
	}

	private Cli() {}

	static Result run(String... arguments) {
		return answering("", false, arguments);
	}

	/** With {@code --format json}. */
	static Result json(String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--format");
		all.add("json");
		return run(all.toArray(String[]::new));
	}

	/** Somebody sits at the terminal and types. */
	static Result answering(String input, boolean interactive, String... arguments) {
		return answering(input, interactive, new StringWriter(), arguments);
	}

	/** With somebody who reads along what is printed. */
	static Result answering(String input, boolean interactive, StringWriter out, String... arguments) {
		Services services = new Services(new RemoteQueueManagers(), new WireMessageSender(),
				new EmbeddedQueueManagers(), new ControlSockets(), new RemoteDoctor(), new LdapDirectories(),
				new FolderStores(), new WireContacts());
		StringWriter err = new StringWriter();
		Console console = new Console(new PrintWriter(out), new PrintWriter(err),
				new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), interactive,
				() -> input.isEmpty() ? null : input.strip().toCharArray());
		int code = new CommandLineProgram(services, console).run(arguments);
		console.out().flush();
		console.err().flush();
		return new Result(code, out.toString(), err.toString());
	}
}
