package io.coldshelf.edge.detect;

import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import java.util.ArrayList;
import java.util.List;

/** Keeps what detectors find. */
final class Found implements Findings {

  final List<Event> events = new ArrayList<>();
  final List<Reading> readings = new ArrayList<>();
  final List<Sighting> sightings = new ArrayList<>();

  @Override
  public void event(Event event) {
    events.add(event);
  }

  @Override
  public void reading(Reading reading) {
    readings.add(reading);
  }

  @Override
  public void sighting(Sighting sighting) {
    sightings.add(sighting);
  }

  List<Event> of(EventKind kind, Change change) {
    return events.stream()
        .filter(event -> event.kind() == kind && event.change() == change)
        .toList();
  }

  List<String> types() {
    return events.stream().map(Event::type).toList();
  }
}
