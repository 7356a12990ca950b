package dev.quayside.rpc.security.kerberos.message.internal;

import dev.quayside.rpc.auth.AccountNames;
import dev.quayside.rpc.security.der.internal.DerException;
import dev.quayside.rpc.security.der.internal.DerReader;
import dev.quayside.rpc.security.der.internal.DerWriter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A user or service within its realm ([RFC 4120] 5.2.2, 6.2).
 *
 * @param type
 *            a hint only; it does not count when names are compared
 */
public record PrincipalName(int type, List<String> components) {

	/** The name of a user. */
	public static final int PRINCIPAL = 1;
	/** A service with its instance. */
	public static final int SERVICE_INSTANCE = 2;

	public PrincipalName {
		components = List.copyOf(components);
	}

	/** From text as {@link #toString} makes it, and the JDK. */
	public static PrincipalName of(int type, String text) {
		return new PrincipalName(type, Arrays.stream(text.split("(?<!\\\\)/"))
				.map(component -> component.replaceAll("\\\\(.)", "$1")).toList());
	}

	void write(DerWriter out) {
		out.sequence(name -> name.field(0, field -> field.integer(type))
				.field(1, field -> field.sequence(list -> components.forEach(list::string))));
	}

	static PrincipalName read(DerReader in) throws DerException {
		DerReader name = in.sequence();
		in.end();
		int type = name.field(0).int32();
		DerReader field = name.field(1);
		name.end();
		DerReader list = field.sequence();
		field.end();
		List<String> components = new ArrayList<>();
		while (list.hasNext()) {
			components.add(list.nextString());
		}
		if (components.isEmpty()) {
			throw new DerException("A principal without a name");
		}
		return new PrincipalName(type, components);
	}

	/** Whether it names the same principal; case does not count ([MS-KILE] 3.1.5.7). */
	public boolean matches(PrincipalName other) {
		return components.size() == other.components.size() && IntStream.range(0, components.size())
				.allMatch(i -> AccountNames.isSame(components.get(i), other.components.get(i)));
	}

	/** What separates components is quoted within them ([RFC 1964] 2.1.1): no component passes for two. */
	@Override
	public String toString() {
		return components.stream().map(component -> component.replaceAll("[/@\\\\]", "\\\\$0"))
				.collect(Collectors.joining("/"));
	}
}
