package dev.quayside.admin.local;

import dev.quayside.admin.LocalQueueManager;
import dev.quayside.admin.LocalQueueManagerSettings;
import dev.quayside.admin.LocalQueueManagerSettings.QueueDefinition;
import dev.quayside.admin.LocalQueueManagers;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.NameException;
import dev.quayside.msmq.QueuePath;
import dev.quayside.queuemanager.QueueConflictException;
import dev.quayside.queuemanager.QueueManagerOptions;
import dev.quayside.queuemanager.QueueManagerServer;
import dev.quayside.queuemanager.access.DefaultAccess;
import dev.quayside.queuemanager.engine.QueueAttributes;
import dev.quayside.queuemanager.store.StoreException;

import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Runs queue managers in this process. */
@Component
public final class EmbeddedQueueManagers implements LocalQueueManagers {

	@Override
	public LocalQueueManager start(LocalQueueManagerSettings settings) throws QueueManagerException {
		List<QueueAttributes> queues = settings.queues().stream().map(EmbeddedQueueManagers::attributes).toList();
		try {
			QueueManagerOptions options = new QueueManagerOptions(settings.data(), addresses(settings),
					settings.rpcPort(), settings.transferPort(), settings.endpointMapperPort(), queues,
					settings.pendingTimeout(), Accounts.security(settings.security()),
					DefaultAccess.valueOf(settings.access().name()), settings.peers(), settings.insecureNacks());
			return new EmbeddedQueueManager(QueueManagerServer.start(options), settings.data(),
					settings.addresses().get(0));
		} catch (QueueConflictException e) {
			throw new IllegalArgumentException(e.getMessage(), e);
		} catch (UnknownHostException e) {
			throw new IllegalArgumentException("Unknown address: " + e.getMessage(), e);
		} catch (StoreException e) {
			throw new QueueManagerException(e.kind() == StoreException.Kind.IN_USE ? Kind.BUSY : Kind.FAILED,
					e.getMessage(), "", e);
		} catch (IOException e) {
			throw new QueueManagerException(Kind.FAILED, e.getMessage(), advice(e), e);
		}
	}

	/** Java tells the reasons why nobody can listen by the words of the system only. */
	private static String advice(IOException e) {
		String message = String.valueOf(e.getMessage());
		if (message.contains("Cannot assign requested address")) {
			return "Name an address that this machine has";
		}
		return message.contains("Permission denied")
				? "Ports below 1024 take root, or on Linux the capability CAP_NET_BIND_SERVICE: choose another one"
				: "Stop the program that uses the port, or choose another one";
	}

	private static List<InetAddress> addresses(LocalQueueManagerSettings settings) throws UnknownHostException {
		List<InetAddress> addresses = new ArrayList<>();
		for (String address : settings.addresses()) {
			addresses.add(InetAddress.getByName(address));
		}
		return addresses;
	}

	private static QueueAttributes attributes(QueueDefinition definition) {
		QueuePath path = QueuePath.parse(definition.name());
		if (path instanceof QueuePath.Application queue && queue.isPrivate() && !queue.journal()
				&& queue.subqueue().isEmpty()) {
			return QueueAttributes.named(queue.name()).withFlags(definition.transactional(), definition.journal(),
					definition.authenticated());
		}
		throw new NameException(definition.name(), "only private queues can be made: private$\\name");
	}
}
