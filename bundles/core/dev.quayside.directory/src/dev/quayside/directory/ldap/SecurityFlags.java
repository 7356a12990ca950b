package dev.quayside.directory.ldap;

import org.apache.directory.api.asn1.util.Asn1Buffer;
import org.apache.directory.api.ldap.codec.api.AbstractControlFactory;
import org.apache.directory.api.ldap.codec.api.LdapApiService;
import org.apache.directory.api.ldap.model.message.Control;
import org.apache.directory.api.ldap.model.message.controls.OpaqueControl;

/** Which part of a security descriptor is read: LDAP_SERVER_SD_FLAGS ([MS-ADTS] 3.1.1.3.4.1.11). */
final class SecurityFlags extends AbstractControlFactory<OpaqueControl> {

	private static final String OID = "1.2.840.113556.1.4.801";
	/** A sequence with the number 4: the list of who may do what. */
	private static final byte[] DACL = { 0x30, 3, 2, 1, 4 };

	SecurityFlags(LdapApiService codec) {
		super(codec, OID);
	}

	static Control dacl() {
		OpaqueControl control = new OpaqueControl(OID, true);
		control.setEncodedValue(DACL);
		return control;
	}

	@Override
	public Control newControl() {
		return new OpaqueControl(OID);
	}

	@Override
	public void encodeValue(Asn1Buffer buffer, Control control) {
		buffer.put(((OpaqueControl) control).getEncodedValue());
	}
}
