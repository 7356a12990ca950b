package dev.quayside.cli;

import dev.quayside.admin.Doctor;
import dev.quayside.admin.LocalQueueManagers;
import dev.quayside.admin.LocalStores;
import dev.quayside.admin.MessageSender;
import dev.quayside.admin.QueueManagers;
import dev.quayside.admin.RunningQueueManagers;
import dev.quayside.admin.directory.Directories;
import dev.quayside.admin.directory.QueueManagerContacts;

/** What the verbs work with. */
public record Services(QueueManagers queueManagers, MessageSender sender, LocalQueueManagers local,
		RunningQueueManagers running, Doctor doctor, Directories directories, LocalStores stores,
		QueueManagerContacts contacts) {}
