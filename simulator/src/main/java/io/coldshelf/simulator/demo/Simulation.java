package io.coldshelf.simulator.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo's devices by themselves, for whatever gateway wants to speak to them. */
public final class Simulation implements AutoCloseable {

  private static final String BROKER = "mqtt://127.0.0.1:1883";

  private final Stage stage;

  /**
   * Switches the devices on.
   *
   * @param seed from which everything in the world follows
   * @param clock the system's
   * @param truth takes what really happens, as JSON lines; stays the caller's to close
   * @throws IOException when the machine has no port or pseudo terminal to give
   */
  public Simulation(long seed, InstantSource clock, PrintStream truth) throws IOException {
    stage = new Stage(seed, clock, truth);
  }

  /**
   * Where the devices are.
   *
   * @return connection URLs by the device's name
   */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("case-probe", GatewayFiles.caseProbe(stage));
    addresses.put("shelf-reader", GatewayFiles.shelfReader(stage));
    addresses.put("milk-scale", GatewayFiles.milkScale(stage));
    addresses.put("cargo-probe", GatewayFiles.cargoProbe(stage));
    return addresses;
  }

  /**
   * The devices for a gateway's configuration.
   *
   * @return its section {@code devices}, in YAML
   */
  public String devices() {
    return "devices:\n" + GatewayFiles.storeDevices(stage) + GatewayFiles.truckDevices(stage);
  }

  /**
   * Writes whole configurations for a store's and a truck's gateway, with a broker on this machine.
   *
   * @param folder made where it is missing
   * @return the two files
   * @throws IOException when they cannot be written
   */
  public List<Path> write(Path folder) throws IOException {
    Files.createDirectories(folder);
    return List.of(
        GatewayFiles.store(folder, stage, BROKER), GatewayFiles.truck(folder, stage, BROKER));
  }

  /** Switches the devices off. */
  @Override
  public void close() throws IOException {
    stage.close();
  }
}
