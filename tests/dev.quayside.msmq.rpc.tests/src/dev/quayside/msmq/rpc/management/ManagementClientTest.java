package dev.quayside.msmq.rpc.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.property.MachineProperty;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.property.QueueProperty;
import dev.quayside.msmq.rpc.FakeChannel;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.management.ManagementClient.Answer;
import dev.quayside.rpc.RpcProtocolException;
import dev.quayside.rpc.client.CallOptions;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Asking a queue manager, one that knows everything and one that does not ([MS-MQMR] 3.1.4.1). */
class ManagementClientTest {

	private static final FormatName NAME = FormatName.parse("DIRECT=OS:srv01\\private$\\orders");

	private final List<QueueManagement.InfoRequest> asked = new ArrayList<>();
	private final FakeChannel channel = new FakeChannel();
	private final ManagementClient client = new ManagementClient(channel);

	/** Answers with the id of the property, but fails where one is asked for that it does not know. */
	private void knowing(int last, MqStatus otherwise) {
		channel.on(QueueManagement.GET_INFO, in -> {
			asked.add(in);
			return in.properties().stream().anyMatch(id -> id > last)
					? new Returned<>(in.values(), otherwise)
					: Returned
							.ok(in.properties().stream().map(id -> (PropValue) new PropValue.Text("p" + id)).toList());
		});
	}

	@Test
	void everythingIsAskedAtOnce() throws Exception {
		knowing(99, MqStatus.ILLEGAL_PROPID);
		Map<MachineProperty, Answer> answers = client.machine(List.of(MachineProperty.values()),
				CallOptions.defaults());
		assertThat(asked).hasSize(1);
		assertThat(asked.get(0).values()).containsOnly(PropValue.None.NULL).hasSize(6);
		assertThat(answers).containsEntry(MachineProperty.CONNECTED,
				new Answer(new PropValue.Text("p4"), MqStatus.OK));
	}

	@Test
	void aPropertyThatAnOldServerDoesNotKnowSpoilsNoOther() throws Exception {
		knowing(24, MqStatus.ILLEGAL_PROPID);
		Map<QueueProperty, Answer> answers = client.queue(NAME,
				List.of(QueueProperty.MESSAGE_COUNT, QueueProperty.SUBQUEUE_COUNT), CallOptions.defaults());
		assertThat(asked).hasSize(3);
		assertThat(answers.get(QueueProperty.MESSAGE_COUNT).value()).isEqualTo(new PropValue.Text("p7"));
		assertThat(answers.get(QueueProperty.SUBQUEUE_COUNT).status()).isEqualTo(MqStatus.ILLEGAL_PROPID);
	}

	@Test
	void whatConcernsTheWholeQueueIsNotAskedAgain() {
		knowing(0, MqStatus.QUEUE_NOT_FOUND);
		MqException refused = catchThrowableOfType(MqException.class,
				() -> client.queue(NAME, List.of(QueueProperty.values()), CallOptions.defaults()));
		assertThat(refused.status()).isEqualTo(MqStatus.QUEUE_NOT_FOUND);
		assertThat(asked).hasSize(1);
	}

	@Test
	void aServerThatKnowsNothingRefuses() {
		knowing(0, MqStatus.ILLEGAL_PROPID);
		assertThat(catchThrowableOfType(MqException.class, () -> client.queue(NAME,
				List.of(QueueProperty.TYPE, QueueProperty.STATE), CallOptions.defaults())).status())
				.isEqualTo(MqStatus.ILLEGAL_PROPID);
	}

	@Test
	void anAnswerWithTooFewValuesIsRefused() {
		channel.on(QueueManagement.GET_INFO, in -> Returned.ok(List.of(PropValue.None.NULL)));
		assertThat(catchThrowableOfType(RpcProtocolException.class,
				() -> client.machine(List.of(MachineProperty.values()), CallOptions.defaults())))
				.hasMessageContaining("6").hasMessageContaining("1");
	}

	@Test
	void actionsGoOutAndFailWithTheirStatus() throws Exception {
		List<String> actions = new ArrayList<>();
		channel.on(QueueManagement.ACTION, in -> {
			actions.add(in.action());
			return in.action().equals("TIDY") ? Returned.ok(null) : Returned.failed(MqStatus.INVALID_PARAMETER);
		});
		client.act(new ManagedObject.Machine(), "TIDY", CallOptions.defaults());
		assertThat(catchThrowableOfType(MqException.class,
				() -> client.act(new ManagedObject.Machine(), "PAUSE", CallOptions.defaults())).status())
				.isEqualTo(MqStatus.INVALID_PARAMETER);
		assertThat(actions).containsExactly("TIDY", "PAUSE");
	}

	@Test
	void propertiesHaveTheNumbersOfTheSpecification() {
		assertThat(Arrays.stream(MachineProperty.values()).map(MachineProperty::id))
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 6).boxed().toList());
		assertThat(Arrays.stream(QueueProperty.values()).map(QueueProperty::id))
				.containsExactlyElementsOf(IntStream.rangeClosed(1, 27).boxed().toList());
	}
}
