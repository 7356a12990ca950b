package dev.quayside.admin.directory;

import dev.quayside.admin.QueueSettings;

import org.eclipse.core.runtime.IProgressMonitor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What MSMQ keeps in a directory beside accounts, and how public queues and aliases are changed. The rules of
 * {@link DirectoryConnection} hold.
 * <p>
 * A MACHINE is named by the name of its computer, its DNS name, the id of its queue manager, or a DN; a QUEUE by
 * {@code MACHINE\name}, its id, {@code PUBLIC=id}, or a DN.
 */
public interface DirectoryObjects {

	/**
	 * @throws DirectoryException
	 *             of kind NOT_FOUND if there is none, INVALID if there are several
	 */
	DirectoryMachine machine(String machine, IProgressMonitor monitor) throws DirectoryException;

	/**
	 * @throws DirectoryException
	 *             of kind NOT_FOUND if there is none, INVALID if there are several
	 */
	PublicQueue queue(String queue, IProgressMonitor monitor) throws DirectoryException;

	/** The settings of the forest; empty if MSMQ has none. */
	Optional<EnterpriseSettings> enterprise(IProgressMonitor monitor) throws DirectoryException;

	void routingLinks(Consumer<RoutingLink> consumer, IProgressMonitor monitor) throws DirectoryException;

	/** What each site says of its servers. */
	void settings(Consumer<ServerSettings> consumer, IProgressMonitor monitor) throws DirectoryException;

	void aliases(AccountQuery.Scope scope, Consumer<QueueAlias> consumer, IProgressMonitor monitor)
			throws DirectoryException;

	/** Groups with queues or aliases among their members, and those that hold such groups. */
	List<DistributionList> distributionLists(AccountQuery.Scope scope, IProgressMonitor monitor)
			throws DirectoryException;

	/**
	 * Finds out where a queue is that a format name stands for, by the directory where the name has an id.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID if it is no name of one queue that can be read, NOT_FOUND if the directory does not have it
	 */
	QueueLocation locate(String formatName, IProgressMonitor monitor) throws DirectoryException;

	/**
	 * Works out how a public queue is made.
	 *
	 * @throws DirectoryException
	 *             of kind INVALID if no queue may have that name, FAILED if there is one
	 */
	ObjectChange createQueue(String machine, String name, QueueSettings settings, IProgressMonitor monitor)
			throws DirectoryException;

	/** Works out how a public queue gets these settings. */
	ObjectChange changeQueue(String queue, QueueSettings settings, IProgressMonitor monitor) throws DirectoryException;

	ObjectChange deleteQueue(String queue, IProgressMonitor monitor) throws DirectoryException;

	/**
	 * Why no alias can be made like this, whatever the directory holds, as a sentence; empty: one can. Asks nobody.
	 *
	 * @param container
	 *            as with {@link #createAlias}
	 */
	Optional<String> aliasRefusal(String name, Optional<String> container, String formatName);

	/**
	 * Works out how an alias is made.
	 *
	 * @param container
	 *            DN of the container or organizational unit; empty: the users of the domain
	 * @param formatName
	 *            direct, public or private
	 * @throws DirectoryException
	 *             of kind INVALID if no alias can be like this, NOT_FOUND if there is no such container, FAILED if there is one
	 */
	ObjectChange createAlias(String name, Optional<String> container, String formatName, IProgressMonitor monitor)
			throws DirectoryException;

	/** @param alias its DN, or its name where only one has it */
	ObjectChange deleteAlias(String alias, IProgressMonitor monitor) throws DirectoryException;

	/**
	 * Makes a change in one request, which fails if somebody else was faster, and reads it back.
	 *
	 * @param folder
	 *            for a file with the inverse, written first; made if it is missing; empty: no file
	 */
	ObjectReceipt apply(ObjectChange change, Optional<Path> folder, IProgressMonitor monitor);
}
