package dev.quayside.cli;

import dev.quayside.admin.MessageBrowser;
import dev.quayside.admin.PageRequest;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.SendRequest;

import org.eclipse.core.runtime.NullProgressMonitor;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import picocli.CommandLine.Option;

/** Looks for sent messages in the queue that they were sent to. */
final class Verification {

	private static final Pattern DIRECT = Pattern.compile("(?i)DIRECT=(?:OS|TCP):([^\\\\]+)\\\\.*");
	/** Priorities put messages in front of others, and others send too: so many more are looked at. */
	private static final int MARGIN = 10_000;

	@Option(names = "--verify", description = "Look into the queue afterwards, where the peer allows it.")
	private boolean wanted;

	@Option(names = "--rpc-port", paramLabel = "N", description = "For --verify (found by itself).")
	private Integer rpcPort;

	boolean isWanted() {
		return wanted;
	}

	private QueueManagerAddress address(String formatName) {
		Matcher matcher = DIRECT.matcher(formatName);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("--verify needs a DIRECT=OS: or DIRECT=TCP: name");
		}
		return new QueueManagerAddress(matcher.group(1),
				rpcPort == null ? OptionalInt.empty() : OptionalInt.of(rpcPort), OptionalInt.empty());
	}

	/**
	 * Looks at the arguments before anything is sent.
	 *
	 * @throws IllegalArgumentException
	 *             if the name tells no host to ask
	 */
	void check(SendRequest request) throws UsageException {
		if (wanted) {
			address(request.formatName());
		}
		if (rpcPort != null && (rpcPort < 1 || rpcPort > 65535)) {
			throw new UsageException("--rpc-port " + rpcPort + " is out of range: expected 1 to 65535");
		}
	}

	/** Whether each id is in the queue; empty where that cannot be found out, which is said. */
	Map<String, Boolean> look(Session session, Target target, SendRequest request, List<String> ids)
			throws UsageException, IOException {
		Map<String, Boolean> found = new HashMap<>();
		ids.forEach(id -> found.put(id, false));
		QueueManagerAddress address = address(request.formatName());
		NullProgressMonitor monitor = new NullProgressMonitor();
		try (QueueManagerConnection connection = target.connect(session, address, request.timeout());
				MessageBrowser browser = connection.browse(request.formatName(), monitor)) {
			browser.read(PageRequest.last((int) Math.min(Integer.MAX_VALUE, (long) ids.size() + MARGIN)),
					message -> found.replace(message.messageId(), true), monitor);
			return found;
		} catch (QueueManagerException e) {
			session.console().say("Cannot look into the queue: " + CommandLineProgram.sentence(e));
			return Map.of();
		}
	}
}
