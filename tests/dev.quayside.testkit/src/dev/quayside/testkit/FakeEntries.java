package dev.quayside.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;

/** Makes and deletes objects of a {@link FakeDirectory}; returns results of LDAP. */
final class FakeEntries {

	private static final int NO_SUCH_OBJECT = 32;
	private static final int EXISTS = 68;
	private static final int GUID = 16;
	private static final AtomicInteger IDS = new AtomicInteger();

	private FakeEntries() {}

	static int add(Map<String, Map<String, List<byte[]>>> objects, String dn, ASN1Sequence attributes) {
		synchronized (objects) {
			if (objects.keySet().stream().anyMatch(dn::equalsIgnoreCase)) {
				return EXISTS;
			}
			Map<String, List<byte[]>> values = new HashMap<>();
			for (int i = 0; i < attributes.size(); i++) {
				ASN1Sequence attribute = ASN1Sequence.getInstance(attributes.getObjectAt(i));
				byte[] name = ASN1OctetString.getInstance(attribute.getObjectAt(0)).getOctets();
				List<byte[]> list = values.computeIfAbsent(new String(name, StandardCharsets.UTF_8),
						key -> new ArrayList<>());
				ASN1Set.getInstance(attribute.getObjectAt(1))
						.forEach(value -> list.add(ASN1OctetString.getInstance(value).getOctets()));
			}
			byte[] id = ByteBuffer.allocate(GUID).putInt(IDS.incrementAndGet()).array();
			values.put("objectGUID", new ArrayList<>(List.of(id)));
			objects.put(dn, values);
			return 0;
		}
	}

	static int delete(Map<String, Map<String, List<byte[]>>> objects, String dn) {
		synchronized (objects) {
			return objects.keySet().removeIf(dn::equalsIgnoreCase) ? 0 : NO_SUCH_OBJECT;
		}
	}
}
