package io.coldshelf.bridge.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {

  @TempDir private Path folder = Path.of("");

  private static long number(Database database, String text) {
    return database.read(sql -> sql.number(text));
  }

  @Test
  void takesAFileOfEveryEarlierVersionAlong() throws SQLException {
    for (int version = 1; version < Schema.VERSIONS.size(); version++) {
      Path file = folder.resolve("version-" + version + ".db");
      try (Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file))) {
        assertEquals(version, Schema.upTo(sql, version));
        sql.execute("insert into site(id) values('s')");
        sql.execute("insert into gateway(site, name, since, heard_at) values('s', 'g', 1, 1)");
        sql.execute("insert into stream(gateway, epoch, lane, upto) values(1, 'e', 1, 1)");
        sql.execute("insert into block(stream, seq, count, received_at) values(1, 1, 2, 1)");
        sql.execute("insert into reading(point, time, value) values(1, 1000, 4.5)");
        sql.execute(
            "insert into sighting(gateway, reader, antenna, epc, first, last, count)"
                + " values(1, 'r', 1, 'ab', 1, 2, 3)");
        sql.execute(
            "insert into event(gateway, id, alert, kind, change, subject, time, body)"
                + " values(1, 'i', 'a', 'stockout', 'opened', 's', 5, x'00')");
      }
      try (Database database = Database.open(file)) {
        assertEquals(1, number(database, "select count(*) as n from reading"));
        assertEquals(3, number(database, "select count as n from sighting where epc='ab'"));
        assertEquals(2, number(database, "select count as n from block where payload is null"));
        assertEquals(5, number(database, "select time - shift as n from event"));
        assertEquals(0, database.read(Payloads::waiting).blocks());
      }
      // A second start finds nothing to do.
      try (Database database = Database.open(file)) {
        assertEquals(1, number(database, "select count(*) as n from unfolded"));
      }
    }
  }

  @Test
  void refusesAFileOfALaterVersion() throws SQLException {
    Path file = folder.resolve("later.db");
    try (Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file))) {
      sql.execute("pragma user_version=99");
    }
    StoreException refused = assertThrows(StoreException.class, () -> Database.open(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("newer bridge"));
  }
}
