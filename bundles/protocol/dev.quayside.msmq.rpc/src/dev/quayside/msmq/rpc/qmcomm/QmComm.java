package dev.quayside.msmq.rpc.qmcomm;

import dev.quayside.msmq.UnitOfWork;
import dev.quayside.msmq.property.PropValue;
import dev.quayside.msmq.rpc.PropValueNdr;
import dev.quayside.msmq.rpc.QueueFormat;
import dev.quayside.msmq.rpc.Returned;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.CreateRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Descriptor;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.DescriptorRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.EnlistRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.OpenRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.Opened;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PathRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.PropertiesRequest;
import dev.quayside.msmq.rpc.qmcomm.QmCommParameters.SecurityRequest;
import dev.quayside.ndr.NdrType;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

import java.util.List;

/**
 * The qmcomm interface ([MS-MQMP] 3.1.4), in opnum order: what administers private queues, and internal transactions.
 * Dependent clients have further operations.
 */
public final class QmComm {

	public static final InterfaceId INTERFACE = InterfaceId.of("fdb3a030-065f-11d1-bb9b-00a024ea5525", 1, 0, "qmcomm");

	/** At most so many properties at once. */
	public static final int MAX_PROPERTIES = 128;
	/** Bytes of a security descriptor. */
	public static final int MAX_DESCRIPTOR = 524_288;
	/** Bytes of a cookie of an external transaction. */
	public static final int MAX_COOKIE = 131_072;

	static final NdrType<UnitOfWork> UNIT_OF_WORK = new NdrType<>((out, unit) -> out.bytes(unit.bytes()),
			in -> UnitOfWork.of(in.bytes(UnitOfWork.SIZE)));

	/** Makes a private queue. */
	public static final RpcOperation<CreateRequest, Returned<Void>> CREATE_OBJECT = new RpcOperation<>(6,
			"R_QMCreateObjectInternal", CreateRequest.NDR, Returned.nothing());

	/** Changes the security descriptor of a private queue. */
	public static final RpcOperation<SecurityRequest, Returned<Void>> SET_OBJECT_SECURITY = new RpcOperation<>(7,
			"R_QMSetObjectSecurityInternal", SecurityRequest.NDR, Returned.nothing());

	/** Reads the security descriptor of a private queue. */
	public static final RpcOperation<DescriptorRequest, Descriptor> GET_OBJECT_SECURITY = new RpcOperation<>(8,
			"R_QMGetObjectSecurityInternal", DescriptorRequest.NDR, Descriptor.NDR);

	/** Deletes a private queue with its messages. */
	public static final RpcOperation<QueueFormat, Returned<Void>> DELETE_OBJECT = new RpcOperation<>(9,
			"R_QMDeleteObject", ObjectFormat.NDR, Returned.nothing());

	/** Reads properties of a private queue. */
	public static final RpcOperation<PropertiesRequest, Returned<List<PropValue>>> GET_OBJECT_PROPERTIES = //
			new RpcOperation<>(10, "R_QMGetObjectProperties", PropertiesRequest.GET,
					Returned.type(PropValueNdr.ARRAY, List.of()));

	/** Changes properties of a private queue. */
	public static final RpcOperation<PropertiesRequest, Returned<Void>> SET_OBJECT_PROPERTIES = new RpcOperation<>(11,
			"R_QMSetObjectProperties", PropertiesRequest.SET, Returned.nothing());

	/** Tells the format name of a private queue. */
	public static final RpcOperation<PathRequest, Returned<QueueFormat>> OBJECT_PATH_TO_OBJECT_FORMAT = //
			new RpcOperation<>(12, "R_QMObjectPathToObjectFormat", PathRequest.NDR,
					Returned.type(ObjectFormat.NDR, QueueFormat.UNKNOWN));

	/** Enlists in an external transaction. */
	public static final RpcOperation<EnlistRequest, Returned<Void>> ENLIST_TRANSACTION = new RpcOperation<>(15,
			"R_QMEnlistTransaction", EnlistRequest.NDR, Returned.nothing());

	/** Begins an internal transaction. */
	public static final RpcOperation<UnitOfWork, Returned<ContextHandle>> ENLIST_INTERNAL_TRANSACTION = //
			new RpcOperation<>(16, "R_QMEnlistInternalTransaction", UNIT_OF_WORK,
					Returned.type(ContextHandle.NDR, ContextHandle.NULL));

	/** Commits an internal transaction; the handle comes back as null. */
	public static final RpcOperation<ContextHandle, Returned<ContextHandle>> COMMIT_TRANSACTION = //
			new RpcOperation<>(17, "R_QMCommitTransaction", ContextHandle.NDR,
					Returned.type(ContextHandle.NDR, ContextHandle.NULL));

	/** Rolls an internal transaction back; the handle comes back as null. */
	public static final RpcOperation<ContextHandle, Returned<ContextHandle>> ABORT_TRANSACTION = //
			new RpcOperation<>(18, "R_QMAbortTransaction", ContextHandle.NDR,
					Returned.type(ContextHandle.NDR, ContextHandle.NULL));

	/** Opens a queue. */
	public static final RpcOperation<OpenRequest, Returned<Opened>> OPEN_QUEUE = new RpcOperation<>(19,
			"rpc_QMOpenQueueInternal", OpenRequest.NDR, Returned.type(Opened.NDR, Opened.NOTHING));

	/** Closes a queue; the handle comes back as null. */
	public static final RpcOperation<ContextHandle, Returned<ContextHandle>> CLOSE_HANDLE = new RpcOperation<>(20,
			"rpc_ACCloseHandle", ContextHandle.NDR, Returned.type(ContextHandle.NDR, ContextHandle.NULL));

	/** Deletes all messages of an open queue. */
	public static final RpcOperation<ContextHandle, Returned<Void>> PURGE_QUEUE = new RpcOperation<>(27,
			"rpc_ACPurgeQueue", ContextHandle.NDR, Returned.nothing());

	/** Tells the port of one of the {@link PortOf} interfaces, 0 where there is none. */
	public static final RpcOperation<Long, Long> GET_SERVER_PORT = new RpcOperation<>(31, "R_QMGetRTQMServerPort",
			NdrType.UINT32, NdrType.UINT32);

	private QmComm() {}

	/** Whose port is asked for. */
	public static final class PortOf {

		/** qmcomm over TCP. */
		public static final long IP_HANDSHAKE = 0;
		/** qm2qm over TCP. */
		public static final long IP_READ = 1;

		private PortOf() {}
	}

	/** Access codes of {@link #OPEN_QUEUE}. */
	public static final class Access {

		public static final long RECEIVE = 1;
		public static final long SEND = 2;
		public static final long PEEK = 0x20;
		/** Added to the others: the outgoing queue is meant. */
		public static final long ADMIN = 0x80;

		private Access() {}
	}

	/** Writes the identifiers of properties. */
	static void properties(NdrWriter out, List<Long> properties) {
		out.conformantArray(properties, NdrWriter::uint32);
	}
}
