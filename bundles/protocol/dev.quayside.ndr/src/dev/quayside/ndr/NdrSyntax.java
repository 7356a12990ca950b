package dev.quayside.ndr;

/** A transfer syntax: how wide pointers, counts and enumerations are ([C706] 14, [MS-RPCE] 2.2.5). */
public enum NdrSyntax {

	NDR20(4, 2),
	NDR64(8, 4);

	private final int pointerSize;
	private final int enumSize;

	NdrSyntax(int pointerSize, int enumSize) {
		this.pointerSize = pointerSize;
		this.enumSize = enumSize;
	}

	/** Bytes of a referent and of a conformance count, which is also their alignment. */
	public int pointerSize() {
		return pointerSize;
	}

	/** Bytes of an enumeration without {@code v1_enum}. */
	public int enumSize() {
		return enumSize;
	}
}
