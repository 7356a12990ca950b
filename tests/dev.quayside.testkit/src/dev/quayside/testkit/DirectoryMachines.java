package dev.quayside.testkit;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Machines with MSMQ of their own for tests that change public queues; they stay until the domain controller goes. */
public final class DirectoryMachines {

	private static final AtomicInteger COUNT = new AtomicInteger();

	private DirectoryMachines() {}

	/** A new machine without queues; its name. */
	public static String add(ActiveDirectory directory) throws IOException, InterruptedException {
		return add(directory, "");
	}

	/**
	 * @param configuration
	 *            further lines of its {@code mSMQConfiguration}, in LDIF
	 */
	public static String add(ActiveDirectory directory, String configuration)
			throws IOException, InterruptedException {
		String name = "MSMQT" + COUNT.incrementAndGet();
		LdapTools.modify(directory, DirectorySeed.computer(name, false) + "dn: " + configurationDn(name)
				+ "\nobjectClass: mSMQConfiguration\nmSMQComputerTypeEx: MSMQ 6.3\n" + configuration + "\n");
		return name;
	}

	/** Where a machine's queues are. */
	public static String configurationDn(String machine) {
		return "CN=msmq,CN=" + machine + ',' + DirectorySeed.COMPUTERS;
	}
}
