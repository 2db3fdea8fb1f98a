package io.coldshelf.bridge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One connection, used by one thread at a time. Statements are prepared once per text, which is
 * four times faster than once per row; every text is therefore a constant, and parameters are
 * bound.
 */
public final class Sql implements AutoCloseable {

  /** More different texts than this would mean that someone builds them from data. */
  static final int MAX_STATEMENTS = 256;

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Runs a text as it stands, outside of the cache. */
  void execute(String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /**
   * Changes rows.
   *
   * @param text one statement
   * @param parameters strings, numbers, truth values, bytes, and optionals of these
   * @return how many rows were changed
   * @throws SQLException when it cannot be done
   */
  public int update(String text, Object... parameters) throws SQLException {
    return bound(text, parameters).executeUpdate();
  }

  /**
   * Inserts rows of a number, a time and a value each, with a text that has a place for each of
   * these. Without boxes and lists of parameters: this is where the bridge spends its time.
   */
  int insert(String text, List<ReadingRows.Row> rows) throws SQLException {
    PreparedStatement statement = bound(text);
    int index = 0;
    for (ReadingRows.Row row : rows) {
      statement.setLong(++index, row.point());
      statement.setLong(++index, row.timeMillis());
      statement.setDouble(++index, row.reading().value());
    }
    return statement.executeUpdate();
  }

  /**
   * Asks for rows. All are read before this returns: a cursor left open would keep the write-ahead
   * log from being emptied.
   *
   * @param <T> what a row becomes
   * @param text one query, with a limit where the table can be large
   * @param mapper reads a row
   * @param parameters as for {@link #update}
   * @return the rows in order
   * @throws SQLException when it cannot be done
   */
  public <T> List<T> list(String text, Row.Mapper<T> mapper, Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = bound(text, parameters).executeQuery()) {
      Row row = new Row(result);
      while (result.next()) {
        rows.add(mapper.of(row));
      }
    }
    return rows;
  }

  /**
   * Asks for the first row.
   *
   * @param <T> what it becomes
   * @param text one query
   * @param mapper reads the row
   * @param parameters as for {@link #update}
   * @return the row, if there is one
   * @throws SQLException when it cannot be done
   */
  public <T> Optional<T> first(String text, Row.Mapper<T> mapper, Object... parameters)
      throws SQLException {
    try (ResultSet result = bound(text, parameters).executeQuery()) {
      return result.next() ? Optional.of(mapper.of(new Row(result))) : Optional.empty();
    }
  }

  /**
   * Asks for one whole number in a column named {@code n}.
   *
   * @param text one query
   * @param parameters as for {@link #update}
   * @return the number; 0 for null and for no row
   * @throws SQLException when it cannot be done
   */
  public long number(String text, Object... parameters) throws SQLException {
    return first(text, row -> row.whole("n"), parameters).orElse(0L);
  }

  private PreparedStatement bound(String text, Object... parameters) throws SQLException {
    PreparedStatement statement = prepared.get(text);
    if (statement == null) {
      if (prepared.size() >= MAX_STATEMENTS) {
        throw new SQLException("more than " + MAX_STATEMENTS + " different statements");
      }
      statement = connection.prepareStatement(text);
      prepared.put(text, statement);
    }
    for (int i = 0; i < parameters.length; i++) {
      bind(statement, i + 1, parameters[i]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, Object parameter)
      throws SQLException {
    switch (parameter) {
      case String text -> statement.setString(index, text);
      case Long whole -> statement.setLong(index, whole);
      case Integer whole -> statement.setInt(index, whole);
      case Double real -> statement.setDouble(index, real);
      case Boolean truth -> statement.setInt(index, truth ? 1 : 0);
      case byte[] bytes -> statement.setBytes(index, bytes);
      case OptionalLong whole when whole.isPresent() -> statement.setLong(index, whole.getAsLong());
      case OptionalInt whole when whole.isPresent() -> statement.setInt(index, whole.getAsInt());
      case OptionalDouble real when real.isPresent() ->
          statement.setDouble(index, real.getAsDouble());
      case Optional<?> some when some.isPresent() -> bind(statement, index, some.get());
      case OptionalLong _, OptionalInt _, OptionalDouble _, Optional<?> _ ->
          statement.setObject(index, null);
      default -> throw new SQLException("cannot bind a " + parameter.getClass().getName());
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
