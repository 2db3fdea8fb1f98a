"""A Modbus server by pymodbus: unit 7 with known values. Arguments: tcp PORT, or rtu PATH."""

import struct
import sys

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext

try:
    from pymodbus.datastore import ModbusDeviceContext as Unit
    UNITS = "devices"
except ImportError:
    from pymodbus.datastore import ModbusSlaveContext as Unit
    UNITS = "slaves"
from pymodbus.server import StartSerialServer, StartTcpServer


def words(data):
    return list(struct.unpack(">%dH" % (len(data) // 2), data))


def swapped(data):
    return b"".join(data[i : i + 2][::-1] for i in range(0, len(data), 2))


def word_reversed(data):
    return b"".join(data[i : i + 2] for i in range(len(data) - 2, -1, -2))


FLOAT = struct.pack(">f", -18.5)
HOLDING = (
    words(struct.pack(">hH", -185, 0x8000))
    + words(FLOAT)
    + words(word_reversed(FLOAT))
    + words(swapped(FLOAT))
    + words(swapped(word_reversed(FLOAT)))
    + words(struct.pack(">i", -123456))
    + words(struct.pack(">q", -1234567890123))
    + words(struct.pack(">d", 4.25))
    + [0x0020, 0x1234]
    + words(struct.pack(">I", 4000000000))
)
BITS = [i % 3 == 0 for i in range(40)]


def block(values):
    # pymodbus counts from one: its 1 is 0 on the wire.
    return ModbusSequentialDataBlock(1, values)


unit = Unit(
    co=block(list(BITS)),
    di=block([not bit for bit in BITS]),
    ir=block([305, 546]),
    hr=block(HOLDING),
)
context = ModbusServerContext(**{UNITS: {7: unit}, "single": False})
print("holds", len(HOLDING), flush=True)
if sys.argv[1] == "tcp":
    StartTcpServer(context=context, address=("127.0.0.1", int(sys.argv[2])))
else:
    kind = {}
    try:
        from pymodbus import FramerType

        kind["framer"] = FramerType.RTU
    except ImportError:
        from pymodbus.transaction import ModbusRtuFramer

        kind["framer"] = ModbusRtuFramer
    StartSerialServer(context=context, port=sys.argv[2], baudrate=9600, **kind)
