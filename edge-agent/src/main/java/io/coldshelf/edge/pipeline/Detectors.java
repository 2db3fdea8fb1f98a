package io.coldshelf.edge.pipeline;

import io.coldshelf.edge.config.Compartment;
import io.coldshelf.edge.config.DeviceEntry;
import io.coldshelf.edge.config.GatewayConfiguration;
import io.coldshelf.edge.config.Shelf;
import io.coldshelf.edge.detect.Admission;
import io.coldshelf.edge.detect.Detector;
import io.coldshelf.edge.detect.DeviceWatch;
import io.coldshelf.edge.detect.DoorWatch;
import io.coldshelf.edge.detect.Plausibility;
import io.coldshelf.edge.detect.PointWatch;
import io.coldshelf.edge.detect.ProbeSilence;
import io.coldshelf.edge.detect.ReaderSilence;
import io.coldshelf.edge.detect.SightingWindow;
import io.coldshelf.edge.detect.StockWatch;
import io.coldshelf.edge.detect.TemperatureWatch;
import io.coldshelf.model.PointId;
import io.coldshelf.profile.PointProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sets up the detectors that a gateway's configuration asks for, and who listens to which device.
 */
public final class Detectors {

  /** So many intervals without a word are a gap. */
  private static final int INTERVALS_OF_SILENCE = 3;

  /** A shorter silence than this is none, however fast a device is asked. */
  private static final Duration LEAST_SILENCE = Duration.ofSeconds(5);

  /** A scale that was silent for so long knows nothing of its shelf, however slowly it is asked. */
  private static final Duration LEAST_WEIGHT_SILENCE = Duration.ofSeconds(10);

  private final GatewayConfiguration configuration;
  private final Map<String, DeviceEntry> devices;
  private final List<Detector> detectors = new ArrayList<>();
  private final Map<String, List<Detector>> byDevice = new LinkedHashMap<>();
  private final Map<PointId, Plausibility> plausible = new HashMap<>();
  private final Set<PointId> listenedFor = new HashSet<>();

  private Detectors(GatewayConfiguration configuration) {
    this.configuration = configuration;
    this.devices =
        configuration.devices().stream()
            .collect(Collectors.toMap(DeviceEntry::name, device -> device));
  }

  /**
   * The pipeline of one gateway.
   *
   * @param configuration what it watches
   * @return a pipeline at its beginning
   */
  public static Pipeline pipeline(GatewayConfiguration configuration) {
    Detectors setUp = new Detectors(configuration);
    configuration.devices().forEach(setUp::watch);
    configuration.shelves().forEach(setUp::watch);
    configuration.compartments().forEach(setUp::watch);
    return new Pipeline(
        setUp.detectors, setUp.byDevice, new Admission(configuration.gateway(), setUp.plausible));
  }

  private void watch(DeviceEntry device) {
    String gateway = configuration.gateway();
    boolean speaksByItself = device.profile().points().isEmpty();
    Duration grace = speaksByItself ? LEAST_SILENCE : silence(device.name());
    add(new DeviceWatch(gateway, device.name(), grace.toMillis()), Set.of(device.name()));
    for (PointProfile point : device.profile().points()) {
      PointId id = new PointId(device.name(), point.name());
      boolean cold =
          configuration.compartments().stream()
              .anyMatch(compartment -> compartment.probes().contains(id));
      plausible.put(id, new Plausibility(point, cold));
      add(new PointWatch(gateway, id, cold), Set.of(device.name()));
    }
    if (speaksByItself) {
      add(new SightingWindow(device.name()), Set.of(device.name()));
      add(new ReaderSilence(gateway, device.name()), Set.of(device.name()));
    }
  }

  private void watch(Shelf shelf) {
    Set<String> heard = new LinkedHashSet<>();
    shelf.antennas().forEach(antenna -> heard.add(antenna.reader()));
    Duration stale = LEAST_WEIGHT_SILENCE;
    for (PointId scale : shelf.weight()) {
      heard.add(scale.device());
      stale = longer(stale, silence(scale.device()));
    }
    add(
        new StockWatch(configuration.gateway(), shelf, stale, configuration.site().timezone()),
        heard);
  }

  private void watch(Compartment compartment) {
    Map<PointId, Duration> probes = new LinkedHashMap<>();
    for (PointId probe : compartment.probes()) {
      Duration silence = silence(probe.device());
      probes.put(probe, silence);
      if (listenedFor.add(probe)) {
        add(
            new ProbeSilence(configuration.gateway(), probe, silence.toMillis()),
            Set.of(probe.device()));
      }
    }
    Set<String> heard =
        compartment.probes().stream()
            .map(PointId::device)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    add(
        new TemperatureWatch(
            configuration.gateway(), compartment.name(), compartment.productClass(), probes),
        heard);
    compartment.door().ifPresent(contact -> watch(compartment.name(), contact));
  }

  /** The contact may be on a device that is not configured yet; then nothing tells of the door. */
  private void watch(String compartment, PointId contact) {
    if (devices.containsKey(contact.device())) {
      add(new DoorWatch(configuration.gateway(), compartment, contact), Set.of(contact.device()));
    }
  }

  private Duration silence(String device) {
    DeviceEntry entry = devices.get(device);
    if (entry == null) {
      throw new IllegalArgumentException("there is no device " + device);
    }
    return longer(LEAST_SILENCE, entry.every().multipliedBy(INTERVALS_OF_SILENCE));
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private void add(Detector detector, Collection<String> heard) {
    detectors.add(detector);
    heard.forEach(device -> byDevice.computeIfAbsent(device, _ -> new ArrayList<>()).add(detector));
  }
}
