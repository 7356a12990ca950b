package dev.quayside.admin.local;

import dev.quayside.admin.OpenHandles;
import dev.quayside.admin.RunningQueueManagers;

import org.osgi.service.component.annotations.Component;

import java.nio.file.Path;

/** Reaches queue managers in other processes by the control sockets in their data folders. */
@Component
public final class ControlSockets implements RunningQueueManagers {

	@Override
	public OpenHandles handles(Path data) {
		return new ControlClient(data);
	}
}
