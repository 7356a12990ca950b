package dev.quayside.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;

/**
 * An LDAPS server with a few objects that does what Samba cannot be brought to do: it answers with results of our choice, cuts
 * connections at the worst moment and returns values in ranges. Filters do not count: a search below a base returns all.
 */
public final class FakeDirectory implements AutoCloseable {

	/** What happens with the next modification. */
	public enum Modification {
		MAKE,
		CUT_BEFORE,
		CUT_AFTER,
		MAKE_AND_CUT,
		REFUSE,
		REFER
	}

	public static final String BASE = "DC=fake,DC=test";
	private static final int BIND = 0;
	private static final int UNBIND = 2;
	private static final int SEARCH = 3;
	private static final int ENTRY = 4;
	private static final int SEARCH_DONE = 5;
	private static final int MODIFY = 6;
	private static final int ADD = 8;
	private static final int DELETE = 10;
	private static final int SEARCH_REFERENCE = 19;
	private static final int REFERRAL = 10;
	private static final int NO_SUCH_OBJECT = 32;

	/** Who vouches for its certificate, which is one of 127.0.0.1. */
	public static final TestCertificates.Identity AUTHORITY = TestCertificates.authority("Fake authority");
	private static final TestCertificates.Identity SERVER = TestCertificates.server(AUTHORITY, "127.0.0.1");

	public volatile Modification modification = Modification.MAKE;
	/** Of modifications and searches below a base that are refused; 0: none is. */
	public volatile int refusal;
	public volatile String diagnostic = "";
	/** Where modifications are referred to, and where searches below a base say that other parts are; empty: nowhere. */
	public volatile String elsewhere = "";
	/** What somebody else does just before the next modification is made. */
	public volatile Runnable meanwhile = () -> {};
	/** How many of the next logons, then searches, are answered by closing the connection. */
	public final AtomicInteger closedLogons = new AtomicInteger();
	public final AtomicInteger closedSearches = new AtomicInteger();
	/** How many of the next connections end before TLS is agreed on: with a reset, or without. */
	public final AtomicInteger resetHandshakes = new AtomicInteger();
	public final AtomicInteger closedHandshakes = new AtomicInteger();
	/** Result of a search below a base after all its objects. */
	public volatile int searchResult;
	/** Most values of an attribute in one answer. */
	public volatile int range = Integer.MAX_VALUE;
	/** Of connections so far. */
	public final AtomicInteger connections = new AtomicInteger();

	private final Map<String, Map<String, List<byte[]>>> objects = new TreeMap<>();
	private final SSLServerSocket listener;

