package io.coldshelf.bridge.ingest;

import io.coldshelf.bridge.alert.Alert;
import io.coldshelf.bridge.alert.EventLog;
import io.coldshelf.bridge.fleet.Fleet;
import io.coldshelf.bridge.store.BlockKey;
import io.coldshelf.bridge.store.Blocks;
import io.coldshelf.bridge.store.Events;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.bridge.store.Heads;
import io.coldshelf.bridge.store.Payloads;
import io.coldshelf.bridge.store.Readings;
import io.coldshelf.bridge.store.Sql;
import io.coldshelf.model.Event;
import io.coldshelf.model.EventKind;
import io.coldshelf.model.Measure;
import io.coldshelf.wire.Ack;
import io.coldshelf.wire.Topics;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps one batch of messages, within one transaction. Used once. */
final class Intake {

  private static final System.Logger LOG = System.getLogger(Intake.class.getName());

  private final Sql sql;
  private final long now;
  private final Backlog backlog;
  private final boolean nothingWaits;
  private final Map<String, Alert> changed = new LinkedHashMap<>();
  private final Map<Topics, Set<String>> touched = new LinkedHashMap<>();

  private int blocks;
  private long readings;
  private boolean clocks;

  Intake(Sql sql, long now, Backlog backlog) throws SQLException {
    this.sql = sql;
    this.now = now;
    this.backlog = backlog;
    this.nothingWaits = Payloads.waiting(sql).blocks() == 0;
  }

  /**
   * What follows once the transaction is committed, and only then.
   *
   * @param changed the alerts that are different now
   * @param acks what may be published
   * @param waiting how many blocks were kept whose readings are not in the tables yet
   * @param clocks whether clocks were noted
   */
  record Result(List<Alert> changed, List<Due> acks, int waiting, boolean clocks) {}

  /** An acknowledgement that may be published. */
  record Due(Topics gateway, Ack ack) {}

  void keep(Incoming incoming, Message message) throws SQLException {
    switch (message) {
      case Message.OfEvent event -> event(event, incoming.payload());
      case Message.OfReadings readings -> readings(readings);
      case Message.OfStatus status -> status(status, incoming.retained());
      case Message.OfReported reported -> {
        long gateway = Gateways.number(sql, reported.gateway(), now);
        Fleet.reported(sql, gateway, reported.gateway(), reported.reported(), incoming.payload());
      }
      case Message.OfHead head -> head(head, incoming.payload());
      case Message.Unreadable unreadable -> unreadable(unreadable, incoming);
      case Message.Cleared _ -> LOG.log(Level.DEBUG, "{0} was cleared", incoming.topic());
    }
  }

  Result result() throws SQLException {
    int waiting = blocks;
    if (waiting > 0 && nothingWaits && readings <= Backlog.INLINE_READINGS) {
      int _ = backlog.unfold(sql, blocks, Integer.MAX_VALUE);
      waiting = 0;
    }
    List<Due> acks = new ArrayList<>();
    for (Map.Entry<Topics, Set<String>> entry : touched.entrySet()) {
      Topics topics = entry.getKey();
      long gateway = Gateways.number(sql, topics, now);
      // The newest epoch last: it is what stays on the broker.
      Optional<String> current = Blocks.currentEpoch(sql, gateway);
      current.ifPresent(entry.getValue()::remove);
      for (String epoch : entry.getValue()) {
        acks.add(new Due(topics, Blocks.ack(sql, gateway, epoch)));
      }
      if (current.isPresent()) {
        acks.add(new Due(topics, Blocks.ack(sql, gateway, current.get())));
      }
    }
    return new Result(List.copyOf(changed.values()), acks, waiting, clocks);
  }

