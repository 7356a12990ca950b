package dev.quayside.admin;

/** This program. */
public final class Product {

	/** With its version. */
	public static final String NAME = "Quayside 0.1.0";

	private Product() {}
}
