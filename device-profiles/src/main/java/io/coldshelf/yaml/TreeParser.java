package io.coldshelf.yaml;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Gives the composer a document's events, and refuses what is no tree of bounded depth before the
 * composer sees it: the parser keeps its own stack, the composer would use ours.
 */
final class TreeParser implements Parser {

  private final Parser parser;
  private final Mistakes mistakes;
  private int depth;

  TreeParser(LoadSettings settings, String text, Mistakes mistakes) {
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    this.mistakes = mistakes;
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public Event next() {
    Event event = parser.next();
    if (event.getEventId() == Event.ID.Alias) {
      throw refused(event, "an alias", "write the value out");
    }
    if (event instanceof CollectionStartEvent && ++depth > YamlDocument.MAX_DEPTH) {
      throw refused(
          event, "nested deeper than " + YamlDocument.MAX_DEPTH, "nothing in this file needs that");
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
    return event;
  }

  private ConfigurationException refused(Event event, String what, String fix) {
    return YamlDocument.refused(mistakes, Position.of(event.getStartMark()), what, fix);
  }
}
