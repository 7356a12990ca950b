package dev.quayside.rpc.server;

import dev.quayside.ndr.NdrSyntax;

/** An interface in the transfer syntax that was agreed for it ([MS-RPCE] 3.3.1.5.6). */
record PresentationContext(RpcService service, NdrSyntax syntax) {}
