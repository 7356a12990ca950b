package dev.quayside.app;

import dev.quayside.admin.ConnectionSecurity;
import dev.quayside.admin.ConnectionSettings;
import dev.quayside.admin.Credentials;
import dev.quayside.admin.Doctor;
import dev.quayside.admin.Finding;
import dev.quayside.admin.QueueManagerAddress;
import dev.quayside.admin.QueueManagerConnection;
import dev.quayside.admin.QueueManagerException;
import dev.quayside.admin.QueueManagers;
import dev.quayside.ui.common.Services;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.swt.widgets.Display;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * In front of the real services: a queue manager at {@link #HOST} that demands the password of an account and says how
 * the connection is protected as the test wants it, and a doctor that finds what the test wants.
 */
final class FakeServices implements QueueManagers, Doctor, AutoCloseable {

	static final String HOST = "secure.example";

	private final QueueManagers real = Services.get(QueueManagers.class);
	private final QueueManagerAddress behind;
	private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
	volatile String password = "right";
	volatile Optional<String> remark = Optional.empty();
	volatile List<Finding> findings = List.of();
	/** The doctor waits for it before the last finding. */
	volatile CountDownLatch last = new CountDownLatch(0);

	FakeServices(QueueManagerAddress behind) {
		this.behind = behind;
		Dictionary<String, Object> first = new Hashtable<>();
		first.put(Constants.SERVICE_RANKING, 1000);
		BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
		registrations.add(context.registerService(QueueManagers.class, this, first));
		registrations.add(context.registerService(Doctor.class, this, first));
	}

	@Override
	public void close() {
		registrations.forEach(ServiceRegistration::unregister);
	}

	private static void assertBackground() {
		if (Display.getCurrent() != null) {
			throw new AssertionError("On the UI thread");
		}
	}

	@Override
	public QueueManagerConnection connect(ConnectionSettings settings, IProgressMonitor monitor)
			throws QueueManagerException {
		assertBackground();
		if (!settings.address().host().equals(HOST)) {
			return real.connect(settings, monitor);
		}
		if (settings.credentials() instanceof Credentials.Password given
				&& !given.password().use(String::new).equals(password)) {
			throw new QueueManagerException(QueueManagerException.Kind.DENIED,
					"Cannot connect to " + HOST + ": access denied (0x00000005) to " + settings.identity(),
					"Check the password, and that the account is not locked", null);
		}
		QueueManagerConnection connection = real.connect(ConnectionSettings.anonymous(behind), monitor);
		ConnectionSecurity security = settings.credentials() instanceof Credentials.Anonymous
				? ConnectionSecurity.UNPROTECTED
				: new ConnectionSecurity(settings.protection(), "NTLM", settings.identity(), remark);
		return (QueueManagerConnection) Proxy.newProxyInstance(FakeServices.class.getClassLoader(),
				new Class<?>[]{ QueueManagerConnection.class },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "settings" -> settings;
					case "security" -> security;
					default -> {
						try {
							yield method.invoke(connection, arguments);
						} catch (InvocationTargetException e) {
							throw e.getCause();
						}
					}
				});
	}

	@Override
	public void examine(ConnectionSettings settings, Optional<String> queue, Consumer<Finding> consumer,
			IProgressMonitor monitor) {
		assertBackground();
		List<Finding> all = findings;
		for (int i = 0; i < all.size(); i++) {
			if (i == all.size() - 1) {
				await(monitor);
			}
			consumer.accept(all.get(i));
		}
	}

	private void await(IProgressMonitor monitor) {
		try {
			while (!last.await(20, TimeUnit.MILLISECONDS)) {
				if (monitor.isCanceled()) {
					throw new OperationCanceledException();
				}
			}
		} catch (InterruptedException e) {
			throw new OperationCanceledException();
		}
	}
}
