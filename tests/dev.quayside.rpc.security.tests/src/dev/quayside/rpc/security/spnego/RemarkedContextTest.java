package dev.quayside.rpc.security.spnego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.rpc.auth.AuthenticationType;
import dev.quayside.rpc.auth.Principal;
import dev.quayside.rpc.auth.SecurityContext;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class RemarkedContextTest {

	private static final Map<Class<?>, Object> ANSWERS = Map.of(Principal.class, Principal.ANONYMOUS,
			AuthenticationType.class, AuthenticationType.KERBEROS, Optional.class, Optional.of(Instant.EPOCH),
			int.class,
			28);

	static List<Method> methods() {
		return Arrays.stream(SecurityContext.class.getMethods()).filter(method -> !"remark".equals(method.getName()))
				.toList();
	}

	/** Also what has a default: the end of a ticket was lost once. */
	@ParameterizedTest
	@MethodSource("methods")
	void everythingButTheRemarkIsThatOfTheContext(Method method) throws Exception {
		List<Method> called = new ArrayList<>();
		SecurityContext inner = (SecurityContext) Proxy.newProxyInstance(SecurityContext.class.getClassLoader(),
				new Class<?>[]{ SecurityContext.class }, (proxy, invoked, arguments) -> {
					called.add(invoked);
					return ANSWERS.get(invoked.getReturnType());
				});
		SecurityContext remarked = new RemarkedContext(inner, "why");
		Object[] arguments = Arrays.stream(method.getParameterTypes())
				.map(type -> type == boolean.class ? Boolean.TRUE : null).toArray();

		assertThat(method.invoke(remarked, arguments)).isEqualTo(ANSWERS.get(method.getReturnType()));
		assertThat(called).containsExactly(method);
		assertThat(remarked.remark()).contains("why");
	}
}
