package io.coldshelf.driver.llrp;

import java.time.InstantSource;

/** What a reader sends, for whoever tries it with anything. */
public final class LlrpBytes {

  private LlrpBytes() {}

  /**
   * Decodes a message and the tag reports in it.
   *
   * @param bytes one message, header and all
   */
  public static void decode(byte[] bytes) {
    try {
      Message message = Decoder.decode(bytes);
      var _ = new TagReports("fuzz", new ReaderClock(InstantSource.system())).in(message);
    } catch (MalformedMessageException e) {
      // Said to be none.
    }
  }
}
