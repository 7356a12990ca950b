package dev.quayside.msmq.rpc;

import dev.quayside.msmq.MqException;
import dev.quayside.msmq.MqStatus;
import dev.quayside.ndr.NdrType;

/**
 * The [out] parameters and the HRESULT behind them. After a failure the parameters are zeros and null pointers.
 *
 * @param value
 *            null after a failure
 */
public record Returned<T>(T value, MqStatus status) {

	public static <T> Returned<T> ok(T value) {
		return new Returned<>(value, MqStatus.OK);
	}

	public static <T> Returned<T> failed(MqStatus status) {
		return new Returned<>(null, status);
	}

	/** What nothing but an HRESULT looks like on the wire. */
	public static NdrType<Returned<Void>> nothing() {
		return type(NdrType.NOTHING, null);
	}

	/**
	 * Parameters with an HRESULT behind them.
	 *
	 * @param empty
	 *            what stands for the parameters after a failure
	 */
	public static <T> NdrType<Returned<T>> type(NdrType<T> parameters, T empty) {
		return new NdrType<>((out, returned) -> {
			parameters.writer().accept(out, returned.value() == null ? empty : returned.value());
			out.deferred().uint32(returned.status().code());
		}, in -> {
			T value = parameters.read(in);
			MqStatus status = MqStatus.of(in.int32());
			return status.isError() ? failed(status) : new Returned<>(value, status);
		});
	}

	/**
	 * The value.
	 *
	 * @param operation
	 *            what was tried, for the message
	 */
	public T orThrow(String operation) throws MqException {
		if (status.isError()) {
			throw new MqException(status, operation);
		}
		return value;
	}
}
