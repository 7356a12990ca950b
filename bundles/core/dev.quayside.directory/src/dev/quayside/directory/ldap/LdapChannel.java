package dev.quayside.directory.ldap;

import dev.quayside.admin.directory.DirectoryProtection;
import dev.quayside.admin.directory.DirectorySettings;

import org.apache.directory.api.ldap.codec.osgi.DefaultLdapCodecService;
import org.apache.directory.api.ldap.codec.protocol.mina.LdapProtocolCodecFactory;
import org.apache.directory.api.ldap.extras.extended.ads_impl.startTls.StartTlsFactory;
import org.apache.directory.ldap.client.api.LdapConnectionConfig;
import org.apache.directory.ldap.client.api.LdapNetworkConnection;
import org.apache.mina.core.session.IoSession;

/** The library's connection, with a way to what it is made of. */
final class LdapChannel extends LdapNetworkConnection {

	private volatile IoSession session;
	private volatile Throwable failure;

	private LdapChannel(LdapConnectionConfig config, DefaultLdapCodecService codec) {
		super(config, codec);
	}

	/** One that is not connected yet. */
	static LdapChannel to(Endpoint endpoint, DirectorySettings settings, ServerCheck check) {
		DefaultLdapCodecService codec = new DefaultLdapCodecService();
		codec.registerProtocolCodecFactory(new LdapProtocolCodecFactory(codec));
		codec.registerRequestControl(new SecurityFlags(codec));
		codec.registerExtendedRequest(new StartTlsFactory(codec));
		codec.registerExtendedResponse(new StartTlsFactory(codec));
		LdapConnectionConfig config = new LdapConnectionConfig();
		config.setLdapHost(endpoint.host());
		config.setLdapPort(endpoint.port());
		config.setTimeout(settings.timeout().toMillis());
		config.setUseSsl(settings.protection() == DirectoryProtection.LDAPS);
		config.setUseTls(settings.protection() == DirectoryProtection.START_TLS);
		config.setSslProtocol("TLS");
		config.setEnabledProtocols("TLSv1.2", "TLSv1.3");
		config.setTrustManagers(check);
		config.setBinaryAttributeDetector(new BinaryAttributes());
		config.setLdapApiService(codec);
		return new LdapChannel(config, codec);
	}

	@Override
	public void sessionCreated(IoSession created) throws Exception {
		super.sessionCreated(created);
		session = created;
	}

	@Override
	public void exceptionCaught(IoSession of, Throwable cause) throws Exception {
		failure = cause;
		super.exceptionCaught(of, cause);
	}

	/** Null before it is connected. */
	IoSession session() {
		return session;
	}

	/** What went wrong, or null. */
	Throwable failure() {
		return failure;
	}
}
