package dev.quayside.rpc.client;

import dev.quayside.ndr.NdrSyntax;
import dev.quayside.rpc.SyntaxId;

/** The number of an interface on one connection, and the transfer syntax that the server chose for it. */
record PresentationContext(int id, SyntaxId abstractSyntax, NdrSyntax syntax) {

	SyntaxId transferSyntax() {
		return SyntaxId.of(syntax);
	}
}
