package dev.quayside.rpc;

import dev.quayside.ndr.NdrType;

/**
 * One operation of an interface.
 *
 * @param opnum
 *            0 to 65535
 * @param <I>
 *            the [in] parameters
 * @param <O>
 *            the [out] parameters with the return value
 */
public record RpcOperation<I, O>(int opnum, String name, NdrType<I> in, NdrType<O> out) {}
