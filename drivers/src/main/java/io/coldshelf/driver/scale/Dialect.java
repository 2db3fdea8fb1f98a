package io.coldshelf.driver.scale;

import io.coldshelf.profile.Protocol;
import io.coldshelf.profile.ScaleQuestions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A maker's way to write a weight, and to be asked for one. Holds no state. */
interface Dialect {

  /** Between an answer and the next question, so that a scale that talks by itself is noticed. */
  Duration GAP = Duration.ofMillis(20);

  /**
   * The name in profiles.
   *
   * @return the protocol
   */
  Protocol protocol();

  /**
   * What a scale's interface must be set to.
   *
   * @return as a person finds it in the scale's menu or manual
   */
  String title();

  /**
   * The commands that read a weight. There are no others here: nothing is set, zeroed or tared.
   *
   * @return the one asked where nothing is configured first; none where the scale only talks by
   *     itself
   */
  default List<String> questions() {
    return ScaleQuestions.of(protocol());
  }

  /**
   * Whether it is asked or listened to where nothing is configured.
   *
   * @return the question; nothing for listening
   */
  default Optional<String> standard() {
    return questions().stream().findFirst();
  }

  /**
   * Addresses of several scales on one wire.
   *
   * @return the greatest; nothing where the dialect knows none
   */
  default Optional<Integer> greatestAddress() {
    return Optional.empty();
  }

  /**
   * Writes a question.
   *
   * @param command one of {@link #questions}
   * @param address of the scale, where it has one
   * @return the bytes to send
   */
  default byte[] question(String command, Optional<Integer> address) {
    return (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Makes a reader for one answer, or for a stream.
   *
   * @param late whether the stream is joined in the midst of it
   * @param address of the scale whose frames are wanted, where it has one
   * @return with nothing heard yet
   */
  Frames frames(boolean late, Optional<Integer> address);

  /**
   * The quiet to wait for before a question.
   *
   * @return nothing where an answer names itself beyond doubt
   */
  default Duration gap() {
    return GAP;
  }

  /**
   * What to ask once after connecting, so that the log says which scale it is.
   *
   * @return commands; none where the dialect knows none
   */
  default List<String> introductions() {
    return List.of();
  }
}
