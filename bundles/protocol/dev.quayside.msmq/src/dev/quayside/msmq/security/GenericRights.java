package dev.quayside.msmq.security;

/** Rights that mean something else for each kind of object ([MS-DTYP] 2.4.3). */
final class GenericRights {

	private static final int READ = 0x80000000;
	private static final int WRITE = 0x40000000;
	private static final int EXECUTE = 0x20000000;
	private static final int ALL = 0x10000000;

	private GenericRights() {}

	/** Execution is nothing that a queue could do. */
	static int map(int mask, int read, int write, int all) {
		return mask & ~(READ | WRITE | EXECUTE | ALL) | ((mask & READ) == 0 ? 0 : read)
				| ((mask & WRITE) == 0 ? 0 : write) | ((mask & ALL) == 0 ? 0 : all);
	}
}
