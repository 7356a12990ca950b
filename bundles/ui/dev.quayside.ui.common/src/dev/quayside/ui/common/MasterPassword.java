package dev.quayside.ui.common;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IPreferencesContainer;
import org.eclipse.equinox.security.storage.provider.PasswordProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.PlatformUI;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Opens the secure storage with a master password that the user is asked for once per session. */
public final class MasterPassword extends PasswordProvider {

	static final String ID = "dev.quayside.ui.common.masterpassword";

	/** What the platform does with a password is too quick for one that a person has chosen. */
	private static final int ITERATIONS = 210_000;
	private static final int KEY_BITS = 256;
	private static final int SALT_BYTES = 16;
	private static final String NODE = "dev.quayside/master password";
	private static final String SALT = "salt";

	private boolean isWrong;

	@Override
	public PBEKeySpec getPassword(IPreferencesContainer container, int passwordType) {
		if (!PlatformUI.isWorkbenchRunning()) {
			return null;
		}
		boolean isNew = (passwordType & CREATE_NEW_PASSWORD) != 0;
		char[] typed = PlatformUI.getWorkbench().getDisplay().syncCall(() -> {
			MasterPasswordDialog dialog = new MasterPasswordDialog(isNew, isWrong);
			return dialog.open() == Window.OK ? dialog.answer() : null;
		});
		isWrong = false;
		try {
			return typed == null ? null : new PBEKeySpec(key(typed, salt(container.getPreferences())));
		} catch (GeneralSecurityException | StorageException e) {
			throw new IllegalStateException("The master password cannot be used", e);
		} finally {
			if (typed != null) {
				Arrays.fill(typed, '\0');
			}
		}
	}

	private static byte[] salt(ISecurePreferences root) throws StorageException {
		ISecurePreferences node = root.node(NODE);
		byte[] salt = node.getByteArray(SALT, null);
		if (salt == null) {
			salt = new byte[SALT_BYTES];
			new SecureRandom().nextBytes(salt);
			node.putByteArray(SALT, salt, false);
		}
		return salt;
	}

	private static char[] key(char[] password, byte[] salt) throws GeneralSecurityException {
		PBEKeySpec spec = new PBEKeySpec(password, salt, ITERATIONS, KEY_BITS);
		byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
		spec.clearPassword();
		return Base64.getEncoder().encodeToString(key).toCharArray();
	}

	/** Asked when what is there cannot be decrypted: the password was wrong, hence once more. */
	@Override
	public boolean retryOnError(Exception e, IPreferencesContainer container) {
		isWrong = true;
		return true;
	}
}
