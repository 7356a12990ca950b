package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.QueuePath;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.msmq.security.Ace;
import dev.quayside.msmq.security.Acl;
import dev.quayside.msmq.security.QueueRights;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.msmq.security.Sid;
import dev.quayside.queuemanager.access.DefaultAccess;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.Optional;

/** Security descriptors of queues ([MS-MQMP] 3.1.4.6 and 3.1.4.7). */
class QmCommPermissionsTest extends QmCommTest {

	private static final Sid ANNA = Sid.parse("S-1-5-21-1-2-3-1001");
	private static final long OWNER_AND_DACL = SecurityDescriptor.OWNER | SecurityDescriptor.DACL;
	private static final SecurityDescriptor MINE = SecurityDescriptor.of(ANNA, Ace.allow(ANNA, QueueRights.ALL),
			Ace.allow(Sid.ADMINISTRATORS, QueueRights.ALL));

	private SecurityDescriptor read(long parts) throws Exception {
		return SecurityDescriptor.read(client.security(format(), parts, OPTIONS));
	}

	private static SecurityDescriptor made(String name) {
		return SecurityDescriptor.read(manager.server().manager().find(QueuePath.privateQueue(name)).orElseThrow()
				.attributes().settings().securityOrNull());
	}

	private void create(String suffix, byte[] descriptor) throws Exception {
		client.create(".\\private$\\" + name + suffix, descriptor,
				Map.of(QueueObjectProperty.LABEL, new PropValue.Text("")), OPTIONS);
	}

	@Test
	void aQueueOfAClientIsThatOfMsmq4() throws Exception {
		create("-new", null);
		assertThat(made(name + "-new")).isEqualTo(DefaultAccess.MSMQ4.queue(Sid.ADMINISTRATORS));
	}

	@Test
	void whatTheClientBringsCountsAndTheRestIsUsual() throws Exception {
		create("-mine", MINE.bytes());
		assertThat(made(name + "-mine")).isEqualTo(MINE);
		create("-owner", MINE.only(SecurityDescriptor.OWNER).bytes());
		assertThat(made(name + "-owner").owner()).contains(ANNA);
		assertThat(made(name + "-owner").dacl()).isEqualTo(DefaultAccess.MSMQ4.queue(Sid.ADMINISTRATORS).dacl());
	}

	@Test
	void aDescriptorThatIsNoneMakesNoQueue() {
		assertThat(refusal(() -> create("-bad", new byte[]{ 1, 2, 3 })))
				.isEqualTo(MqStatus.ILLEGAL_SECURITY_DESCRIPTOR);
		assertThat(manager.server().manager().find(QueuePath.privateQueue(name + "-bad"))).isEmpty();
	}

	@Test
	void partsAreReadTogether() throws Exception {
		client.changeSecurity(format(), OWNER_AND_DACL, MINE.bytes(), OPTIONS);
		assertThat(read(OWNER_AND_DACL)).isEqualTo(MINE.only(OWNER_AND_DACL));
		assertThat(read(SecurityDescriptor.OWNER)).isEqualTo(MINE.only(SecurityDescriptor.OWNER));
		assertThat(read(0)).isEqualTo(MINE.only(0));
	}

	@Test
	void onlyThePartsThatAreNamedAreChanged() throws Exception {
		SecurityDescriptor before = read(15);
		client.changeSecurity(format(), SecurityDescriptor.DACL, MINE.bytes(), OPTIONS);
		assertThat(read(15)).isEqualTo(before.with(MINE, SecurityDescriptor.DACL));
		client.changeSecurity(format(), 0, MINE.bytes(), OPTIONS);
		assertThat(read(15)).isEqualTo(before.with(MINE, SecurityDescriptor.DACL));
	}

	@Test
	void whatIsRecordedIsKept() throws Exception {
		SecurityDescriptor audited = new SecurityDescriptor(0, Optional.empty(), Optional.empty(),
				Optional.of(Acl.of(new Ace.Basic(Ace.AUDIT, 0x40, 1, Sid.EVERYONE))), Optional.empty());
		client.changeSecurity(format(), SecurityDescriptor.SACL, audited.bytes(), OPTIONS);
		assertThat(read(SecurityDescriptor.SACL)).isEqualTo(audited);
	}

	@Test
	void aBufferThatIsTooShortTellsWhatIsNeeded() throws Exception {
		QueueFormat queueFormat = QueueFormat.of(format());
		int needed = client.security(format(), SecurityDescriptor.DACL, OPTIONS).length;
		for (int length : new int[]{ 0, needed - 1 }) {
			Descriptor answer = channel.call(QmComm.GET_OBJECT_SECURITY,
					new DescriptorRequest(queueFormat, SecurityDescriptor.DACL, length), OPTIONS);
			assertThat(answer.status()).isEqualTo(MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL);
			assertThat(answer.needed()).isEqualTo(needed);
			assertThat(answer.buffer()).hasSize(length).containsOnly(new byte[length]);
		}
		assertThat(channel.call(QmComm.GET_OBJECT_SECURITY,
				new DescriptorRequest(queueFormat, SecurityDescriptor.DACL, needed), OPTIONS).status())
				.isEqualTo(MqStatus.OK);
	}

	@Test
	void whatCannotBeIsRefused() throws Exception {
		assertThat(refusal(() -> client.security(format(), 16, OPTIONS))).isEqualTo(MqStatus.INVALID_PARAMETER);
		assertThat(refusal(() -> client.changeSecurity(format(), 0x80000000L, MINE.bytes(), OPTIONS)))
				.isEqualTo(MqStatus.INVALID_PARAMETER);
		assertThat(refusal(() -> client.changeSecurity(format(), 4, new byte[20], OPTIONS)))
				.isEqualTo(MqStatus.ILLEGAL_SECURITY_DESCRIPTOR);
		assertThat(channel.call(QmComm.SET_OBJECT_SECURITY, new SecurityRequest(QueueFormat.of(format()), 4, null),
				OPTIONS).status()).isEqualTo(MqStatus.INVALID_PARAMETER);
		assertThat(refusal(() -> client.security(format("private$\\nosuch"), 4, OPTIONS)))
				.isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(refusal(() -> client.security(format("system$;journal"), 4, OPTIONS)))
				.isEqualTo(MqStatus.UNSUPPORTED_FORMATNAME_OPERATION);
	}
}
