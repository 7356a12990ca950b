package dev.quayside.directory.ldap;

/** Name and port of a directory server. */
public record Endpoint(String host, int port) {

	/** With another port. */
	public Endpoint at(int other) {
		return new Endpoint(host, other);
	}

	@Override
	public String toString() {
		return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
	}
}