	public FakeDirectory() throws IOException {
		listener = listen(SERVER);
		put("", "defaultNamingContext", BASE, "configurationNamingContext", "CN=Configuration," + BASE,
				"rootDomainNamingContext", BASE, "dnsHostName", "dc1.fake.test");
		put("CN=FAKE,CN=Partitions,CN=Configuration," + BASE, "nCName", BASE, "nETBIOSName", ActiveDirectory.DOMAIN,
				"dnsRoot",
				"fake.test", "systemFlags", "3");
		Thread acceptor = new Thread(() -> {
			try {
				while (true) {
					Socket socket = listener.accept();
					connections.incrementAndGet();
					Thread thread = new Thread(() -> serve(socket), "fake-directory");
					thread.setDaemon(true);
					thread.start();
				}
			} catch (IOException e) {
				// closed
			}
		}, "fake-directory");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	private static SSLServerSocket listen(TestCertificates.Identity server) throws IOException {
		try {
			Certificate certificate = CertificateFactory.getInstance("X.509")
					.generateCertificate(new ByteArrayInputStream(server.certificate()));
			KeyStore store = KeyStore.getInstance("PKCS12");
			store.load(null, null);
			store.setKeyEntry("server", server.keys().getPrivate(), new char[0], new Certificate[]{ certificate });
			KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keys.init(store, new char[0]);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(keys.getKeyManagers(), null, null);
			return (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 50,
					InetAddress.getByName("127.0.0.1"));
		} catch (GeneralSecurityException e) {
			throw new IllegalStateException(e);
		}
	}

	public int port() {
		return listener.getLocalPort();
	}

	/** Adds an object with attributes that are text. */
	public void put(String dn, String... attributes) {
		synchronized (objects) {
			Map<String, List<byte[]>> values = objects.computeIfAbsent(dn, key -> new HashMap<>());
			for (int i = 0; i < attributes.length; i += 2) {
				values.computeIfAbsent(attributes[i], key -> new ArrayList<>())
						.add(attributes[i + 1].getBytes(StandardCharsets.UTF_8));
			}
		}
	}

	/** Adds an account; its DN. */
	public String account(String name, byte[] certificates, List<byte[]> digests) {
		String dn = "CN=" + name + "," + BASE;
		put(dn, "sAMAccountName", name, "objectClass", "user");
		synchronized (objects) {
			objects.get(dn).put("mSMQSignCertificates", new ArrayList<>(List.of(certificates)));
			objects.get(dn).put("mSMQDigests", new ArrayList<>(digests));
		}
		return dn;
	}

	/** Gives an object other values of an attribute. */
	public void set(String dn, String attribute, List<byte[]> values) {
		synchronized (objects) {
			objects.get(dn).put(attribute, new ArrayList<>(values));
		}
	}

	/** Whether there is such an object. */
	public boolean has(String dn) {
		synchronized (objects) {
			return objects.keySet().stream().anyMatch(dn::equalsIgnoreCase);
		}
	}

	/** Values of an attribute. */
	public List<byte[]> values(String dn, String attribute) {
		synchronized (objects) {
			return List.copyOf(objects.get(dn).getOrDefault(attribute, List.of()));
		}
	}

	private void serve(Socket socket) {
		if (isClosed(resetHandshakes)) {
			close(socket, true);
		} else if (isClosed(closedHandshakes)) {
			close(socket, false);
		} else {
			answer(socket);
		}
	}

	private static void close(Socket socket, boolean reset) {
		try (socket) {
			if (reset) {
				socket.setSoLinger(true, 0);
			}
		} catch (IOException e) {
			// the client has gone
		}
	}

	private void answer(Socket socket) {
		try (socket; ASN1InputStream in = new ASN1InputStream(socket.getInputStream(), 1 << 24)) {
			for (ASN1Primitive message = in.readObject(); message != null; message = in.readObject()) {
				ASN1Sequence parts = ASN1Sequence.getInstance(message);
				ASN1TaggedObject operation = (ASN1TaggedObject) parts.getObjectAt(1);
				if (operation.getTagNo() == UNBIND || !answer(operation, ASN1Integer.getInstance(parts.getObjectAt(0)),
						socket.getOutputStream())) {
					return;
				}
			}
		} catch (IOException e) {
			// the client has gone
		}
	}

	/** @return whether the connection goes on */
	private boolean answer(ASN1TaggedObject operation, ASN1Integer id, OutputStream out) throws IOException {
		if (isClosed(operation.getTagNo() == BIND ? closedLogons : closedSearches)) {
			return false;
		}
		switch (operation.getTagNo()) {
			case BIND -> send(out, id, 1, result(0));
			case SEARCH ->
				search(ASN1Sequence.getInstance(operation.getBaseUniversal(false, BERTags.SEQUENCE)), id, out);
			case MODIFY -> {
				ASN1Sequence request = ASN1Sequence.getInstance(operation.getBaseUniversal(false, BERTags.SEQUENCE));
				return change(MODIFY, id, out, () -> FakeEntries.change(objects, text(request.getObjectAt(0)),
						ASN1Sequence.getInstance(request.getObjectAt(1))));
			}
			case ADD -> {
				ASN1Sequence request = ASN1Sequence.getInstance(operation.getBaseUniversal(false, BERTags.SEQUENCE));
				return change(ADD, id, out, () -> FakeEntries.add(objects,
						text(request.getObjectAt(0)), ASN1Sequence.getInstance(request.getObjectAt(1))));
			}
			case DELETE -> {
				String dn = text(operation.getBaseUniversal(false, BERTags.OCTET_STRING));
				return change(DELETE, id, out, () -> FakeEntries.delete(objects, dn));
			}
			default -> {
				// abandon
			}
		}
		return true;
	}

	private static boolean isClosed(AtomicInteger left) {
		return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
	}

	private void search(ASN1Sequence request, ASN1Integer id, OutputStream out) throws IOException {
		String base = text(request.getObjectAt(0));
		boolean isObject = ASN1Enumerated.getInstance(request.getObjectAt(1)).intValueExact() == 0;
		boolean isOwn = isObject || base.startsWith("CN=Partitions");
		if (!isOwn && refusal != 0) {
			send(out, id, SEARCH_DONE, result(refusal));
			return;
		}
		List<String> wanted = new ArrayList<>();
		ASN1Sequence.getInstance(request.getObjectAt(7)).forEach(name -> wanted.add(text(name)));
		int found = 0;
		synchronized (objects) {
			for (Map.Entry<String, Map<String, List<byte[]>>> object : objects.entrySet()) {
				String dn = object.getKey();
				if (isObject ? dn.equalsIgnoreCase(base) : base.isEmpty() || dn.endsWith("," + base)) {
					send(out, id, ENTRY, entry(dn, object.getValue(), wanted));
					found++;
				}
			}
		}
		if (!isOwn && modification != Modification.REFER && !elsewhere.isEmpty()) {
			send(out, id, SEARCH_REFERENCE, vector(octets(elsewhere)));
		}
		send(out, id, SEARCH_DONE, result(isObject && found == 0 ? NO_SUCH_OBJECT : isOwn ? 0 : searchResult));
	}

	private ASN1EncodableVector entry(String dn, Map<String, List<byte[]>> values, List<String> wanted) {
		ASN1EncodableVector attributes = new ASN1EncodableVector();
		for (String name : wanted) {
			int option = name.indexOf(";range=");
			int start = option < 0 ? 0 : Integer.parseInt(name.substring(option + 7).replaceFirst("-.*", ""));
			String plain = option < 0 ? name : name.substring(0, option);
			List<byte[]> all = values.getOrDefault(plain, List.of());
			List<byte[]> some = all.subList(Math.min(start, all.size()),
					(int) Math.min(all.size(), (long) start + range));
			if (!some.isEmpty()) {
				boolean isLast = start + some.size() == all.size();
				String id = isLast && option < 0
						? plain
						: plain + ";range=" + start + "-" + (isLast ? "*" : start + some.size() - 1);
				ASN1EncodableVector set = new ASN1EncodableVector();
				some.forEach(value -> set.add(new DEROctetString(value)));
				ASN1EncodableVector attribute = new ASN1EncodableVector();
				attribute.add(octets(id));
				attribute.add(new DERSet(set));
				attributes.add(new DERSequence(attribute));
			}
		}
		ASN1EncodableVector entry = new ASN1EncodableVector();
		entry.add(octets(dn));
		entry.add(new DERSequence(attributes));
		return entry;
	}

	private boolean change(int operation, ASN1Integer id, OutputStream out, IntSupplier work) throws IOException {
		if (modification == Modification.CUT_BEFORE) {
			return false;
		}
		meanwhile.run();
		int code = switch (modification) {
			case REFUSE -> refusal;
			case REFER -> REFERRAL;
			default -> work.getAsInt();
		};
		if (modification == Modification.CUT_AFTER) {
			return false;
		}
		send(out, id, operation + 1, result(code));
		return modification != Modification.MAKE_AND_CUT;
	}

	private ASN1EncodableVector result(int code) {
		ASN1EncodableVector result = new ASN1EncodableVector();
		result.add(new ASN1Enumerated(code));
		result.add(octets(""));
		result.add(octets(code == 0 ? "" : diagnostic));
		if (code == REFERRAL) {
			result.add(new DERTaggedObject(false, 3, new DERSequence(octets(elsewhere))));
		}
		return result;
	}

	private static void send(OutputStream out, ASN1Integer id, int operation, ASN1EncodableVector content)
			throws IOException {
		ASN1EncodableVector message = new ASN1EncodableVector();
		message.add(id);
		message.add(new DERTaggedObject(false, BERTags.APPLICATION, operation, new DERSequence(content)));
		out.write(new DERSequence(message).getEncoded("DER"));
		out.flush();
	}

	private static ASN1EncodableVector vector(DEROctetString only) {
		ASN1EncodableVector vector = new ASN1EncodableVector();
		vector.add(only);
		return vector;
	}

	private static DEROctetString octets(String text) {
		return new DEROctetString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String text(Object octets) {
		return new String(ASN1OctetString.getInstance(octets).getOctets(), StandardCharsets.UTF_8);
	}

	@Override
	public void close() {
		try {
			listener.close();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
