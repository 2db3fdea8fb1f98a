package io.coldshelf.driver.mqtt;

import io.coldshelf.driver.json.Json;
import io.coldshelf.profile.Messages.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a message was said. A message that waited at the broker while the gateway was away is older
 * than its arrival; the sender's own time tells by how much, as far as two clocks agree. Where the
 * two are close together the gateway's own clock is the better one.
 */
final class Stamp {

  /** Younger messages are held to be of now: sensors' clocks are no better than this. */
  static final Duration NOW = Duration.ofMinutes(1);

  /** Nothing waits longer; a sender whose clock is further behind does not know the time. */
  static final Duration OLDEST = Link.KEPT.plusHours(1);

  private final InstantSource wall;
  private final Optional<Time> where;

  /** By the wall clock, to which senders' clocks are compared. */
  Stamp(InstantSource wall, Optional<Time> where) {
    this.wall = wall;
    this.where = where;
  }

  /**
   * What a payload says of its time.
   *
   * @param text as it is written; the same in a message that only repeats
   * @param ageMillis how long ago that was; nothing where that cannot be
   */
  record Said(String text, OptionalLong ageMillis) {

    /** A payload that says nothing of it. */
    static final Said NOTHING = new Said("", OptionalLong.empty());

    /** Whether the age is known. */
    boolean isTold() {
      return ageMillis.isPresent();
    }

    /** To be taken off the time of arrival. */
    long waitedMillis() {
      long age = ageMillis.orElse(0);
      return age >= NOW.toMillis() ? age : 0;
    }
  }

  Said of(Json payload) {
    return where
        .flatMap(time -> payload.at(time.pointer()).map(value -> said(time.form(), value)))
        .orElse(Said.NOTHING);
  }

  private Said said(Time.Form form, Json value) {
    OptionalLong millis =
        switch (value) {
          case Json.Numeral number ->
              switch (form) {
                case ISO_8601_OR_MILLIS -> millis(number.value());
                case SECONDS -> millis(number.value() * 1000);
              };
          case Json.Text text -> iso(text.text());
          case Json.Members _, Json.Elements _, Json.Truth _, Json.Null _ -> OptionalLong.empty();
        };
    return new Said(value.toString(), millis.isPresent() ? age(millis.getAsLong()) : millis);
  }

  private static OptionalLong millis(double value) {
    return Math.abs(value) < Long.MAX_VALUE / 2.0
        ? OptionalLong.of((long) value)
        : OptionalLong.empty();
  }

  private static OptionalLong iso(String text) {
    try {
      return OptionalLong.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException e) {
      return withOffset(text);
    }
  }

  /** A local time without its zone is none: nobody knows which one the sender is set to. */
  private static OptionalLong withOffset(String text) {
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong age(long millis) {
    long age = wall.millis() - millis;
    return age >= 0 && age <= OLDEST.toMillis() ? OptionalLong.of(age) : OptionalLong.empty();
  }
}
