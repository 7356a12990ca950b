package dev.quayside.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;

/** Makes, changes and deletes objects of a {@link FakeDirectory}; returns results of LDAP. */
final class FakeEntries {

	private static final int NO_SUCH_ATTRIBUTE = 16;
	private static final int VALUE_EXISTS = 20;
	private static final int NO_SUCH_OBJECT = 32;
	private static final int EXISTS = 68;
	private static final int GUID = 16;
	private static final AtomicInteger IDS = new AtomicInteger();

	private FakeEntries() {}

	/** As a whole or not at all. */
	static int change(Map<String, Map<String, List<byte[]>>> objects, String dn, ASN1Sequence changes) {
		synchronized (objects) {
			if (!objects.containsKey(dn)) {
				return NO_SUCH_OBJECT;
			}
			Map<String, List<byte[]>> fresh = new HashMap<>();
			objects.get(dn).forEach((name, values) -> fresh.put(name, new ArrayList<>(values)));
			for (int i = 0; i < changes.size(); i++) {
				ASN1Sequence step = ASN1Sequence.getInstance(changes.getObjectAt(i));
				ASN1Sequence what = ASN1Sequence.getInstance(step.getObjectAt(1));
				List<byte[]> values = fresh.computeIfAbsent(text(what.getObjectAt(0)), name -> new ArrayList<>());
				boolean isAdd = ASN1Enumerated.getInstance(step.getObjectAt(0)).intValueExact() == 0;
				for (var value : ASN1Set.getInstance(what.getObjectAt(1))) {
					byte[] bytes = ASN1OctetString.getInstance(value).getOctets();
					boolean isThere = values.removeIf(known -> Arrays.equals(known, bytes));
					if (isAdd == isThere) {
						return isAdd ? VALUE_EXISTS : NO_SUCH_ATTRIBUTE;
					}
					if (isAdd) {
						values.add(bytes);
					}
				}
			}
			objects.put(dn, fresh);
			return 0;
		}
	}

	static int add(Map<String, Map<String, List<byte[]>>> objects, String dn, ASN1Sequence attributes) {
		synchronized (objects) {
			if (objects.keySet().stream().anyMatch(dn::equalsIgnoreCase)) {
				return EXISTS;
			}
			Map<String, List<byte[]>> values = new HashMap<>();
			for (int i = 0; i < attributes.size(); i++) {
				ASN1Sequence attribute = ASN1Sequence.getInstance(attributes.getObjectAt(i));
				List<byte[]> list = values.computeIfAbsent(text(attribute.getObjectAt(0)), name -> new ArrayList<>());
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

	private static String text(Object octets) {
		return new String(ASN1OctetString.getInstance(octets).getOctets(), StandardCharsets.UTF_8);
	}
}
