package io.coldshelf.driver.w1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A folder like {@code /sys} with one 1-Wire master. */
final class TestWire {

  static final String MASTER = "w1_bus_master1";

  private final Path devices;
  private final Path master;

  TestWire(Path sysfs) throws IOException {
    this.devices = Files.createDirectories(sysfs.resolve("bus/w1/devices"));
    this.master = Files.createDirectories(sysfs.resolve("devices").resolve(MASTER));
  }

  void chip(String id, String text) throws IOException {
    Path home = Files.createDirectories(master.resolve(id));
    if (!Files.exists(devices.resolve(id))) {
      Files.createSymbolicLink(devices.resolve(id), home);
    }
    Files.writeString(slave(id), text);
  }

  Path slave(String id) {
    return master.resolve(id).resolve("w1_slave");
  }

  Path bulk() {
    return master.resolve("therm_bulk_read");
  }

  void remove(String id) throws IOException {
    Files.delete(devices.resolve(id));
    Files.deleteIfExists(slave(id));
    Files.delete(master.resolve(id));
  }

  /** A good read. */
  static String celsius(double celsius) {
    int counts = (int) Math.round(celsius * 16);
    return text(
        new int[] {counts & 0xFF, counts >> 8 & 0xFF, 0x4B, 0x46, 0x7F, 0xFF, 0x0C, 0x10},
        "YES",
        (int) Math.round(celsius * 1000));
  }

  static String text(int[] eight, String verdict, int millis) {
    int[] bytes = Arrays.copyOf(eight, 9);
    bytes[8] = check(eight);
    return "%s: crc=%02x %s\n%st=%d\n".formatted(hex(bytes), bytes[8], verdict, hex(bytes), millis);
  }

  static String hex(int[] bytes) {
    return Arrays.stream(bytes)
        .mapToObj(each -> String.format(Locale.ROOT, "%02x ", each))
        .collect(Collectors.joining());
  }

  /** Bit by bit as the chip's shift register does it (DS18B20 data sheet, figure 11). */
  private static int check(int[] bytes) {
    boolean[] register = new boolean[8];
    for (int each : bytes) {
      for (int bit = 0; bit < 8; bit++) {
        boolean in = (each >> bit & 1) == 1 ^ register[7];
        boolean third = register[3] ^ in;
        boolean fourth = register[4] ^ in;
        System.arraycopy(register, 0, register, 1, 7);
        register[0] = in;
        register[4] = third;
        register[5] = fourth;
      }
    }
    int value = 0;
    for (int i = 0; i < 8; i++) {
      value |= register[i] ? 1 << (7 - i) : 0;
    }
    return value;
  }
}
