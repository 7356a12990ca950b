package dev.quayside.msmq.rpc.qmcomm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueObjectProperty;
import dev.quayside.msmq.rpc.FakeChannel;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.FaultStatus;
import dev.quayside.rpc.RpcFaultException;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client of qmcomm asks, and what it makes of the answers. */
class QmCommClientTest {

	private static final FormatName NAME = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");
	private static final ContextHandle HANDLE = new ContextHandle(0, new UUID(1, 2));
	private static final CallOptions OPTIONS = CallOptions.defaults();

	private final FakeChannel channel = new FakeChannel();
	private final QmCommClient client = new QmCommClient(channel);

	@Test
	void aQueueIsCreatedWithItsProperties() throws Exception {
		List<QmCommParameters.CreateRequest> asked = new ArrayList<>();
		channel.on(QmComm.CREATE_OBJECT, in -> {
			asked.add(in);
			return Returned.ok(null);
		});
		client.create(".\\private$\\q", null, Map.of(QueueObjectProperty.LABEL, new PropValue.Text("l")), OPTIONS);
		assertThat(asked.get(0).properties()).containsExactly(108L);
		assertThat(asked.get(0).descriptor()).isNull();
	}

	@Test
	void propertiesComeByTheirName() throws Exception {
		channel.on(QmComm.GET_OBJECT_PROPERTIES, in -> Returned.ok(
				in.properties().stream().map(id -> (PropValue) PropValue.Number.unsigned32(id)).toList()));
		assertThat(client.properties(NAME, List.of(QueueObjectProperty.QUOTA, QueueObjectProperty.LABEL), OPTIONS))
				.containsEntry(QueueObjectProperty.QUOTA, PropValue.Number.unsigned32(105));
		channel.on(QmComm.GET_OBJECT_PROPERTIES, in -> Returned.ok(List.of()));
		assertThatThrownBy(() -> client.properties(NAME, List.of(QueueObjectProperty.QUOTA), OPTIONS))
				.isInstanceOf(RpcProtocolException.class);
	}

	@Test
	void aLongDescriptorIsAskedForAgain() throws Exception {
		channel.on(QmComm.GET_OBJECT_SECURITY, in -> in.length() < 5_000
				? new Descriptor(new byte[in.length()], 5_000, MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL)
				: new Descriptor(new byte[in.length()], 5_000, MqStatus.OK));
		assertThat(client.security(NAME, SecurityDescriptor.DACL, OPTIONS)).hasSize(5_000);
		assertThat(channel.calls()).hasSize(2);
	}

	@Test
	void aDescriptorThatContradictsItsLengthIsRefused() {
		channel.on(QmComm.GET_OBJECT_SECURITY, in -> new Descriptor(new byte[3], 4, MqStatus.OK));
		assertThatThrownBy(() -> client.security(NAME, 4, OPTIONS)).isInstanceOf(RpcProtocolException.class);
		channel.on(QmComm.GET_OBJECT_SECURITY,
				in -> new Descriptor(new byte[3], 0xFFFFFFFFL, MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL));
		assertThat(catchThrowableOfType(MqException.class, () -> client.security(NAME, 4, OPTIONS)).status())
				.isEqualTo(MqStatus.SECURITY_DESCRIPTOR_TOO_SMALL);
	}

	@Test
	void aFormatNameThatNamesNothingIsRefused() throws Exception {
		channel.on(QmComm.OBJECT_PATH_TO_OBJECT_FORMAT, in -> Returned.ok(QueueFormat.of(NAME)));
		assertThat(client.formatName("srv01\\private$\\orders", OPTIONS)).isEqualTo(NAME);
		channel.on(QmComm.OBJECT_PATH_TO_OBJECT_FORMAT, in -> Returned.ok(in.format()));
		assertThatThrownBy(() -> client.formatName("srv01\\private$\\orders", OPTIONS))
				.isInstanceOf(RpcProtocolException.class);
	}

	@Test
	void aPurgeClosesTheQueueAlsoWhenItFails() {
		channel.on(QmComm.OPEN_QUEUE, in -> Returned.ok(new Opened(in.nameReferent(), 1, HANDLE)));
		channel.on(QmComm.PURGE_QUEUE, in -> Returned.failed(MqStatus.ACCESS_DENIED));
		channel.on(QmComm.CLOSE_HANDLE, in -> Returned.ok(ContextHandle.NULL));
		assertThat(catchThrowableOfType(MqException.class, () -> client.purge(NAME, new UUID(0, 1), OPTIONS)).status())
				.isEqualTo(MqStatus.ACCESS_DENIED);
		assertThat(channel.calls()).endsWith(QmComm.CLOSE_HANDLE.name());
	}

	/** [MS-MQMP] 3.1.4.17: an open may throw its HRESULT. */
	@Test
	void anOpenThatThrowsItsStatusFailsWithIt() {
		channel.on(QmComm.OPEN_QUEUE, in -> {
			throw new RpcFaultException(new FaultStatus(MqStatus.QUEUE_NOT_FOUND.code()));
		});
		assertThat(catchThrowableOfType(MqException.class, () -> client.purge(NAME, new UUID(0, 1), OPTIONS)).status())
				.isEqualTo(MqStatus.QUEUE_NOT_FOUND);
	}

	@Test
	void aTransactionCommitsByItsHandle() throws Exception {
		List<ContextHandle> ended = new ArrayList<>();
		UnitOfWork unit = UnitOfWork.random();
		channel.on(QmComm.ENLIST_INTERNAL_TRANSACTION, in -> Returned.ok(HANDLE));
		channel.on(QmComm.COMMIT_TRANSACTION, in -> {
			ended.add(in);
			return Returned.ok(ContextHandle.NULL);
		});
		QmCommClient.Transaction transaction = client.begin(unit, OPTIONS);
		transaction.commit(OPTIONS);
		assertThat(transaction.unit()).isEqualTo(unit);
		assertThat(ended).containsExactly(HANDLE);
	}

	@Test
	void propertiesHaveTheNumbersOfTheSpecification() {
		assertThat(Arrays.stream(QueueObjectProperty.values()).map(QueueObjectProperty::id)).containsExactly(101, 102,
				103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 124, 125, 126);
		assertThat(QueueObjectProperty.of(108)).contains(QueueObjectProperty.LABEL);
		assertThat(QueueObjectProperty.of(0xFFFFFFFFL)).isEmpty();
	}
}
