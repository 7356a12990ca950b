package dev.quayside.ui.common;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** What the bundles below the window offer. */
public final class Services {

	private Services() {}

	/**
	 * The service of this type.
	 *
	 * @throws IllegalStateException
	 *             if no bundle offers it: the product is not complete
	 */
	public static <T> T get(Class<T> type) {
		Bundle bundle = FrameworkUtil.getBundle(Services.class);
		BundleContext context = bundle.getBundleContext();
		ServiceReference<T> reference = context.getServiceReference(type);
		if (reference == null) {
			throw new IllegalStateException("No service " + type.getName());
		}
		return context.getService(reference);
	}
}
