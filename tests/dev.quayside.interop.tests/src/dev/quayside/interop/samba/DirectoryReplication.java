package dev.quayside.interop.samba;

import dev.quayside.interop.samba.Samr.Answer;
import dev.quayside.ndr.NdrReader;
import dev.quayside.ndr.NdrWriter;
import dev.quayside.rpc.ContextHandle;
import dev.quayside.rpc.InterfaceId;
import dev.quayside.rpc.RpcOperation;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** As much of the directory replication protocol as the tests call, for a client ([MS-DRSR] 4.1). */
final class DirectoryReplication {

	static final InterfaceId INTERFACE = InterfaceId.of("e3514235-4b06-11d1-ab04-00c04fc2dcd2", 4, 0, "drsuapi");

	/** Of a client that is no domain controller ([MS-DRSR] 5.138, NTDSAPI_CLIENT_GUID). */
	private static final UUID CLIENT = UUID.fromString("e24d201a-4fd6-11d1-a3da-0000f875ae0d");
	private static final int NT4_ACCOUNT_NAME = 2;
	private static final int DISTINGUISHED_NAME = 1;

	static final RpcOperation<Void, Answer<ContextHandle>> BIND = Samr.operation(0, "IDL_DRSBind",
			(out, nothing) -> out.pointer(CLIENT, NdrWriter::uuid).deferred().count(0), in -> {
				in.pointer(extensions -> {
					int bytes = extensions.count(1);
					extensions.uint32();
					return extensions.bytes(bytes);
				});
				in.deferred();
				return ContextHandle.read(in);
			});

	static final RpcOperation<ContextHandle, Answer<ContextHandle>> UNBIND = Samr.operation(1, "IDL_DRSUnbind",
			(out, handle) -> handle.write(out), ContextHandle::read);

	/** The distinguished names of accounts that are given as {@code DOMAIN\name}; empty for those that are not there. */
	static final RpcOperation<Names, Answer<List<String>>> CRACK_NAMES = Samr.operation(12, "IDL_DRSCrackNames",
			(out, names) -> names.write(out), DirectoryReplication::cracked);

	private DirectoryReplication() {}

	record Names(ContextHandle handle, List<String> names) {

		/** DRS_MSG_CRACKREQ_V1, [MS-DRSR] 4.1.4.1.2. */
		void write(NdrWriter out) {
			handle.write(out);
			out.uint32(1).uint32(1).uint32(0).uint32(0).uint32(0).uint32(NT4_ACCOUNT_NAME).uint32(DISTINGUISHED_NAME)
					.uint32(names.size()).pointer(names, (array, all) -> array.conformantArray(all,
							(element, name) -> element.pointer(name, NdrWriter::wideString)))
					.deferred();
		}
	}

	/** DRS_MSG_CRACKREPLY_V1, [MS-DRSR] 4.1.4.1.4. */
	private static List<String> cracked(NdrReader in) {
		in.uint32();
		in.uint32();
		Supplier<Supplier<List<Supplier<String>>>> result = in.pointer(names -> {
			names.uint32();
			return names.pointer(array -> array.conformantArray(12, item -> {
				item.uint32();
				item.pointer(NdrReader::wideString);
				return item.pointer(NdrReader::wideString);
			}));
		});
		in.deferred();
		return result.get().get().stream().map(name -> name.get() == null ? "" : name.get()).toList();
	}
}
