package io.coldshelf.driver.llrp;

import java.util.Arrays;

/**
 * Where the fields of a message or parameter end and its parameters begin. Written as one word a
 * field, in order:
 *
 * <pre>
 *   16     a field of 16 bits; smaller ones are summed up to whole bytes with their reserved bits
 *   8[]    an array: how many in 16 bits, then that many elements of 8 bits, padded to whole bytes
 *   *      bytes to the end
 *   +      parameters to the end
 * </pre>
 */
final class Layout {

  /** For what the standard does not define: one run of bytes. */
  static final Layout OPAQUE = parse("*");

  private static final int COUNT_BYTES = 2;

  private final String text;

  /** Bytes of each fixed field; negative: bits of each element of an array. */
  private final int[] fields;

  private final boolean bytesFollow;
  private final boolean parametersFollow;

  private Layout(String text, int[] fields, boolean bytesFollow, boolean parametersFollow) {
    this.text = text;
    this.fields = fields;
    this.bytesFollow = bytesFollow;
    this.parametersFollow = parametersFollow;
  }

  /** Reads the form that is drawn above. */
  static Layout parse(String text) {
    String words = text;
    boolean bytesFollow = words.endsWith("*");
    boolean parametersFollow = words.endsWith("+");
    if (bytesFollow || parametersFollow) {
      words = words.substring(0, words.length() - 1);
    }
    words = words.strip();
    int[] fields =
        words.isEmpty()
            ? new int[0]
            : Arrays.stream(words.split(" ", -1)).mapToInt(Layout::field).toArray();
    return new Layout(text, fields, bytesFollow, parametersFollow);
  }

  private static int field(String word) {
    return word.endsWith("[]")
        ? -Integer.parseInt(word.substring(0, word.length() - 2))
        : Integer.parseInt(word) / 8;
  }

  /** How many bytes the fields take where none is an array: the length of a TV. */
  int fixedBytes() {
    return Arrays.stream(fields).sum();
  }

  /** Whether parameters follow the fields. */
  boolean parametersFollow() {
    return parametersFollow;
  }

  /**
   * Finds the end of the fields.
   *
   * @param message the whole message
   * @param from where the fields begin
   * @param end where the message or parameter ends
   * @return where the fields end and parameters, if any, begin
   * @throws MalformedMessageException when the fields take more or less than there is
   */
  int endOfFields(byte[] message, int from, int end) throws MalformedMessageException {
    int at = from;
    for (int field : fields) {
      if (field >= 0) {
        at += field;
      } else {
        require(at + COUNT_BYTES, end, from);
        int count = ((message[at] & 0xFF) << 8) | (message[at + 1] & 0xFF);
        at += COUNT_BYTES + (count * -field + 7) / 8;
      }
      require(at, end, from);
    }
    if (bytesFollow) {
      return end;
    }
    if (!parametersFollow && at < end) {
      throw new MalformedMessageException(at, (end - at) + " bytes too many");
    }
    return at;
  }

  private static void require(int needed, int end, int from) throws MalformedMessageException {
    if (needed > end) {
      throw new MalformedMessageException(from, "fields run " + (needed - end) + " bytes too far");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
