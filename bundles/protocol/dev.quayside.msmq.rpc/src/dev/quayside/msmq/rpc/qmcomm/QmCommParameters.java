package dev.quayside.msmq.rpc.qmcomm;

import dev.quayside.msmq.MqStatus;
import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.PropValueNdr;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.security.SecurityDescriptor;
import dev.quayside.ndr.NdrException;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the operations of qmcomm take and give, in opnum order. */
public final class QmCommParameters {

	private QmCommParameters() {}

	/** A count within its range, else the stub is bad ([MS-RPCE] 3.1.1.5.3.3.1.2). */
	private static int ranged(NdrReader in, long from, long to) {
		int at = in.align(4).offset();
		long count = in.uint32();
		if (count < from || count > to) {
			throw new NdrException(at, "a count from " + from + " to " + to + ", not " + count);
		}
		return (int) count;
	}

	private static void checkSize(int at, int declared, int found) {
		if (declared != found) {
			throw new NdrException(at, "as many elements as declared, not " + found + " instead of " + declared);
		}
	}

	/** What a unique pointer refers to, null where the pointer is. */
	private static <T> T unique(NdrReader in, Function<NdrReader, T> body) {
		Supplier<T> pointee = in.pointer(body);
		in.deferred();
		return pointee.get();
	}

	private static void descriptor(NdrWriter out, byte[] descriptor) {
		out.uint32(descriptor == null ? 0 : descriptor.length);
		out.pointer(descriptor, NdrWriter::conformantBytes).deferred();
	}

	/** Null where there is none; strict stubs have no null pointer with a size ([MS-RPCE] 3.1.1.5.3.3.1). */
	private static byte[] descriptor(NdrReader in) {
		int size = ranged(in, 0, QmComm.MAX_DESCRIPTOR);
		int at = in.offset();
		byte[] descriptor = unique(in, NdrReader::conformantBytes);
		checkSize(at, size, descriptor == null ? 0 : descriptor.length);
		return descriptor;
	}

	private static List<Long> identifiers(NdrReader in, int count) {
		int at = in.align(4).offset();
		List<Long> properties = in.conformantArray(4, NdrReader::uint32);
		checkSize(at, count, properties.size());
		return properties;
	}

	private static List<PropValue> values(NdrReader in, int count) {
		int at = in.align(4).offset();
		List<PropValue> values = PropValueNdr.ARRAY.reader().apply(in);
		checkSize(at, count, values.size());
		return values;
	}

	/**
	 * [MS-MQMP] 3.1.4.5.
	 *
	 * @param type
	 *            1, a queue
	 * @param descriptor
	 *            self-relative; null: the default
	 */
	public record CreateRequest(long type, String path, byte[] descriptor, List<Long> properties,
			List<PropValue> values) {

		static final NdrType<CreateRequest> NDR = new NdrType<>((out, request) -> request.write(out),
				CreateRequest::read);

		private void write(NdrWriter out) {
			out.uint32(type).wideString(path);
			QmCommParameters.descriptor(out, descriptor);
			out.uint32(properties.size());
			QmComm.properties(out, properties);
			PropValueNdr.ARRAY.writer().accept(out, values);
		}

		private static CreateRequest read(NdrReader in) {
			long type = in.uint32();
			String path = in.wideString();
			byte[] descriptor = QmCommParameters.descriptor(in);
			int count = ranged(in, 1, QmComm.MAX_PROPERTIES);
			return new CreateRequest(type, path, descriptor, identifiers(in, count),
					QmCommParameters.values(in, count));
		}
	}

	/**
	 * [MS-MQMP] 3.1.4.6.
	 *
	 * @param parts
	 *            see the constants of {@link SecurityDescriptor}
	 * @param descriptor
	 *            self-relative; may be null
	 */
	public record SecurityRequest(QueueFormat queue, long parts, byte[] descriptor) {

		static final NdrType<SecurityRequest> NDR = new NdrType<>((out, request) -> {
			ObjectFormat.NDR.writer().accept(out, request.queue());
			out.uint32(request.parts());
			QmCommParameters.descriptor(out, request.descriptor());
		}, in -> new SecurityRequest(ObjectFormat.NDR.read(in), in.uint32(), QmCommParameters.descriptor(in)));
	}

	/**
	 * [MS-MQMP] 3.1.4.7.
	 *
	 * @param parts
	 *            see the constants of {@link SecurityDescriptor}
	 * @param length
	 *            bytes that the client has room for
	 */
	public record DescriptorRequest(QueueFormat queue, long parts, int length) {

		static final NdrType<DescriptorRequest> NDR = new NdrType<>((out, request) -> {
			ObjectFormat.NDR.writer().accept(out, request.queue());
			out.uint32(request.parts()).uint32(request.length());
		}, in -> new DescriptorRequest(ObjectFormat.NDR.read(in), in.uint32(),
				ranged(in, 0, QmComm.MAX_DESCRIPTOR)));
	}

	/**
	 * The answer to a {@link DescriptorRequest}.
	 *
	 * @param buffer
	 *            as long as the client asked for, the descriptor in front
	 * @param needed
	 *            bytes of the descriptor; also where the status is MQ_ERROR_SECURITY_DESCRIPTOR_TOO_SMALL
	 */
	public record Descriptor(byte[] buffer, long needed, MqStatus status) {

		static final NdrType<Descriptor> NDR = new NdrType<>(
				(out, answer) -> out.conformantBytes(answer.buffer()).uint32(answer.needed())
						.uint32(answer.status().code()),
				in -> new Descriptor(in.conformantBytes(), in.uint32(), MqStatus.of(in.int32())));
	}

