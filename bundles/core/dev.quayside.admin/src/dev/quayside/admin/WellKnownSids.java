package dev.quayside.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names of SIDs that are the same everywhere ([MS-DTYP] 2.4.2.4). */
final class WellKnownSids {

	private static final Map<String, String> NAMES = new LinkedHashMap<>();

	static {
		put("S-1-0-0", "Nobody");
		put("S-1-1-0", "Everyone");
		put("S-1-2-0", "Local");
		put("S-1-2-1", "Console Logon");
		put("S-1-3-0", "Creator Owner");
		put("S-1-3-1", "Creator Group");
		put("S-1-3-4", "Owner Rights");
		put("S-1-5-1", "Dialup");
		put("S-1-5-2", "Network");
		put("S-1-5-3", "Batch");
		put("S-1-5-4", "Interactive");
		put("S-1-5-6", "Service");
		put("S-1-5-7", "Anonymous Logon");
		put("S-1-5-8", "Proxy");
		put("S-1-5-9", "Enterprise Domain Controllers");
		put("S-1-5-10", "Self");
		put("S-1-5-11", "Authenticated Users");
		put("S-1-5-12", "Restricted Code");
		put("S-1-5-13", "Terminal Server Users");
		put("S-1-5-14", "Remote Interactive Logon");
		put("S-1-5-15", "This Organization");
		put("S-1-5-17", "IUSR");
		put("S-1-5-18", "Local System");
		put("S-1-5-19", "Local Service");
		put("S-1-5-20", "Network Service");
		put("S-1-5-113", "Local Account");
		put("S-1-5-114", "Local Account and Member of Administrators");
		put("S-1-5-1000", "Other Organization");
		builtin(544, "Administrators");
		builtin(545, "Users");
		builtin(546, "Guests");
		builtin(547, "Power Users");
		builtin(548, "Account Operators");
		builtin(549, "Server Operators");
		builtin(550, "Print Operators");
		builtin(551, "Backup Operators");
		builtin(552, "Replicator");
		builtin(554, "Pre-Windows 2000 Compatible Access");
		builtin(555, "Remote Desktop Users");
		builtin(556, "Network Configuration Operators");
		builtin(557, "Incoming Forest Trust Builders");
		builtin(558, "Performance Monitor Users");
		builtin(559, "Performance Log Users");
		builtin(560, "Windows Authorization Access Group");
		builtin(561, "Terminal Server License Servers");
		builtin(562, "Distributed COM Users");
		builtin(568, "IIS_IUSRS");
		builtin(569, "Cryptographic Operators");
		builtin(573, "Event Log Readers");
		builtin(574, "Certificate Service DCOM Access");
		builtin(575, "RDS Remote Access Servers");
		builtin(576, "RDS Endpoint Servers");
		builtin(577, "RDS Management Servers");
		builtin(578, "Hyper-V Administrators");
		builtin(579, "Access Control Assistance Operators");
		builtin(580, "Remote Management Users");
		builtin(582, "Storage Replica Administrators");
	}

	private WellKnownSids() {}

	private static void put(String sid, String name) {
		NAMES.put(sid, name);
	}

	private static void builtin(int rid, String name) {
		put("S-1-5-32-" + rid, name);
	}

	static Optional<String> name(String sid) {
		return Optional.ofNullable(NAMES.get(sid));
	}

	/** By a name in upper or lower case. */
	static Optional<String> sid(String name) {
		return NAMES.entrySet().stream().filter(entry -> entry.getValue().equalsIgnoreCase(name)).findFirst()
				.map(Map.Entry::getKey);
	}
}
