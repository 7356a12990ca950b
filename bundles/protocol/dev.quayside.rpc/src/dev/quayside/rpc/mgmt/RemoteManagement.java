package dev.quayside.rpc.mgmt;

import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;
import dev.quayside.rpc.SyntaxId;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The interface that every RPC server has ([C706] appendix Q, [MS-RPCE] 2.2.1.3), in opnum order. The status behind the
 * results is a Win32 error.
 */
public final class RemoteManagement {

	public static final InterfaceId INTERFACE = InterfaceId.of("afa8bd80-7d8a-11c9-bef4-08002b102989", 1, 0, "mgmt");

	public static final int OK = 0;
	public static final int ACCESS_DENIED = 5;
	/** RPC_S_STRING_TOO_LONG. */
	public static final int TOO_LONG = 0x6CF;
	/** RPC_S_UNKNOWN_AUTHN_SERVICE. */
	public static final int UNKNOWN_AUTHENTICATION = 0x6D3;

	private static final int MAX_INTERFACES = 10_000;
	private static final int MAX_STATISTICS = 50;
	private static final int MAX_NAME = 4096;

	/** A result with its status; after a failure the result is empty. */
	public record Answer<T>(T value, int status) {}

	/** The interfaces of the server. */
	public static final RpcOperation<Void, Answer<List<SyntaxId>>> INQUIRE_INTERFACES = new RpcOperation<>(0,
			"rpc_mgmt_inq_if_ids", NdrType.NOTHING,
			new NdrType<>(RemoteManagement::writeInterfaces, RemoteManagement::readInterfaces));

	/** So many numbers at most: calls in, calls out, packets in, packets out. */
	public static final RpcOperation<Long, Answer<List<Long>>> INQUIRE_STATISTICS = new RpcOperation<>(1,
			"rpc_mgmt_inq_stats",
			new NdrType<>(NdrWriter::uint32, in -> checked(in, "statistics", MAX_STATISTICS)),
			new NdrType<>(RemoteManagement::writeStatistics, RemoteManagement::readStatistics));

	/** Whether the server takes calls. */
	public static final RpcOperation<Void, Answer<Boolean>> IS_LISTENING = new RpcOperation<>(2,
			"rpc_mgmt_is_server_listening", NdrType.NOTHING,
			new NdrType<>((out, answer) -> out.uint32(answer.status()).uint32(answer.value() ? 1 : 0), in -> {
				int status = in.int32();
				return new Answer<>(in.uint32() != 0, status);
			}));

	/** Ends the server. */
	public static final RpcOperation<Void, Integer> STOP_LISTENING = new RpcOperation<>(3,
			"rpc_mgmt_stop_server_listening", NdrType.NOTHING,
			new NdrType<>((out, status) -> out.uint32(status), NdrReader::int32));

	/** The principal name of the server with a security provider. */
	public static final RpcOperation<NameRequest, Answer<PrincipalName>> INQUIRE_PRINCIPAL = new RpcOperation<>(4,
			"rpc_mgmt_inq_princ_name", NameRequest.NDR, PrincipalName.NDR);

	private RemoteManagement() {}

	private static long checked(NdrReader in, String what, int maximum) {
		int at = in.offset();
		long value = in.uint32();
		if (value > maximum) {
			throw new NdrException(at, "0 to " + maximum + " " + what + ", not " + value);
		}
		return value;
	}

	/** rpc_if_id_vector_t: the maximum of its array stands in front. */
	private static void writeInterfaces(NdrWriter out, Answer<List<SyntaxId>> answer) {
		out.pointer(answer.value(), (body, ids) -> {
			body.count(ids.size()).uint32(ids.size()).alignNdr64(8);
			ids.forEach(id -> body.pointer(id, (each, syntax) -> each.uuid(syntax.uuid()).uint16(syntax.major())
					.uint16(syntax.minor())));
		}).deferred().uint32(answer.status());
	}

	private static Answer<List<SyntaxId>> readInterfaces(NdrReader in) {
		Supplier<List<Supplier<SyntaxId>>> ids = in.pointer(body -> {
			int maximum = body.count(body.syntax().pointerSize());
			int at = body.offset();
			if (checked(body, "interfaces", MAX_INTERFACES) != maximum) {
				throw new NdrException(at, "as many interfaces as pointers: " + maximum);
			}
			return IntStream.range(0, maximum)
					.mapToObj(i -> body.pointer(each -> new SyntaxId(each.uuid(), each.uint16(), each.uint16())))
					.toList();
		});
		in.deferred();
		List<SyntaxId> found = ids.get() == null
				? List.of()
				: ids.get().stream().map(Supplier::get).filter(Objects::nonNull).toList();
		return new Answer<>(found, in.int32());
	}

	private static void writeStatistics(NdrWriter out, Answer<List<Long>> answer) {
		out.uint32(answer.value().size()).conformantArray(answer.value(), NdrWriter::uint32).uint32(answer.status());
	}

	private static Answer<List<Long>> readStatistics(NdrReader in) {
		int at = in.offset();
		long declared = checked(in, "statistics", MAX_STATISTICS);
		List<Long> values = in.conformantArray(4, NdrReader::uint32);
		if (values.size() != declared) {
			throw new NdrException(at, "as many statistics as declared, not " + values.size() + " instead of "
					+ declared);
		}
		return new Answer<>(values, in.int32());
	}

	/**
	 * @param provider
	 *            auth_type of the security provider
	 * @param size
	 *            of the client's buffer in bytes, with the NUL: 0 to 4096
	 */
	public record NameRequest(long provider, long size) {

		static final NdrType<NameRequest> NDR = new NdrType<>(
				(out, request) -> out.uint32(request.provider()).uint32(request.size()),
				in -> new NameRequest(in.uint32(), checked(in, "bytes of a name", MAX_NAME)));
	}

	/**
	 * @param size
	 *            of the client's buffer, which is the maximum of the array
	 */
	public record PrincipalName(String name, long size) {

		/** Whether the buffer has room for the name and its NUL. */
		public boolean fits() {
			return name.getBytes(StandardCharsets.UTF_8).length < size;
		}

		static final NdrType<Answer<PrincipalName>> NDR = new NdrType<>((out, answer) -> {
			PrincipalName name = answer.value();
			byte[] bytes = (name.name() + '\0').getBytes(StandardCharsets.UTF_8);
			int length = (int) Math.min(bytes.length, name.size());
			out.count(name.size()).count(0).count(length).bytes(Arrays.copyOf(bytes, length))
					.uint32(answer.status());
		}, in -> {
			int at = in.offset();
			byte[] bytes = in.bytes(in.conformantVarying(1));
			if (bytes.length > MAX_NAME || bytes.length > 0 && bytes[bytes.length - 1] != 0) {
				throw new NdrException(at, "a name of at most 4096 bytes that ends with NUL");
			}
			String name = new String(bytes, 0, Math.max(0, bytes.length - 1), StandardCharsets.UTF_8);
			return new Answer<>(new PrincipalName(name, bytes.length), in.int32());
		});
	}
}
