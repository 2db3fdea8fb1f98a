package io.coldshelf.bridge.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatabaseTest {

  @TempDir private Path folder = Path.of("");

  private static int addSite(Database database) {
    return database.write(sql -> sql.update("insert into site(id) values('s')"));
  }

  private static long sites(Database database) {
    return database.read(sql -> sql.number("select count(*) as n from site"));
  }

  @Test
  void keepsNothingOfATransactionThatFails() {
    try (Database database = Database.open(folder.resolve("a.db"))) {
      assertThrows(
          StoreException.class,
          () ->
              database.write(sql -> {
                int _ = sql.update("insert into site(id) values('s')");
                return sql.update("insert into site(id) values('s')");
              }));
      assertEquals(0, sites(database));
      assertEquals(1, addSite(database));
    }
  }

  @Test
  void findsAgainWhatWasCommitted() {
    Path file = folder.resolve("deep/er/b.db");
    try (Database database = Database.open(file)) {
      assertEquals(1, addSite(database));
    }
    try (Database database = Database.open(file)) {
      assertEquals(1, sites(database));
    }
  }

  @Test
  void flushesEveryCommitToTheDisk() {
    try (Database database = Database.open(folder.resolve("c.db"))) {
      long synchronous =
          database.read(sql -> sql.number("select synchronous as n from pragma_synchronous"));
      assertEquals(2, synchronous, "full");
    }
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws IOException {
    Path file = folder.resolve("d.db");
    Files.writeString(file, "this is no database, whatever its name says. ".repeat(100));
    StoreException refused = assertThrows(StoreException.class, () -> Database.open(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("d.db"));
  }

  @Test
  void tellsBadDataFromABadDisk() {
    Database database = Database.open(folder.resolve("e.db"));
    StoreException data =
        assertThrows(
            StoreException.class,
            () ->
                database.write(sql ->
                    sql.update("insert into site(id) values(null), (null)")
                        + sql.update(
                            "insert into block(stream, seq, count, received_at)"
                                + " values(null, null, null, null)")));
    assertTrue(data.isOfData());
    database.close();
    StoreException closed =
        assertThrows(StoreException.class, () -> database.write(sql -> sql.update("vacuum")));
    assertFalse(closed.isOfData());
  }

  @Test
  void isReadableByItsOwnerOnly() throws IOException {
    Path file = folder.resolve("f.db");
    assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("posix"));
    try (Database database = Database.open(file)) {
      assertEquals(0, sites(database));
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }
}
