package dev.quayside.ui.model.directory;

import dev.quayside.admin.directory.CertificateAccount;
import dev.quayside.admin.directory.DistributionList;
import dev.quayside.admin.directory.PublicQueue;
import dev.quayside.admin.directory.ServerSettings;

import java.util.Optional;
import java.util.UUID;

/** Names of an object of a directory, for a command line or a ticket. */
public record ObjectNames(Optional<String> dn, Optional<String> formatName, Optional<UUID> id) {

	/** @param object a row of one of the tables of a directory; of anything else there are none */
	public static ObjectNames of(Object object) {
		if (object instanceof MachineRow row) {
			return of(row.machine().dn(), row.machine().queueManagerId());
		} else if (object instanceof PublicQueue queue) {
			return of(queue.dn(), queue.formatName(), queue.id());
		} else if (object instanceof AliasRow row) {
			return new ObjectNames(Optional.of(row.alias().dn()), row.alias().formatName().optional(),
					Optional.of(row.alias().id()));
		} else if (object instanceof DistributionList list) {
			return of(list.dn(), list.formatName(), list.id());
		} else if (object instanceof SiteRow row) {
			return of(row.site().dn(), row.site().id());
		} else if (object instanceof ServerSettings server) {
			return new ObjectNames(Optional.of(server.dn()), Optional.empty(), server.queueManagerId().optional());
		} else if (object instanceof LinkRow row) {
			return of(row.link().dn(), row.link().id());
		} else if (object instanceof ForestSetting setting) {
			return of(setting.of().dn(), setting.of().id());
		} else if (object instanceof CertificateAccount account) {
			return new ObjectNames(Optional.of(account.dn()), Optional.empty(), Optional.empty());
		}
		return new ObjectNames(Optional.empty(), Optional.empty(), Optional.empty());
	}

	private static ObjectNames of(String dn, UUID id) {
		return new ObjectNames(Optional.of(dn), Optional.empty(), Optional.of(id));
	}

	private static ObjectNames of(String dn, String formatName, UUID id) {
		return new ObjectNames(Optional.of(dn), Optional.of(formatName), Optional.of(id));
	}
}
