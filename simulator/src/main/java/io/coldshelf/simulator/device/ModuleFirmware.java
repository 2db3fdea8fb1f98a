package io.coldshelf.simulator.device;

import java.util.function.Consumer;

/** What a simulated RFID module does with bytes and time. Called by one thread at a time. */
interface ModuleFirmware {

  /** A round of inventory takes this long. */
  long ROUND_MILLIS = 20;

  /** Takes bytes, cut wherever the line cut them; {@code out} takes whole frames. */
  void hear(byte[] bytes, Consumer<byte[]> out);

  /** Time has gone by. */
  void tick(long nowMillis, Consumer<byte[]> out);
}
