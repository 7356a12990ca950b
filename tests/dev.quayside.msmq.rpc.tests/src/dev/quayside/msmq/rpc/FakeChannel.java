package dev.quayside.msmq.rpc;

import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.CallWindow;
import dev.quayside.rpc.client.RpcChannel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server that answers as told; parameters cross the wire format in both directions. */
public final class FakeChannel implements RpcChannel {

	/** Answers an operation. */
	@FunctionalInterface
	public interface Answer<I, O> {

		O to(I in) throws RpcException;
	}

	private final Map<Integer, Answer<Object, Object>> answers = new HashMap<>();
	private final List<String> calls = new ArrayList<>();

	@SuppressWarnings("unchecked")
	public <I, O> FakeChannel on(RpcOperation<I, O> operation, Answer<I, O> answer) {
		answers.put(operation.opnum(), (Answer<Object, Object>) answer);
		return this;
	}

	/** Names of the operations that were called. */
	public List<String> calls() {
		return calls;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <I, O> O call(RpcOperation<I, O> operation, I in, CallOptions options) throws RpcException {
		calls.add(operation.name());
		I arrived = operation.in().decode(operation.in().encode(in));
		O answer = (O) answers.get(operation.opnum()).to(arrived);
		return operation.out().decode(operation.out().encode(answer));
	}

	/** Each call is made when it is started. */
	@Override
	public <I, O> CallWindow<I, O> window(RpcOperation<I, O> operation, CallOptions options) {
		Deque<CallWindow.Call<O>> ended = new ArrayDeque<>();
		return new CallWindow<>() {
			@Override
			public Call<O> start(I in) {
				Call<O> call = ended(in);
				ended.add(call);
				return call;
			}

			private Call<O> ended(I in) {
				try {
					O out = FakeChannel.this.call(operation, in, options);
					return () -> out;
				} catch (RpcException e) {
					return () -> {
						throw e;
					};
				}
			}

			@Override
			public Call<O> next() {
				return ended.remove();
			}

			@Override
			public int size() {
				return ended.size();
			}

			@Override
			public void close() {
				ended.clear();
			}
		};
	}
}
