package dev.quayside.ui.directory;

import dev.quayside.admin.directory.DirectoryConnection;
import dev.quayside.ui.model.SignIn;
import dev.quayside.ui.model.directory.KnownDirectory;

import java.util.Optional;

/**
 * What the user said about a directory.
 *
 * @param answer
 *            a password that was typed
 * @param connection
 *            that stands already; empty: the user wants to have it on the list all the same
 */
public record NewDirectory(KnownDirectory entry, Optional<SignIn.Answer> answer,
		Optional<DirectoryConnection> connection) {}
