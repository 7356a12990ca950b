package dev.quayside.msmq.security;

import java.util.Map;

/** Writes security descriptors in their description language ([MS-DTYP] 2.5.1.1). */
final class Sddl {

	private static final Map<Sid, String> ALIASES = Map.of(Sid.EVERYONE, "WD", Sid.ANONYMOUS, "AN",
			Sid.AUTHENTICATED_USERS, "AU", Sid.LOCAL_SYSTEM, "SY", Sid.ADMINISTRATORS, "BA");
	private static final Map<Integer, String> FLAGS = Map.of(0x01, "OI", 0x02, "CI", 0x04, "NP", 0x08, "IO", 0x10,
			"ID", 0x40, "SA", 0x80, "FA");

	private static final int DACL_PROTECTED = 0x1000;
	private static final int SACL_PROTECTED = 0x2000;

	private Sddl() {}

	static String text(SecurityDescriptor descriptor) {
		return descriptor.owner().map(sid -> "O:" + sid(sid)).orElse("")
				+ descriptor.group().map(sid -> "G:" + sid(sid)).orElse("")
				+ descriptor.dacl().map(acl -> "D:" + protection(descriptor, DACL_PROTECTED) + entries(acl))
						.orElse("D:NO_ACCESS_CONTROL")
				+ descriptor.sacl().map(acl -> "S:" + protection(descriptor, SACL_PROTECTED) + entries(acl)).orElse("");
	}

	private static String protection(SecurityDescriptor descriptor, int flag) {
		return (descriptor.control() & flag) == 0 ? "" : "P";
	}

	private static String sid(Sid sid) {
		return ALIASES.getOrDefault(sid, sid.toString());
	}

	private static String entries(Acl acl) {
		StringBuilder text = new StringBuilder();
		acl.entries().forEach(entry -> text.append(entry(entry)));
		return text.toString();
	}

	/** An entry of another type cannot be written without what is in it; its type is shown. */
	private static String entry(Ace entry) {
		if (!(entry instanceof Ace.Basic basic)) {
			return String.format("(0x%02x;%s;;;;)", entry.type(), flags(entry.flags()));
		}
		String type = basic.type() == Ace.ALLOWED ? "A" : basic.type() == Ace.DENIED ? "D" : "AU";
		return String.format("(%s;%s;0x%x;;;%s)", type, flags(basic.flags()), basic.mask(), sid(basic.sid()));
	}

	private static String flags(int flags) {
		StringBuilder text = new StringBuilder();
		FLAGS.keySet().stream().sorted().filter(bit -> (flags & bit) != 0).map(FLAGS::get).forEach(text::append);
		return text.toString();
	}
}
