package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.LlrpStatus.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one AISpec says: which antennas, and when it is over (LLRP 1.0.1, 10.2.2).
 *
 * @param antennas in order, each from 1
 * @param inventorySpec the id of its first InventoryParameterSpec
 * @param durationMillis after which it ends; 0 for never
 * @param observation when enough has been seen, where it says so
 */
record AiSpec(
    List<Integer> antennas,
    int inventorySpec,
    long durationMillis,
    Optional<Observation> observation) {

  private static final int DURATION = 1;
  private static final int GPI = 2;
  private static final int TAG_OBSERVATION = 3;

  /**
   * A TagObservationTrigger.
   *
   * @param kind 0 and 3 N tags, 1 and 4 no new tag for a while, 2 N attempts
   * @param tags N
   * @param attempts N
   * @param quietMillis the while
   */
  record Observation(int kind, int tags, int attempts, long quietMillis) {

    boolean isOver(int seen, int rounds, long sinceNewMillis) {
      return switch (kind) {
        case 0, 3 -> seen >= tags;
        case 1, 4 -> sinceNewMillis >= quietMillis;
        default -> rounds >= attempts;
      };
    }
  }

  static AiSpec of(LlrpParameter parameter, ReaderModel model) throws Refusal {
    LlrpParameter stop = parameter.only(LlrpGrammar.AI_STOP_TRIGGER);
    Optional<LlrpParameter> observation = stop.first(LlrpGrammar.TAG_OBSERVATION);
    int kind = stop.u8(0);
    if (kind > TAG_OBSERVATION || (kind == TAG_OBSERVATION) != observation.isPresent()) {
      throw Refusal.parameterField(
          LlrpGrammar.AI_STOP_TRIGGER, 0, LlrpStatus.INVALID, "trigger and parameters disagree");
    }
    long duration =
        switch (kind) {
          case DURATION, GPI -> stop.u32(1);
          case TAG_OBSERVATION -> observation.orElseThrow().u32(8);
          default -> 0;
        };
    if (observation.isPresent() && observation.get().u8(0) > 4) {
      throw Refusal.parameterField(
          LlrpGrammar.TAG_OBSERVATION, 0, LlrpStatus.OUT_OF_RANGE, "no such observation trigger");
    }
    List<LlrpParameter> inventories = parameter.all(LlrpGrammar.INVENTORY_SPEC);
    for (LlrpParameter inventory : inventories) {
      check(inventory, model);
    }
    return new AiSpec(
        antennas(parameter, model),
        inventories.getFirst().u16(0),
        duration,
        observation.map(o -> new Observation(o.u8(0), o.u16(2), o.u16(4), o.u16(6))));
  }

  private static List<Integer> antennas(LlrpParameter parameter, ReaderModel model) throws Refusal {
    List<Integer> antennas = new ArrayList<>();
    for (int i = 0; i < parameter.u16(0); i++) {
      int antenna = parameter.u16(2 + 2 * i);
      if (antenna > model.antennas()) {
        throw Refusal.parameterField(
            LlrpGrammar.AI_SPEC, 1, LlrpStatus.OUT_OF_RANGE, "there is no antenna " + antenna);
      }
      antennas.add(antenna);
    }
    if (antennas.isEmpty()) {
      throw Refusal.parameterField(LlrpGrammar.AI_SPEC, 0, LlrpStatus.INVALID, "no antennas");
    }
    return antennas.contains(0)
        ? IntStream.rangeClosed(1, model.antennas()).boxed().toList()
        : List.copyOf(antennas);
  }

  private static void check(LlrpParameter inventory, ReaderModel model) throws Refusal {
    if (inventory.u16(0) == 0) {
      throw Refusal.parameterField(
          LlrpGrammar.INVENTORY_SPEC, 0, LlrpStatus.INVALID, "InventoryParameterSpecID is 0");
    }
    if (inventory.u8(2) != 1) {
      throw Refusal.parameterField(
          LlrpGrammar.INVENTORY_SPEC, 1, LlrpStatus.INVALID, "the reader reads Gen2 tags only");
    }
    for (LlrpParameter antenna : inventory.all(LlrpGrammar.ANTENNA_CONFIGURATION)) {
      checkAntenna(antenna, model);
    }
  }

  /** Indices must be those of the capabilities: real readers refuse guesses. */
  static void checkAntenna(LlrpParameter configuration, ReaderModel model) throws Refusal {
    if (configuration.u16(0) > model.antennas()) {
      throw Refusal.parameterField(
          LlrpGrammar.ANTENNA_CONFIGURATION, 0, LlrpStatus.OUT_OF_RANGE, "no such antenna");
    }
    Optional<LlrpParameter> transmitter = configuration.first(LlrpGrammar.RF_TRANSMITTER);
    if (transmitter.isPresent()) {
      int hopTable = transmitter.get().u16(0);
      int power = transmitter.get().u16(4);
      if (hopTable != Capabilities.HOP_TABLE) {
        throw Refusal.parameterField(
            LlrpGrammar.RF_TRANSMITTER,
            0,
            LlrpStatus.OUT_OF_RANGE,
            "invalid HopTableID (" + hopTable + ")");
      }
      if (power < 1 || power > Capabilities.POWER_LEVELS) {
        throw Refusal.parameterField(
            LlrpGrammar.RF_TRANSMITTER, 2, LlrpStatus.OUT_OF_RANGE, "no such power " + power);
      }
    }
  }
}
