package dev.quayside.ui.model;

import dev.quayside.admin.Secret;

import java.io.IOException;
import java.util.Optional;

/** Where passwords are kept between two starts. May block, and ask the user for a master password: for jobs only. */
public interface PasswordStore {

	/**
	 * @throws IOException
	 *             if the store cannot be opened; the message is a sentence for the user
	 */
	Optional<Secret> find(String key) throws IOException;

	/**
	 * Replaces the one that was there.
	 *
	 * @throws IOException
	 *             if it cannot be kept; the message is a sentence for the user
	 */
	void keep(String key, Secret password) throws IOException;

	/**
	 * Nothing happens where there is none.
	 *
	 * @throws IOException
	 *             if it cannot be removed; the message is a sentence for the user
	 */
	void forget(String key) throws IOException;
}
