package io.coldshelf.edge.journal;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** The rows of {@code state}. Each has a checksum: a state that is half right raises alarms. */
final class StoredState {

  private StoredState() {}

  static long crc(String key, byte[] value) {
    CRC32 crc = new CRC32();
    crc.update(key.getBytes(StandardCharsets.UTF_8));
    crc.update(0);
    crc.update(value);
    return crc.getValue();
  }

  static void check(Statement statement) throws SQLException, Sqlite.Damaged {
    read(statement);
  }

  static Map<String, byte[]> read(Statement statement) throws SQLException, Sqlite.Damaged {
    Map<String, byte[]> state = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("select key, value, crc from state")) {
      while (rows.next()) {
        String key = rows.getString(1);
        byte[] value = rows.getBytes(2);
        if (key == null || value == null || rows.getLong(3) != crc(key, value)) {
          throw new Sqlite.Damaged("the state of '" + key + "' was altered");
        }
        state.put(key, value);
      }
    }
    return Map.copyOf(state);
  }
}
