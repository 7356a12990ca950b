"""RemoteRead and qmmgmt of a server that wants its calls encrypted, as impacket meets them."""

import qmmgmt
import remoteread as rr
from authenticate import ACCESS_DENIED, LEVELS, RPC_C_AUTHN_LEVEL_PKT_PRIVACY, at, refused
from reader import Connection, expect, labels
from scenarios import ALL, main, scenario
from transfer import send_all

ALL.clear()


@scenario
def privacy_reads(place):
    """The level that Windows Server 2008 and later demand"""
    send_all(place, {'label': 'one'})
    with Connection(place, identity=at(place, RPC_C_AUTHN_LEVEL_PKT_PRIVACY)) as connection:
        assert labels(connection.open(rr.direct(place.name))) == ['one']
    with Connection(place, qmmgmt.INTERFACE, identity=at(place, RPC_C_AUTHN_LEVEL_PKT_PRIVACY)) as connection:
        connection.call(qmmgmt.info([4]))


@scenario
def less_is_refused(place):
    """Too low a level is access denied, except for the port ([MS-MQRR] 3.1.4, note 19)"""
    for level in LEVELS[:-1]:
        refused(place, at(place, level))
        with Connection(place, qmmgmt.INTERFACE, identity=at(place, level)) as connection:
            expect('fault', ACCESS_DENIED, connection.call, qmmgmt.info([4]))
        with Connection(place, identity=at(place, level)) as connection:
            port = connection.call(rr.R_GetServerPort(), has_status=False)['Port']
            assert port == place.rpc_port


if __name__ == '__main__':
    main()
