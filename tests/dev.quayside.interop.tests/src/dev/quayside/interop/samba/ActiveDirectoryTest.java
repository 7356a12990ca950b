package dev.quayside.interop.samba;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.testkit.ActiveDirectory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The domain controller that the tests start. */
@Timeout(120)
class ActiveDirectoryTest {

	/** Starts one, says where, and waits to be killed. */
	static final class Starter {

		private Starter() {}

		public static void main(String[] arguments) throws Exception {
			ActiveDirectory directory = ActiveDirectory.shared();
			System.out.println(directory.address().getHostAddress());
			System.out.println(directory.krb5Conf());
			System.in.read();
		}
	}

	@Test
	void itListensAtItsOwnAddress() throws Exception {
		ActiveDirectory directory = ActiveDirectory.shared();
		assertThat(ActiveDirectory.shared()).isSameAs(directory);
		assertThat(listens(directory.address(), ActiveDirectory.ENDPOINT_MAPPER)).isTrue();
		assertThat(directory.keytab("quayside")).isNotEmptyFile();
	}

	@Test
	void anotherOneHasAnotherAddressAndLeavesNothingBehind() throws Exception {
		ActiveDirectory other = ActiveDirectory.startAhead(Duration.ofMinutes(10));
		assertThat(other.address()).isNotEqualTo(ActiveDirectory.shared().address());
		other.close();
		assertThat(other.krb5Conf().getParent()).doesNotExist();
		assertThat(listens(other.address(), ActiveDirectory.KERBEROS)).isFalse();
	}

	@Test
	void itEndsWithAProcessThatIsKilled() throws Exception {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		Process starter = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Dquayside.root=" + System.getProperty("quayside.root"), "-cp", path, Starter.class.getName())
				.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		InetAddress address;
		Path file;
		try (BufferedReader out = starter.inputReader()) {
			address = InetAddress.getByName(out.readLine());
			file = Path.of(out.readLine());
			assertThat(file).exists();
		} finally {
			starter.destroyForcibly().waitFor();
		}
		while (Files.exists(file.getParent())) {
			Thread.sleep(20);
		}
		assertThat(listens(address, ActiveDirectory.KERBEROS)).isFalse();
	}

	private static boolean listens(InetAddress address, int port) {
		try (Socket socket = new Socket(address, port)) {
			return true;
		} catch (IOException e) {
			return false;
		}
	}
}
