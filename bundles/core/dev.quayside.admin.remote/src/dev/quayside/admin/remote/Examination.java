package dev.quayside.admin.remote;

import dev.quayside.admin.BackgroundWork;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Finding;
import dev.quayside.admin.Finding.Result;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagerException.Kind;
import dev.quayside.msmq.MqException;
import dev.quayside.rpc.RpcCancelledException;
import dev.quayside.rpc.RpcException;
import dev.quayside.rpc.client.CallOptions;
import dev.quayside.rpc.client.Cancellation;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The steps of an examination: each has a limit of its own, is timed, and is told at once. */
final class Examination {

	/** What a step found. */
	record Outcome(Result result, String cause, String advice, Optional<Kind> kind) {

		static Outcome passed(String cause) {
			return passed(cause, "");
		}

		static Outcome passed(String cause, String advice) {
			return new Outcome(Result.PASSED, cause, advice, Optional.empty());
		}

		static Outcome failed(Kind kind, String cause, String advice) {
			return new Outcome(Result.FAILED, cause, advice, Optional.of(kind));
		}

		static Outcome failed(QueueManagerException e) {
			return failed(e.kind(), e.getMessage(), e.advice());
		}

		static Outcome skipped(String why) {
			return new Outcome(Result.SKIPPED, why, "", Optional.empty());
		}

		boolean hasPassed() {
			return result == Result.PASSED;
		}
	}

	/** Something to try. */
	interface Work {

		Outcome run(CallOptions options) throws QueueManagerException, MqException, RpcException;
	}

	/** A call that ran into the limit can say more than that. */
	private static final Duration GRACE = Duration.ofMillis(300);

	private final ConnectionSettings settings;
	private final Consumer<Finding> consumer;
	private final Cancellation cancellation;

	Examination(ConnectionSettings settings, Consumer<Finding> consumer, Cancellation cancellation) {
		this.settings = settings;
		this.consumer = consumer;
		this.cancellation = cancellation;
	}

	ConnectionSettings settings() {
		return settings;
	}

	Cancellation cancellation() {
		return cancellation;
	}

	/** For one step, and for each call in it. */
	Duration limit() {
		return settings.callTimeout();
	}

	/** Does the work, within the limit; a failure is an outcome. */
	Outcome step(String name, Work work) throws RpcCancelledException {
		long start = System.nanoTime();
		Outcome outcome = outcome(name, work);
		if (cancellation.isCancelled()) {
			// the work may have taken that for a failure before anybody saw it
			throw new RpcCancelledException("Cancelled");
		}
		tell(name, OptionalLong.of((System.nanoTime() - start) / 1_000_000), outcome);
		return outcome;
	}

	private Outcome outcome(String name, Work work) throws RpcCancelledException {
		CompletableFuture<Outcome> running = BackgroundWork.start("doctor: " + name,
				() -> work.run(new CallOptions(limit(), cancellation)));
		try {
			return Background.await(running, limit().plus(GRACE), cancellation);
		} catch (TimeoutException e) {
			return Outcome.failed(Kind.UNREACHABLE, "Not finished within " + limit().toMillis() + " ms",
					"Try again, with a longer time-out if the machine is busy or far away");
		} catch (ExecutionException e) {
			return failure(e.getCause());
		}
	}

	private Outcome failure(Throwable e) {
		if (e instanceof QueueManagerException known) {
			return Outcome.failed(known);
		} else if (e instanceof MqException status) {
			return Outcome.failed(Failures.of(status));
		} else if (e instanceof RpcException rpc) {
			return Outcome.failed(Failures.of("Failed", rpc, settings));
		}
		return Outcome.failed(Kind.FAILED, "An internal failure, please report it: " + e, "");
	}

	/** A step that was made elsewhere. */
	void tell(String name, OptionalLong millis, Outcome outcome) {
		consumer.accept(new Finding(name, outcome.result(), millis, outcome.cause(), outcome.advice(),
				outcome.kind()));
	}

	void skip(String name, String why) {
		tell(name, OptionalLong.empty(), Outcome.skipped(why));
	}
}