	/** [MS-MQMP] 3.1.4.9 and 3.1.4.10: as many values as properties. */
	public record PropertiesRequest(QueueFormat queue, List<Long> properties, List<PropValue> values) {

		static final NdrType<PropertiesRequest> GET = new NdrType<>((out, request) -> {
			request.head(out);
			QmComm.properties(out, request.properties());
			PropValueNdr.ARRAY.writer().accept(out, request.values());
		}, in -> {
			QueueFormat queue = ObjectFormat.NDR.read(in);
			int count = ranged(in, 1, QmComm.MAX_PROPERTIES);
			return new PropertiesRequest(queue, identifiers(in, count), QmCommParameters.values(in, count));
		});

		/** With pointers to both arrays, which must not be null as the count is not 0. */
		static final NdrType<PropertiesRequest> SET = new NdrType<>((out, request) -> {
			request.head(out);
			out.pointer(request.properties(), QmComm::properties).deferred();
			out.pointer(request.values(), PropValueNdr.ARRAY.writer()).deferred();
		}, in -> {
			QueueFormat queue = ObjectFormat.NDR.read(in);
			int count = ranged(in, 1, QmComm.MAX_PROPERTIES);
			return new PropertiesRequest(queue, required(in, body -> identifiers(body, count)),
					required(in, body -> QmCommParameters.values(body, count)));
		});

		private static <T> T required(NdrReader in, Function<NdrReader, T> body) {
			Supplier<T> pointee = in.requiredPointer(body);
			in.deferred();
			return pointee.get();
		}

		private void head(NdrWriter out) {
			ObjectFormat.NDR.writer().accept(out, queue);
			out.uint32(properties.size());
		}
	}

	/**
	 * [MS-MQMP] 3.1.4.11.
	 *
	 * @param format
	 *            {@link QueueFormat#UNKNOWN}
	 */
	public record PathRequest(String path, QueueFormat format) {

		static final NdrType<PathRequest> NDR = new NdrType<>((out, request) -> {
			out.wideString(request.path());
			ObjectFormat.NDR.writer().accept(out, request.format());
		}, in -> new PathRequest(in.wideString(), ObjectFormat.NDR.read(in)));
	}

	/** [MS-MQMP] 3.1.4.13. */
	public record EnlistRequest(UnitOfWork unit, byte[] cookie) {

		static final NdrType<EnlistRequest> NDR = new NdrType<>((out, request) -> {
			out.bytes(request.unit().bytes()).uint32(request.cookie().length);
			out.conformantBytes(request.cookie());
		}, in -> {
			UnitOfWork unit = QmComm.UNIT_OF_WORK.read(in);
			int size = ranged(in, 0, QmComm.MAX_COOKIE);
			int at = in.offset();
			byte[] cookie = in.conformantBytes();
			checkSize(at, size, cookie.length);
			return new EnlistRequest(unit, cookie);
		});
	}

	/**
	 * [MS-MQMP] 3.1.4.17.
	 *
	 * @param access
	 *            see {@link QmComm.Access}
	 * @param remote
	 *            handle, queue and context at another queue manager; 0 each
	 * @param nameReferent
	 *            of the full pointer to where the name of another queue manager goes; 0: null
	 * @param client
	 *            that the client chose once
	 */
	public record OpenRequest(QueueFormat queue, long access, long shareMode, Remote remote, long nameReferent,
			UUID client, String computer) {

		/** What R_QMOpenRemoteQueue of another queue manager gave. */
		public record Remote(long handle, long queue, long context) {

			public static final Remote NONE = new Remote(0, 0, 0);
		}

		static final NdrType<OpenRequest> NDR = new NdrType<>((out, request) -> request.write(out),
				OpenRequest::read);

		private void write(NdrWriter out) {
			queue.write(out);
			out.deferred().uint32(access).uint32(shareMode).uint32(remote.handle());
			remoteName(out, nameReferent);
			out.uint32(remote.queue()).align(4).uuid(client).wideString(computer);
			out.uint32(0).uint32(remote.context());
		}

		private static OpenRequest read(NdrReader in) {
			QueueFormat queue = QueueFormat.NDR.read(in);
			long access = in.uint32();
			long shareMode = in.uint32();
			long handle = in.uint32();
			long nameReferent = remoteName(in);
			long descriptor = in.uint32();
			UUID client = in.align(4).uuid();
			String computer = in.wideString();
			in.uint32();
			return new OpenRequest(queue, access, shareMode, new Remote(handle, descriptor, in.uint32()),
					nameReferent, client, computer);
		}
	}

	/** A full pointer to a null pointer: there is no other queue manager. Full pointers come back as they went. */
	private static void remoteName(NdrWriter out, long referent) {
		out.uint32(referent);
		if (referent != 0) {
			out.uint32(0);
		}
	}

	private static long remoteName(NdrReader in) {
		long referent = in.uint32();
		if (referent != 0) {
			unique(in, NdrReader::wideString);
		}
		return referent;
	}

	/**
	 * An open queue.
	 *
	 * @param nameReferent
	 *            as it was in the request
	 * @param descriptor
	 *            by which a receive names it
	 */
	public record Opened(long nameReferent, long descriptor, ContextHandle handle) {

		static final Opened NOTHING = new Opened(0, 0, ContextHandle.NULL);

		static final NdrType<Opened> NDR = new NdrType<>((out, opened) -> {
			remoteName(out, opened.nameReferent());
			out.uint32(opened.descriptor());
			opened.handle().write(out);
		}, in -> new Opened(remoteName(in), in.uint32(), ContextHandle.read(in)));
	}
}
