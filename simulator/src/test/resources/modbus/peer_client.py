"""A Modbus client by pymodbus. Arguments: PORT. Asks unit 7 of everything and says what came."""

import sys

from pymodbus.client import ModbusTcpClient

client = ModbusTcpClient("127.0.0.1", port=int(sys.argv[1]))
client.connect()
try:
    client.read_coils(0, count=1, slave=7)
    UNIT = {"slave": 7}
except TypeError:
    UNIT = {"device_id": 7}
print("coils", [int(bit) for bit in client.read_coils(0, count=10, **UNIT).bits[:10]])
print("discrete", [int(bit) for bit in client.read_discrete_inputs(0, count=3, **UNIT).bits[:3]])
print("input", client.read_input_registers(1, count=2, **UNIT).registers)
print("holding", client.read_holding_registers(10, count=2, **UNIT).registers)
print("refused", client.read_holding_registers(500, count=1, **UNIT).isError())
client.write_coil(1, True, **UNIT)
client.write_register(10, 77, **UNIT)
client.write_registers(11, [78], **UNIT)
print("coil", int(client.read_coils(1, count=1, **UNIT).bits[0]))
print("written", client.read_holding_registers(10, count=2, **UNIT).registers)
client.close()
