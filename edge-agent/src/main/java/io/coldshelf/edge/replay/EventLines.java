package io.coldshelf.edge.replay;

import io.coldshelf.edge.detect.Findings;
import io.coldshelf.model.Event;
import io.coldshelf.model.Reading;
import io.coldshelf.model.Sighting;
import io.coldshelf.wire.CloudEvent;
import java.io.PrintStream;

/** Prints events as JSON lines, the documents that would have left the gateway; drops the rest. */
public final class EventLines implements Findings {

  private final String source;
  private final PrintStream out;
  private long events;

  /**
   * For one gateway.
   *
   * @param source the events' source
   * @param out takes a line an event
   */
  public EventLines(String source, PrintStream out) {
    this.source = source;
    this.out = out;
  }

  /**
   * How many were printed.
   *
   * @return events
   */
  public long count() {
    return events;
  }

  @Override
  public void event(Event event) {
    events++;
    out.writeBytes(new CloudEvent(source, event).toJson());
    out.write('\n');
  }

  @Override
  public void reading(Reading reading) {
    // Only events are asked for.
  }

  @Override
  public void sighting(Sighting sighting) {
    // Only events are asked for.
  }
}
