package dev.quayside.queuemanager.services;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.quayside.msmq.FormatName;
import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.rpc.qmcomm.QmComm;
import dev.quayside.msmq.rpc.qmcomm.QmCommClient;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.RpcChannel;
import dev.quayside.rpc.client.RpcClient;
import dev.quayside.rpc.client.RpcClientOptions;
import dev.quayside.rpc.client.RpcEndpoint;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Asks qmcomm as a client would. */
abstract class QmCommTest extends WireTest {

	static final CallOptions OPTIONS = CallOptions.defaults();

	RpcClient rpc;
	RpcChannel channel;
	QmCommClient client;

	@BeforeEach
	void openChannel() {
		rpc = new RpcClient(new RpcEndpoint("127.0.0.1", manager.server().rpcPort()), RpcClientOptions.DEFAULT);
		channel = rpc.channel(QmComm.INTERFACE);
		client = new QmCommClient(channel);
	}

	@AfterEach
	void closeChannel() {
		rpc.close();
	}

	FormatName format() {
		return format("private$\\" + name);
	}

	static FormatName format(String path) {
		return FormatName.parse("DIRECT=OS:localhost\\" + path);
	}

	static MqStatus refusal(ThrowingCallable call) {
		return catchThrowableOfType(MqException.class, call).status();
	}
}
