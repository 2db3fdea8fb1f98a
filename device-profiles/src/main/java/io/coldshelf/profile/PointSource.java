package io.coldshelf.profile;

/** Where a device keeps a point's value, in the terms of its protocol. */
public sealed interface PointSource
    permits J1939Signal,
        KernelChannel,
        MessageField,
        ModbusRegister,
        OpcUaNode,
        PinContact,
        SenmlName,
        SensorQuantity {

  /**
   * Says it for a person, as {@code profiles show} prints it.
   *
   * @return a few words
   */
  String described();
}
