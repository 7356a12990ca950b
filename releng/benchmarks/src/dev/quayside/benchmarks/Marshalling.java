package dev.quayside.benchmarks;

import dev.quayside.msmq.packet.MessagePacket;
import dev.quayside.msmq.packet.PacketException;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.remoteread.RemoteRead;
import dev.quayside.msmq.rpc.remoteread.SectionBuffer;
import dev.quayside.rpc.ContextHandle;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the bytes of a peek cost, without any socket: a request and an answer of 1 KiB, written and read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Marshalling {

	private final RemoteRead.ReceiveRequest request = new RemoteRead.ReceiveRequest(
			new ContextHandle(0, new UUID(1, 2)), 0, 0, 0x80000000, 0, 0, Messages.WHOLE_BODY, Messages.WHOLE_BODY);
	private final byte[] requestStub = RemoteRead.START_RECEIVE.in().encode(request);
	private final byte[] packet = Messages.stored(1, true).packet();
	private final Returned<RemoteRead.Received> answer = Returned.ok(new RemoteRead.Received(1, 2,
			List.of(new SectionBuffer(SectionBuffer.Type.FULL_PACKET, packet.length, packet))));
	private final byte[] answerStub = RemoteRead.START_RECEIVE.out().encode(answer);

	@Benchmark
	public byte[] writeRequest() {
		return RemoteRead.START_RECEIVE.in().encode(request);
	}

	@Benchmark
	public Object readRequest() {
		return RemoteRead.START_RECEIVE.in().decode(requestStub);
	}

	@Benchmark
	public byte[] writeAnswer() {
		return RemoteRead.START_RECEIVE.out().encode(answer);
	}

	@Benchmark
	public Object readAnswer() {
		return RemoteRead.START_RECEIVE.out().decode(answerStub);
	}

	@Benchmark
	public Object readPacket() throws PacketException {
		return MessagePacket.parse(packet);
	}

	/** Runs it in a process of its own. */
	static void measure(Lab lab) throws Exception {
		TimeValue turn = TimeValue.milliseconds(lab.plan().turn());
		Collection<RunResult> results = new Runner(new OptionsBuilder().include(Marshalling.class.getName()).forks(1)
				.warmupIterations(lab.plan().warmUps()).warmupTime(turn).measurementIterations(Plan.ROUNDS)
				.measurementTime(turn).verbosity(VerboseMode.SILENT).build()).run();
		for (RunResult result : results) {
			String name = result.getParams().getBenchmark();
			lab.report().value("marshalling: " + name.substring(name.lastIndexOf('.') + 1), "ns", statistics(result),
					Goal.NONE);
		}
	}

	private static Statistics statistics(RunResult result) {
		return Statistics.of(result.getBenchmarkResults().stream().map(BenchmarkResult::getIterationResults)
				.flatMap(Collection::stream).map(IterationResult::getPrimaryResult)
				.mapToDouble(iteration -> iteration.getScore()).toArray());
	}
}
