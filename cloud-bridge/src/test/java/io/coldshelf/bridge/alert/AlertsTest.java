package io.coldshelf.bridge.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.bridge.Samples;
import io.coldshelf.bridge.store.Database;
import io.coldshelf.bridge.store.Gateways;
import io.coldshelf.model.Change;
import io.coldshelf.model.Event;
import io.coldshelf.wire.CloudEvent;
import io.coldshelf.wire.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertsTest {

  private static final Map<Change, Long> TIMES =
      Map.of(Change.OPENED, 1000L, Change.UPDATED, 2000L, Change.CLOSED, 3000L);

  private final Database database;

  AlertsTest(@TempDir Path folder) {
    this.database = Database.open(folder.resolve("alerts.db"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Optional<Alert> add(Topics gateway, Event event) {
    return database.write(sql ->
        EventLog.add(
            sql,
            Gateways.number(sql, gateway, 1),
            gateway,
            event,
            new CloudEvent(gateway.source(), event).toJson(),
            1));
  }

  private Alert add(Event event) {
    Optional<Alert> _ = add(Samples.GATEWAY, event);
    return find(event.finding().alert());
  }

  private Alert find(String id) {
    return database.read(sql -> Alerts.find(sql, id)).orElseThrow();
  }

  @Test
  void goesFromOpenToClosed() {
    assertEquals(AlertState.OPEN, add(Samples.breach("a", Change.OPENED, 1000, 7)).state());
    assertEquals(AlertState.OPEN, add(Samples.breach("a", Change.UPDATED, 2000, 9)).state());
    Alert closed = add(Samples.breach("a", Change.CLOSED, 3000, 9));
    assertEquals(AlertState.CLOSED, closed.state());
    assertEquals(OptionalLong.of(3000), closed.finding().closedAtMillis());
  }

  @Test
  void keepsWhatALaterEventDoesNotRepeat() {
    Alert _ = add(Samples.breach("a", Change.OPENED, 1000, 7));
    Alert closed = add(Samples.breach("a", Change.CLOSED, 3000, 9));
    assertEquals(Optional.of("Close the door."), closed.finding().evidence().suggestion());
  }

  @Test
  void endsTheSameInEveryOrderOfArrival() {
    List<List<Change>> orders = new ArrayList<>();
    List<Change> changes = List.of(Change.OPENED, Change.UPDATED, Change.RECORDED, Change.CLOSED);
    permute(new ArrayList<>(changes), 0, orders);
    assertEquals(24, orders.size());
    int round = 0;
    for (List<Change> order : orders) {
      String id = "alert-" + round++;
      for (Change change : order) {
        if (change == Change.RECORDED) { // stands for a second update here
          Alert _ = add(Samples.breach(id, Change.UPDATED, 2500, 11));
        } else {
          Alert _ = add(Samples.breach(id, change, TIMES.getOrDefault(change, 0L), 8));
        }
      }
      Alert alert = find(id);
      assertEquals(AlertState.CLOSED, alert.state(), order.toString());
      assertEquals(3000, alert.changedAtMillis(), order.toString());
      assertEquals(
          OptionalDouble.of(8), alert.finding().measure().orElseThrow().worst(), order.toString());
      assertEquals(
          Optional.of("Close the door."),
          alert.finding().evidence().suggestion(),
          order.toString());
    }
  }

  private static void permute(List<Change> of, int from, List<List<Change>> into) {
    if (from == of.size()) {
      into.add(List.copyOf(of));
      return;
    }
    for (int i = from; i < of.size(); i++) {
      java.util.Collections.swap(of, from, i);
      permute(of, from + 1, into);
      java.util.Collections.swap(of, from, i);
    }
  }

  @Test
  void isNotReopenedByALateOpening() {
    Alert _ = add(Samples.breach("a", Change.CLOSED, 3000, 9));
    assertEquals(AlertState.CLOSED, add(Samples.breach("a", Change.OPENED, 1000, 7)).state());
  }

  @Test
  void takesAnEventOnce() {
    Event opened = Samples.breach("a", Change.OPENED, 1000, 7);
    assertTrue(add(Samples.GATEWAY, opened).isPresent());
    assertTrue(add(Samples.GATEWAY, opened).isEmpty());
  }

  @Test
  void staysAcknowledgedUntilItIsClosed() {
    Alert _ = add(Samples.breach("a", Change.OPENED, 1000, 7));
    Acknowledgement by = new Acknowledgement(1500, "Li", "seen", "moved the milk");
    assertEquals(
        Optional.of(AlertState.ACKNOWLEDGED),
        database.write(sql -> Alerts.acknowledge(sql, "a", by)).map(Alert::state));
    Alert updated = add(Samples.breach("a", Change.UPDATED, 2000, 8));
    assertEquals(AlertState.ACKNOWLEDGED, updated.state());
    Alert closed = add(Samples.breach("a", Change.CLOSED, 3000, 8));
    assertEquals(AlertState.CLOSED, closed.state());
    assertEquals(Optional.of(by), closed.acknowledgement());
  }

  @Test
  void cannotBeClosedByAnotherGateway() {
    Alert _ = add(Samples.breach("a", Change.OPENED, 1000, 7));
    assertTrue(
        add(new Topics("store-0042", "gw2"), Samples.breach("a", Change.CLOSED, 3000, 9))
            .isEmpty());
    assertEquals(AlertState.OPEN, find("a").state());
  }

  @Test
  void isListedNewestFirstPageByPage() {
    for (int i = 0; i < 5; i++) {
      Alert _ = add(Samples.breach("a" + i, Change.OPENED, 1000, 7));
    }
    List<String> ids = new ArrayList<>();
    Optional<AlertFilter.Position> after = Optional.empty();
    for (int page = 0; page < 3; page++) {
      AlertFilter newest = AlertFilter.newest(2);
      AlertFilter filter =
          new AlertFilter(newest.state(), newest.kind(), newest.site(), newest.subject(), after, 2);
      for (Alert alert : database.read(sql -> Alerts.list(sql, filter, Optional.empty()))) {
        ids.add(alert.id());
        after = Optional.of(new AlertFilter.Position(alert.finding().openedAtMillis(), alert.id()));
      }
    }
    assertEquals(List.of("a4", "a3", "a2", "a1", "a0"), ids);
  }

  @Test
  void isHiddenFromThoseOfOtherSites() {
    Alert _ = add(Samples.breach("a", Change.OPENED, 1000, 7));
    AlertFilter all = AlertFilter.newest(10);
    assertEquals(0, database.read(sql -> Alerts.list(sql, all, Optional.of("[\"other\"]"))).size());
    assertEquals(
        1, database.read(sql -> Alerts.list(sql, all, Optional.of("[\"store-0042\"]"))).size());
  }
}
