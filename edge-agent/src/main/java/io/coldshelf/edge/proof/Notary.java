package io.coldshelf.edge.proof;

import io.coldshelf.edge.journal.JournalException;
import io.coldshelf.edge.journal.JournalReader;
import io.coldshelf.wire.Head;
import io.coldshelf.wire.Lane;
import io.coldshelf.wire.Topics;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs the head of the journal's chains: every hour, and at each alert. One signature covers all
 * that was ever written up to it, since each block holds the hash of the one before. The latest one
 * is kept beside the journal, and goes to the bridge.
 *
 * <p>One thread. It throws nothing: a key that cannot be read must not end the recording.
 */
public final class Notary {

  private static final System.Logger LOG = System.getLogger(Notary.class.getName());

  /** The latest head in the data directory. */
  public static final String HEAD_FILE = "head.json";

  /** Without an alert, a head is signed this often. */
  static final Duration EVERY = Duration.ofHours(1);

  private final Path data;
  private final Topics gateway;
  private final Consumer<byte[]> published;

  private @Nullable KeyPair keys;
  private long signedMillis = Long.MIN_VALUE;
  private String saidTrouble = "";

  /**
   * For one gateway.
   *
   * @param data the data directory
   * @param gateway whose journal it is
   * @param published takes each head as JSON
   */
  public Notary(Path data, Topics gateway, Consumer<byte[]> published) {
    this.data = data;
    this.gateway = gateway;
    this.published = published;
  }

  /**
   * Something was committed. The first head of a process waits for an hour or an alert: a start has
   * other things to do.
   *
   * @param journal which holds it
   * @param alert whether an alert was among it
   * @param nowMillis milliseconds since 1970
   */
  public void committed(JournalReader journal, boolean alert, long nowMillis) {
    if (signedMillis == Long.MIN_VALUE) {
      signedMillis = nowMillis;
    }
    // A clock that was put back must not stop it for years.
    boolean hourly = Math.abs(nowMillis - signedMillis) >= EVERY.toMillis();
    if (alert || hourly) {
      signedMillis = nowMillis;
      sign(journal, nowMillis);
    }
  }

  private void sign(JournalReader journal, long nowMillis) {
    try {
      Head head =
          Head.signed(
              gateway,
              journal.epoch(),
              nowMillis,
              journal.tip(Lane.EVENTS),
              journal.tip(Lane.READINGS),
              keys());
      keep(head.toJson());
      published.accept(head.toJson());
      saidTrouble = "";
    } catch (IOException | GeneralSecurityException | JournalException e) {
      String trouble = String.valueOf(e.getMessage());
      if (!trouble.equals(saidTrouble)) {
        saidTrouble = trouble;
        LOG.log(Level.WARNING, "The journal's head is not signed: {0}", trouble);
      }
    }
  }

  private KeyPair keys() throws IOException, GeneralSecurityException {
    KeyPair known = keys;
    if (known == null) {
      known = GatewayKey.in(data);
      keys = known;
    }
    return known;
  }

  private void keep(byte[] json) throws IOException {
    Path fresh = data.resolve(HEAD_FILE + ".new");
    Files.write(fresh, json);
    Files.move(
        fresh,
        data.resolve(HEAD_FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
