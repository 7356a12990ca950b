package dev.quayside.rpc.security.kerberos.message.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.kerberos.TestRealm;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionKey;
import dev.quayside.rpc.security.kerberos.crypto.internal.EncryptionType;
import dev.quayside.testkit.Hostile;
import dev.quayside.testkit.Vectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

class MessagesTest {

	private static final SecureRandom RANDOM = new SecureRandom();
	private static final Instant TIME = Instant.parse("2026-11-25T03:37:54.878583Z");
	private static final EncryptionKey KEY = new EncryptionKey(EncryptionType.AES128_SHA1, new byte[16]);
	private static final PrincipalName USER = PrincipalName.of(PrincipalName.PRINCIPAL, "alice");
	private static final PrincipalName SERVICE = PrincipalName.of(PrincipalName.SERVICE_INSTANCE, "host/server");
	private static final EncryptedData ENCRYPTED = new EncryptedData(18, OptionalLong.of(3), new byte[200]);

	private static final Map<String, byte[]> VECTORS = Vectors
			.read("dev.quayside.rpc.security.tests/vectors/kerberos-messages.txt");

	private static TicketPart ticket(Optional<byte[]> pac) {
		return new TicketPart(TicketPart.INVALID, KEY, "REALM", USER, Instant.parse("2026-11-25T02:37:54Z"),
				Instant.parse("2026-11-25T03:37:54Z"), Instant.parse("2026-11-25T13:37:54Z"), pac);
	}

	/** Both directions of a message. */
	private enum Message {

		TICKET(new Ticket("REALM", SERVICE, ENCRYPTED).encode(), bytes -> Ticket.decode(bytes).encode()),
		AP_REQUEST(new ApRequest(ApRequest.MUTUAL_REQUIRED, TICKET.bytes, ENCRYPTED).encode(),
				bytes -> ApRequest.decode(bytes).encode()),
		AP_REPLY(new ApReply(ENCRYPTED).encode(), bytes -> ApReply.decode(bytes).encode()),
		AP_REPLY_PART(new ApReplyPart(TIME, Optional.of(KEY), OptionalLong.of(0xFFFF_FFFFL)).encode(),
				bytes -> ApReplyPart.decode(bytes).encode()),
		AUTHENTICATOR(new Authenticator("REALM", USER, Optional.of(new AuthenticatorChecksum(0x1000)), TIME,
				Optional.of(KEY), OptionalLong.of(7)).encode(), bytes -> Authenticator.decode(bytes).encode()),
		TICKET_PART(ticket(Optional.empty()).encode(), bytes -> TicketPart.decode(bytes).encode()),
		TICKET_PART_WITH_CERTIFICATE(ticket(Optional.of(new byte[200])).encode(),
				bytes -> TicketPart.decode(bytes).encode()),
		ERROR(new KerberosError(37, TIME, "REALM", SERVICE, Optional.of(KerberosError.skewRecovery())).encode(),
				bytes -> KerberosError.decode(bytes).encode());

		interface Recoder {

			byte[] recode(byte[] bytes) throws DerException;
		}

		private final byte[] bytes;
		private final Recoder recoder;

		Message(byte[] bytes, Recoder recoder) {
			this.bytes = bytes;
			this.recoder = recoder;
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatIsDecodedIsEncodedAsItWas(Message message) throws DerException {
		assertThat(message.recoder.recode(message.bytes)).isEqualTo(message.bytes);
	}

	@ParameterizedTest
	@EnumSource
	void aMessageThatWasCutOrChangedIsRefusedAndNothingElseHappens(Message message) {
		Hostile.refusesEveryPrefix(message.bytes, message.recoder::recode, DerException.class);
		Hostile.survivesCorruption(message.bytes, 4120, 5_000, message.recoder::recode, DerException.class);
	}

	@ParameterizedTest
	@EnumSource
	void nothingMayFollowAMessage(Message message) {
		assertThatExceptionOfType(DerException.class)
				.isThrownBy(() -> message.recoder.recode(Arrays.copyOf(message.bytes, message.bytes.length + 1)));
	}

	@Test
	void theRequestOfMitIsUnderstood() throws Exception {
		ApRequest request = ApRequest.decode(VECTORS.get("ap-req"));
		assertThat(request.encode()).isEqualTo(VECTORS.get("ap-req"));
		assertThat(request.options()).isEqualTo(ApRequest.MUTUAL_REQUIRED);
		Ticket ticket = Ticket.decode(request.ticket());
		assertThat(ticket.realm()).isEqualTo(TestRealm.REALM);
		assertThat(ticket.service()).hasToString(TestRealm.SERVICE);

		EncryptionKey key = new EncryptionKey(EncryptionType.AES256_SHA1, VECTORS.get("service-key"));
		TicketPart part = TicketPart.decode(key.cipher(2, RANDOM).decrypt(ticket.encrypted().cipher()));
		Authenticator authenticator = Authenticator
				.decode(part.key().cipher(11, RANDOM).decrypt(request.authenticator().cipher()));

		assertThat(authenticator.client()).isEqualTo(part.client()).hasToString("alice");
		AuthenticatorChecksum checksum = authenticator.checksum().get();
		assertThat(checksum.bindings()).containsOnly(0);
		assertThat(checksum.flags()).isEqualTo(0x113E);
		assertThat(checksum.has(AuthenticatorChecksum.DCE_STYLE)).isTrue();
		assertThat(authenticator.subkey()).isPresent();
		assertThat(authenticator.sequence()).isPresent();
	}

	@Test
	void theErrorOfSambaIsUnderstood() throws DerException {
		byte[] framed = VECTORS.get("skew");
		KerberosError error = KerberosError.decode(Arrays.copyOfRange(framed, 15, framed.length));

		assertThat(error.code()).isEqualTo(37);
		assertThat(error.time()).isEqualTo(TIME);
		assertThat(error.service()).hasToString("DC1$");
		assertThat(error.data()).contains(KerberosError.skewRecovery());
	}

	@Test
	void aSequenceNumberThatLooksNegativeIsTakenAsUnsigned() throws DerException {
		byte[] part = new ApReplyPart(TIME, Optional.empty(), OptionalLong.of(0x7FFF_FFFF)).encode();
		part[part.length - 4] = (byte) 0xFF;

		assertThat(ApReplyPart.decode(part).sequence()).hasValue(0xFFFF_FFFFL);
	}

	@Test
	void aKeyOfAnUnknownTypeIsNamed() {
		byte[] part = new ApReplyPart(TIME, Optional.of(KEY), OptionalLong.empty()).encode();
		int type = part.length - 21;
		assertThat(part[type]).isEqualTo((byte) 17);
		part[type] = 3;

		assertThatExceptionOfType(DerException.class).isThrownBy(() -> ApReplyPart.decode(part))
				.withMessageContaining("encryption type 3, which is not supported");
	}
}
