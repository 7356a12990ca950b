package dev.quayside.rpc.security.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.quayside.rpc.auth.AuthenticationLevel;
import dev.quayside.rpc.auth.Coverage;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;
import dev.quayside.rpc.auth.SecurityExchange;

import jcifs.CIFSContext;
import jcifs.config.BaseConfiguration;
import jcifs.context.BaseContext;
import jcifs.ntlmssp.NtlmFlags;
import jcifs.ntlmssp.Type1Message;
import jcifs.ntlmssp.Type2Message;
import jcifs.ntlmssp.Type3Message;
import jcifs.ntlmssp.av.AvPair;
import jcifs.ntlmssp.av.AvPairs;
import jcifs.ntlmssp.av.AvTargetName;
import jcifs.ntlmssp.av.AvTimestamp;
import jcifs.smb.NtlmContext;
import jcifs.smb.NtlmPasswordAuthenticator;
import jcifs.smb.NtlmUtil;
import jcifs.util.Crypto;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

import javax.crypto.Cipher;

/** The NTLM of jcifs-ng at the other end; both share no more than the calculation of a client's response. */
class JcifsPeerTest {

	private static final String PASSWORD = "Us3rPassw0rd!";
	private static final byte[] BODY = "a message".getBytes(StandardCharsets.UTF_8);

	private static CIFSContext jcifs;

	@BeforeAll
	static void configure() throws Exception {
		jcifs = new BaseContext(new BaseConfiguration(true));
	}

	/** One message each: jcifs lets its key stream begin again with every message, since SMB signs no second one. */
	@Test
	void jcifsLogsOnToOurServerAndBothSign() throws Exception {
		NtlmContext client = new NtlmContext(jcifs, new NtlmPasswordAuthenticator("EAST", "alice", PASSWORD), true);
		client.setTargetName("host/quay");
		SecurityExchange server = new NtlmAcceptor(
				NtlmAccounts.of(List.of(new NtlmAccount("EAST", "Alice", NtHash.of(PASSWORD.toCharArray())))),
				ServerNames.standalone("quay"), false).start();
		byte[] challenge = server.next(client.initSecContext(new byte[0], 0, 0));
		server.next(client.initSecContext(challenge, 0, challenge.length));
		SecurityContext context = server.context();
		assertThat(context.peer()).isEqualTo(new Principal("EAST", "Alice"));
		assertThat(((dev.quayside.rpc.security.ntlm.NtlmContext) context).isMicExchanged()).isTrue();
		byte[] fromClient = Arrays.copyOf(BODY, BODY.length + 16);
		System.arraycopy(client.calculateMIC(BODY), 0, fromClient, BODY.length, 16);
		context.unprotect(signed(fromClient));
		byte[] fromServer = Arrays.copyOf(BODY, BODY.length + 16);
		context.protect(signed(fromServer));
		byte[] mic = Arrays.copyOfRange(fromServer, BODY.length, fromServer.length);
		assertThatCode(() -> client.verifyMIC(BODY, mic)).doesNotThrowAnyException();
	}

	private static Coverage signed(byte[] bytes) {
		int at = bytes.length - 16;
		return new Coverage(bytes, 0, at, 0, 0, false, at, 16);
	}

	@Test
	void ourClientAnswersAChallengeOfJcifs() throws Exception {
		SecurityExchange client = new NtlmInitiator("EAST", "alice", PASSWORD.toCharArray()).start("quay",
				AuthenticationLevel.PRIVACY);
		byte[] negotiate = client.next(new byte[0]);
		int flags = new Type1Message(negotiate).getFlags();
		byte[] challenge = new byte[]{ 8, 7, 6, 5, 4, 3, 2, 1 };
		long time = NtlmTokens.fileTime(System.currentTimeMillis());
		Type2Message type2 = new Type2Message(jcifs, flags | NtlmFlags.NTLMSSP_NEGOTIATE_TARGET_INFO, challenge,
				"EAST");
		type2.setTargetInformation(AvPairs.encode(new LinkedList<>(
				List.of(new AvPair(2, "EAST".getBytes(StandardCharsets.UTF_16LE)),
						new AvPair(1, "JCIFS".getBytes(StandardCharsets.UTF_16LE)),
						new AvTimestamp(time)))));
		byte[] challengeMessage = type2.toByteArray();
		byte[] authenticate = client.next(challengeMessage);

		Type3Message type3 = new Type3Message(authenticate);
		assertThat(List.of(type3.getDomain(), type3.getUser())).containsExactly("EAST", "alice");
		byte[] responseKey = NtlmUtil.nTOWFv2("EAST", "alice", PASSWORD);
		byte[] response = type3.getNTResponse();
		byte[] temp = Arrays.copyOfRange(response, 16, response.length);
		byte[] proof = Arrays.copyOf(response, 16);
		assertThat(proof).isEqualTo(hmac(responseKey, challenge, temp));
		List<AvPair> pairs = AvPairs.decode(Arrays.copyOfRange(temp, 28, temp.length));
		assertThat(((AvTargetName) AvPairs.get(pairs, AvPair.MsvAvTargetName)).getTargetName()).isEqualTo("host/quay");
		assertThat(((AvTimestamp) AvPairs.get(pairs, AvPair.MsvAvTimestamp)).getTimestamp()).isEqualTo(time);
		Cipher rc4 = Crypto.getArcfour(hmac(responseKey, proof));
		byte[] sessionKey = rc4.doFinal(type3.getEncryptedSessionKey());
		byte[] zeroed = authenticate.clone();
		Arrays.fill(zeroed, 72, 88, (byte) 0);
		assertThat(type3.getMic()).isEqualTo(hmac(sessionKey, negotiate, challengeMessage, zeroed));
	}

	private static byte[] hmac(byte[] key, byte[]... parts) {
		MessageDigest digest = Crypto.getHMACT64(key);
		for (byte[] part : parts) {
			digest.update(part);
		}
		return digest.digest();
	}
}
