"""qmmgmt as a client on impacket's NDR engine meets it ([MS-MQMR] 3.1.4)."""

import remoteread as rr
from packet import guid_bytes
from qmmgmt import INTERFACE, SESSION, VT_I8, VT_LPWSTR, VT_NULL, VT_UI4, VT_VECTOR, action, info, value
from reader import Connection, Fault, expect
from scenarios import main, scenario
from transfer import send_all

MQ_ERROR_QUEUE_NOT_FOUND = 0xC00E0003
MQ_ERROR_INVALID_PARAMETER = 0xC00E0006
MQ_ERROR_ILLEGAL_PROPID = 0xC00E0039
BAD_STUB_DATA = 0x000006F7


def ask(connection, properties, queue=None):
    answer = connection.call(info(properties, queue))
    assert len(answer['apVar']) == len(properties)
    return [value(variant) for variant in answer['apVar']]


@scenario
def the_machine_tells_its_properties(place):
    """Machine properties 1 to 6 ([MS-MQMR] 2.2.3.1, [MS-MQMQ] 2.3.11)"""
    send_all(place, {'label': 'one', 'body': b'12345'})
    with Connection(place, INTERFACE) as connection:
        active, private, server, connected, kind, size = ask(connection, [1, 2, 3, 4, 5, 6])
        assert active[0] == VT_VECTOR | VT_LPWSTR and private[0] == VT_VECTOR | VT_LPWSTR
        assert [name for name in active[1] if name.upper() == 'DIRECT=OS:LOCALHOST\\PRIVATE$\\Q00'], active
        assert len(private[1]) == 60 and all('\\private$\\q' in name.lower() for name in private[1])
        assert server == (VT_NULL, None)
        assert connected[0] == VT_LPWSTR and connected[1] in ('CONNECTED', 'DISCONNECTED')
        assert kind[0] == VT_LPWSTR
        assert size[0] == VT_I8 and size[1] > 0


@scenario
def properties_come_in_the_order_of_the_question(place):
    """aProp and apVar go together ([MS-MQMR] 3.1.4.1)"""
    with Connection(place, INTERFACE) as connection:
        assert [kind for kind, _ in ask(connection, [6, 4, 6])] == [VT_I8, VT_LPWSTR, VT_I8]
        assert len(ask(connection, [4] * 128)) == 128


@scenario
def a_queue_tells_its_properties(place):
    """Queue properties ([MS-MQMR] 2.2.3.2, [MS-MQMQ] 2.3.12)"""
    send_all(place, {'label': 'one', 'body': b'12345'}, {'label': 'two'})
    with Connection(place, INTERFACE) as connection:
        answers = dict(zip(range(1, 28), ask(connection, range(1, 28), rr.direct(place.name))))
        assert answers[1][1].lower().endswith('\\' + place.queue)
        assert answers[2][1].upper() == ('DIRECT=OS:localhost\\' + place.queue).upper()
        assert [answers[i][1] for i in (3, 4, 5)] == ['PRIVATE', 'LOCAL', 'NO']
        assert answers[6][1].upper() in ('NO', 'UNKNOWN')
        assert answers[7] == (VT_UI4, 2)
        assert answers[8][0] == VT_UI4 and answers[8][1] > 0
        assert answers[9] == (VT_UI4, 0) and answers[10] == (VT_UI4, 0)
        assert answers[11] == (VT_LPWSTR, 'LOCAL CONNECTION')
        for outgoing in list(range(12, 24)) + [25]:
            assert answers[outgoing][0] == VT_NULL, outgoing


@scenario
def a_queue_is_found_by_every_kind_of_name(place):
    """QUEUE_FORMAT behind a pointer ([MS-MQMR] 2.2.1.3)"""
    send_all(place, {'label': 'one'})
    with Connection(place, INTERFACE) as connection:
        for queue in (rr.direct(place.name), rr.direct('TCP:10.0.0.1\\' + place.queue.upper()),
                      rr.private(guid_bytes(place.queue_manager), place.number)):
            assert ask(connection, [7], queue) == [(VT_UI4, 1)]


@scenario
def what_is_not_there_is_an_hresult(place):
    """Failures ([MS-MQMR] 3.1.4.1)"""
    with Connection(place, INTERFACE) as connection:
        expect('HRESULT', MQ_ERROR_QUEUE_NOT_FOUND, ask, connection, [7], rr.direct('OS:localhost\\private$\\nosuch'))
        for properties in ([0], [7], [1, 999], [0xFFFFFFFF]):
            expect('HRESULT', MQ_ERROR_ILLEGAL_PROPID, ask, connection, properties)
        expect('HRESULT', MQ_ERROR_ILLEGAL_PROPID, ask, connection, [28], rr.direct(place.name))
        expect('HRESULT', MQ_ERROR_INVALID_PARAMETER, ask, connection, [1], rr.direct('nonsense'))
        expect('HRESULT', MQ_ERROR_INVALID_PARAMETER, connection.call, info([1], kind=SESSION))
        assert ask(connection, [4])[0][0] == VT_LPWSTR


@scenario
def counts_out_of_range_are_faults(place):
    """range(1,128) ([MS-MQMR] 3.1.4.1)"""
    with Connection(place, INTERFACE) as connection:
        for count in (0, 129):
            expect('fault', BAD_STUB_DATA, connection.call, info([4] * count))
        lying = info([4, 4])
        lying['cp'] = 100
        expect('fault', BAD_STUB_DATA, connection.call, lying)
        assert ask(connection, [4])[0][0] == VT_LPWSTR


@scenario
def actions_are_refused_and_tidy_purges_nothing(place):
    """R_QMMgmtAction ([MS-MQMR] 3.1.4.2)"""
    send_all(place, {'label': 'one'})
    with Connection(place, INTERFACE) as connection:
        connection.call(action('TIDY'))
        for request in (action('EXPLODE'), action('EXPLODE', rr.direct(place.name)), action('', kind=SESSION)):
            try:
                connection.call(request)
                raise AssertionError('an action that does not exist succeeded')
            except Fault as e:
                assert e.kind == 'HRESULT' and e.code >> 31 == 1, e
        expect('HRESULT', MQ_ERROR_QUEUE_NOT_FOUND, connection.call,
               action('PAUSE', rr.direct('OS:localhost\\private$\\nosuch')))
        assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 1)]


@scenario
def both_interfaces_share_a_connection(place):
    """alter_context ([C706] 12.6.4.1)"""
    send_all(place, {'label': 'one'})
    with Connection(place, INTERFACE) as connection:
        altered = connection.rpc.alter_ctx(rr.INTERFACE)
        management, connection.rpc = connection.rpc, altered
        queue = connection.open(rr.direct(place.name))
        assert queue.start(rr.PEEK_CURRENT).packet.label == 'one'
        connection.rpc = management
        assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 1)]
        connection.rpc = altered
        queue.purge()
        connection.rpc = management
        assert ask(connection, [7], rr.direct(place.name)) == [(VT_UI4, 0)]


@scenario
def an_interface_that_is_not_there_is_not_bound(place):
    """Rejection in the bind_ack ([C706] 12.6.3.1)"""
    from impacket.uuid import uuidtup_to_bin
    for interface in (('12345778-1234-ABCD-EF00-0123456789AB', '0.0'), ('41208EE0-E970-11D1-9B9E-00E02C064C39', '2.0')):
        try:
            Connection(place, uuidtup_to_bin(interface))
            raise AssertionError('bound to %s' % interface[0])
        except rr.DCERPCException as e:
            assert 'abstract_syntax_not_supported' in str(e), e


if __name__ == '__main__':
    main()
