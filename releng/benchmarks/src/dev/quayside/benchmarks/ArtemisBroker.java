package dev.quayside.benchmarks;

import org.apache.activemq.artemis.api.config.ActiveMQDefaultConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/**
 * Apache Artemis, which forces its journal for what waits since 0.1 ms, and keeps its messages in memory as well; arguments:
 * folder. It says its port.
 */
final class ArtemisBroker implements Worker.Work {

	private static final int BUFFER_NANOS = 100_000;

	private final int port;

	ArtemisBroker(List<String> arguments) throws Exception {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			port = socket.getLocalPort();
		}
		Path folder = Path.of(arguments.get(0));
		Configuration configuration = new ConfigurationImpl().setPersistenceEnabled(true).setSecurityEnabled(false)
				.setJournalType(JournalType.NIO).setJournalBufferTimeout_NIO(BUFFER_NANOS).setJournalDatasync(true)
				.setJournalDirectory(folder.resolve("journal").toString())
				.setBindingsDirectory(folder.resolve("bindings").toString())
				.setLargeMessagesDirectory(folder.resolve("large").toString())
				.setPagingDirectory(folder.resolve("paging").toString()).setGlobalMaxSize(-1).setMaxDiskUsage(-1)
				.setJournalMinFiles(ActiveMQDefaultConfiguration.getDefaultJournalMinFiles())
				.addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port);
		new EmbeddedActiveMQ().setConfiguration(configuration).start();
	}

	@Override
	public long until(long deadline) {
		return 0;
	}

	@Override
	public String says() {
		return Integer.toString(port);
	}
}
