"""provision.py FOLDER REALM HOST: makes the databases of an Active Directory with the accounts of the tests.

Reads FOLDER/smb.conf, and from the standard input the password of the accounts; leaves FOLDER/private, FOLDER/state and
FOLDER/*.keytab. Nothing in them depends on the address or on the folder, so they can be copied.
"""

import logging
import os
import sys

import ldb
from samba import enable_net_export_keytab
from samba.auth import system_session
from samba.dsdb import DS_DOMAIN_FUNCTION_2008_R2
from samba.net import Net
from samba.param import LoadParm
from samba.provision import provision

enable_net_export_keytab()

DISABLED = 0x0002
NORMAL = 0x0200
NEVER_EXPIRES = 0x10000
AES128 = 0x08
AES = 0x18
RC4 = 0x04
LONG_AGO = 116444736000000000
ADDRESSES = 32


def create(samdb, password, name, **attributes):
    """Adds an account whose password is the one of all of them."""
    samdb.add({
        'dn': 'CN=%s,CN=Users,%s' % (name, samdb.domain_dn()),
        'objectClass': 'user',
        'sAMAccountName': name,
        'userPrincipalName': '%s@%s' % (name, samdb.domain_dns_name()),
        'userAccountControl': str(NORMAL | NEVER_EXPIRES),
        'unicodePwd': ('"%s"' % password).encode('utf-16-le'),
        **attributes,
    })


def service(samdb, password, name, types, *principals):
    """Adds an account with service principal names and the types of its Kerberos keys."""
    create(samdb, password, name, servicePrincipalName=list(principals), **{'msDS-SupportedEncryptionTypes': str(types)})


def main(folder, realm, host):
    password = sys.stdin.readline().rstrip('\n')
    domain = realm.split('.')[0]
    dns = realm.lower()
    lp = LoadParm()
    lp.load(os.path.join(folder, 'smb.conf'))
    logging.basicConfig(level=logging.WARNING)
    samdb = provision(logging.getLogger('provision'), system_session(), smbconf=os.path.join(folder, 'smb.conf'),
                      realm=realm, domain=domain, hostname=host, hostip='127.0.0.1', hostip6='::1', adminpass=password,
                      serverrole='active directory domain controller', dns_backend='NONE', backend_store='tdb',
                      dom_for_fun_level=DS_DOMAIN_FUNCTION_2008_R2, skip_sysvolacl=True, lp=lp).samdb

    ages = ldb.Message(ldb.Dn(samdb, samdb.domain_dn()))
    for name in ('maxPwdAge', 'minPwdAge'):
        ages[name] = ldb.MessageElement('0', ldb.FLAG_MOD_REPLACE, name)
    samdb.modify(ages)
    # A client that knows nothing but the address of the controller asks for a ticket for that
    controller = ldb.Message(ldb.Dn(samdb, 'CN=%s,OU=Domain Controllers,%s' % (host.upper(), samdb.domain_dn())))
    names = ['%s/127.77.0.%d' % (kind, n) for kind in ('HOST', 'ldap') for n in range(1, ADDRESSES + 1)]
    controller['names'] = ldb.MessageElement(names + ['ldap/%s.%s' % (host, dns)], ldb.FLAG_MOD_ADD,
                                             'servicePrincipalName')
    samdb.modify(controller)

    create(samdb, password, 'alice')
    create(samdb, password, 'disabled', userAccountControl=str(NORMAL | NEVER_EXPIRES | DISABLED))
    create(samdb, password, 'expired', accountExpires=str(LONG_AGO))
    create(samdb, password, 'must-change', userAccountControl=str(NORMAL), pwdLastSet='0')
    service(samdb, password, 'quayside', AES, 'HOST/quayside.%s' % dns, 'HOST/localhost', 'HOST/127.0.0.1')
    service(samdb, password, 'quayside-128', AES128, 'HOST/aes128.%s' % dns)
    service(samdb, password, 'quayside-rc4', RC4, 'HOST/rc4.%s' % dns)

    net = Net(None, lp)
    for principal, file in (('alice', 'alice'), ('host/quayside.%s' % dns, 'quayside'), ('host/localhost', 'quayside'),
                            ('host/127.0.0.1', 'quayside'), ('host/aes128.%s' % dns, 'quayside-128'),
                            ('host/rc4.%s' % dns, 'quayside-rc4')):
        net.export_keytab(keytab=os.path.join(folder, file + '.keytab'), principal=principal)


if __name__ == '__main__':
    main(*sys.argv[1:])
