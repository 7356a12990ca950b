package dev.quayside.ui.common;

import dev.quayside.admin.Secret;
import dev.quayside.ui.model.PasswordStore;

import org.eclipse.equinox.security.storage.EncodingUtils;
import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;

import java.io.IOException;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Passwords in Equinox secure storage, in a file of the workspace that is encrypted with a key of the keyring of the
 * system, or with a master password where there is none.
 */
public final class SecurePasswords implements PasswordStore {

	static final String FILE = "secure-storage";

	private static final String NODE = "dev.quayside/queue managers";
	private static final String PASSWORD = "password";

	@Override
	public Optional<Secret> find(String key) throws IOException {
		return call(root -> {
			ISecurePreferences node = node(root, key);
			return Optional.ofNullable(node.get(PASSWORD, null)).map(text -> new Secret(text.toCharArray()));
		});
	}

	@Override
	public void keep(String key, Secret password) throws IOException {
		call(root -> {
			node(root, key).put(PASSWORD, password.use(String::new), true);
			root.flush();
			return null;
		});
	}

	@Override
	public void forget(String key) throws IOException {
		call(root -> {
			node(root, key).removeNode();
			root.flush();
			return null;
		});
	}

	private static ISecurePreferences node(ISecurePreferences root, String key) {
		return root.node(NODE).node(EncodingUtils.encodeSlashes(key));
	}

	private interface Work<T> {

		T with(ISecurePreferences root) throws StorageException, IOException;
	}

	/** Where the keyring of the system is half there, its library is missing: the master password will do. */
	private static synchronized <T> T call(Work<T> work) throws IOException {
		try {
			try {
				return work.with(root(Map.of()));
			} catch (LinkageError e) {
				return work.with(root(Map.of(IProviderHints.REQUIRED_MODULE_ID, MasterPassword.ID)));
			}
		} catch (StorageException e) {
			throw new IOException("The secure storage cannot be opened: " + reason(e), e);
		} catch (IOException e) {
			throw new IOException("The secure storage cannot be read or written: " + e.getMessage(), e);
		}
	}

	private static String reason(StorageException e) {
		return switch (e.getErrorCode()) {
			case StorageException.NO_PASSWORD -> "the master password was not given";
			case StorageException.DECRYPTION_ERROR, StorageException.ENCRYPTION_ERROR ->
				"what is there cannot be decrypted (" + e.getMessage() + ")";
			default -> String.valueOf(e.getMessage());
		};
	}

	/** The question for a hint to a lost master password, and the dialogs of the platform, are switched off. */
	private static ISecurePreferences root(Map<String, Object> more) throws IOException {
		Path file = Workspace.folder().resolve(FILE);
		own(file);
		Map<String, Object> options = new HashMap<>(more);
		options.put(IProviderHints.PROMPT_USER, false);
		return SecurePreferencesFactory.open(new URL("file", null, file.toUri().getPath()), options);
	}

	/** Nobody else may read it, encrypted though it is. */
	private static void own(Path file) throws IOException {
		if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
			try {
				Files.createFile(file,
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			} catch (FileAlreadyExistsException e) {
				// it has been made like that
			}
		}
	}
}