  private void event(Message.OfEvent message, byte[] body) throws SQLException {
    long gateway = Gateways.number(sql, message.gateway(), now);
    Event event = message.event();
    Optional<Blocks.Added> added = added(gateway, message.gateway(), message.block());
    Gateways.heard(sql, gateway, now, 0);
    if (added.isPresent() && !added.get().isNew()) {
      return;
    }
    EventLog.add(sql, gateway, message.gateway(), event, body, now, message.clock())
        .ifPresent(alert -> changed.put(alert.id(), alert));
    clocks |= message.clock().isPresent();
    Events.Placed placed = Events.placed(sql, gateway, event.id());
    if (added.isPresent() && message.block().isPresent()) {
      Blocks.keptAs(
          sql,
          added.get().stream(),
          message.block().get().seq(),
          Blocks.Keeper.EVENT,
          placed.number());
    }
    Gateways.data(sql, gateway, placed.timeMillis());
    if (tellsStock(event.kind())) {
      Optional<Measure> measure = event.finding().measure();
      if (measure.isPresent()
          && measure.get().unit().equals("count")
          && Double.isFinite(measure.get().value())) {
        Readings.stock(sql, gateway, event.subject(), placed.timeMillis(), measure.get().value());
      }
    }
  }

  /** In these kinds the value is how many items lie on the shelf. */
  private static boolean tellsStock(EventKind kind) {
    return kind == EventKind.ITEMS || kind == EventKind.STOCKOUT || kind == EventKind.LOW_STOCK;
  }

  private void readings(Message.OfReadings message) throws SQLException {
    long gateway = Gateways.number(sql, message.gateway(), now);
    Optional<Blocks.Added> added = added(gateway, message.gateway(), message.block());
    if (added.isEmpty() || added.get().isNew()) {
      Optional<Payloads.Place> place =
          added.isPresent() && message.block().isPresent()
              ? Optional.of(new Payloads.Place(added.get().stream(), message.block().get().seq()))
              : Optional.empty();
      long _ = Payloads.put(sql, gateway, place, message.content(), now);
      blocks++;
      readings += message.content().count();
    }
    Gateways.heard(sql, gateway, now, 0);
  }

  private void head(Message.OfHead message, byte[] body) throws SQLException {
    long gateway = Gateways.number(sql, message.gateway(), now);
    Heads.Added added = Heads.add(sql, gateway, message.gateway(), message.head(), body, now);
    if (added.isNew() && added.note().isPresent()) {
      LOG.log(
          Level.WARNING,
          "A head of {0} counts for nothing: {1}. It is kept",
          message.gateway().source(),
          added.note().get());
    }
    if (added.breaks() > 0) {
      LOG.log(
          Level.WARNING,
          "A signed head of {0} says another hash than the block that is here. Both are kept",
          message.gateway().source());
    }
  }

  private void status(Message.OfStatus message, boolean retained) throws SQLException {
    long gateway = Gateways.number(sql, message.gateway(), now);
    int _ = Fleet.status(sql, gateway, message.status(), now);
    if (!retained && message.status().online()) {
      Gateways.heard(sql, gateway, now, 0);
    }
  }

  private void unreadable(Message.Unreadable message, Incoming incoming) throws SQLException {
    Optional<Blocks.Added> added = Optional.empty();
    if (message.gateway().isPresent()) {
      long gateway = Gateways.number(sql, message.gateway().get(), now);
      added = added(gateway, message.gateway().get(), message.block());
    }
    if (added.isPresent() && !added.get().isNew()) {
      return;
    }
    LOG.log(
        Level.WARNING,
        "A message on {0} cannot be read and is set aside: {1}",
        incoming.topic(),
        message.reason());
    long number = Events.reject(sql, incoming.topic(), message.reason(), incoming.payload(), now);
    if (added.isPresent() && message.block().isPresent()) {
      Blocks.keptAs(
          sql, added.get().stream(), message.block().get().seq(), Blocks.Keeper.REJECTED, number);
    }
  }

  /** Notes a block; nothing for a message that is in none. */
  private Optional<Blocks.Added> added(long gateway, Topics topics, Optional<BlockKey> key)
      throws SQLException {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    touched.computeIfAbsent(topics, _ -> new LinkedHashSet<>()).add(key.get().epoch());
    Blocks.Added added = Blocks.add(sql, gateway, key.get(), now);
    if (added.breaks() > 0) {
      LOG.log(
          Level.WARNING,
          "The hash chain of {0} is broken beside block {1} of its {2}: something was altered or"
              + " replaced. The block is kept",
          topics.source(),
          Long.toString(key.get().seq()),
          key.get().lane().code());
    }
    return Optional.of(added);
  }
}
