package io.coldshelf.bridge.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One row of an answer, by column name; whatever can be null is asked for by {@code maybe}. */
public final class Row {

  private final ResultSet result;

  Row(ResultSet result) {
    this.result = result;
  }

  /**
   * Makes something of a row.
   *
   * @param <T> what it becomes
   */
  @FunctionalInterface
  public interface Mapper<T> {
    /**
     * Reads one row.
     *
     * @param row valid during this call only
     * @return what it stands for
     * @throws SQLException when a column is not there
     */
    T of(Row row) throws SQLException;
  }

  /**
   * A text.
   *
   * @param column its name
   * @return the text
   * @throws SQLException when there is no such column
   */
  public String text(String column) throws SQLException {
    return maybeText(column).orElseThrow(() -> new SQLException(column + " is null"));
  }

  /**
   * A text that may be missing.
   *
   * @param column its name
   * @return the text
   * @throws SQLException when there is no such column
   */
  public Optional<String> maybeText(String column) throws SQLException {
    return Optional.ofNullable(result.getString(column));
  }

  /**
   * A whole number, 0 for null.
   *
   * @param column its name
   * @return the number
   * @throws SQLException when there is no such column
   */
  public long whole(String column) throws SQLException {
    return result.getLong(column);
  }

  /**
   * A whole number that may be missing.
   *
   * @param column its name
   * @return the number
   * @throws SQLException when there is no such column
   */
  public OptionalLong maybeWhole(String column) throws SQLException {
    long value = result.getLong(column);
    return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * A number that may be missing.
   *
   * @param column its name
   * @return the number
   * @throws SQLException when there is no such column
   */
  public OptionalDouble maybeReal(String column) throws SQLException {
    double value = result.getDouble(column);
    return result.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /**
   * A truth value, false for null.
   *
   * @param column its name
   * @return whether it is not 0
   * @throws SQLException when there is no such column
   */
  public boolean truth(String column) throws SQLException {
    return whole(column) != 0;
  }

  /**
   * Bytes, none for null.
   *
   * @param column its name
   * @return the bytes
   * @throws SQLException when there is no such column
   */
  public byte[] bytes(String column) throws SQLException {
    byte[] bytes = result.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }
}
