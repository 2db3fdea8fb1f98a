package io.coldshelf.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How far a gateway's journal reaches, signed by the gateway, retained on {@code head}: whoever has
 * the gateway's public key can show later that no block up to there was altered, added or taken
 * out.
 *
 * <pre>
 * {"epoch":"…","time":"…","events":{"seq":n,"hash":"hex"},"readings":{"seq":m,"hash":"hex"},
 *  "key":"base64","signature":"base64"}
 * </pre>
 *
 * <p>The signature (Ed25519, RFC 8032) is over the UTF-8 bytes of one line without an end of line:
 *
 * <pre>
 * coldshelf-head-v1|site|gateway|epoch|time|n|hex|m|hex
 * </pre>
 *
 * @param epoch which life of the journal
 * @param time when it was signed, by the gateway's clock, ISO 8601 in UTC, as it stands in the
 *     signed line
 * @param events the last block of the events lane
 * @param readings the last block of the readings lane
 * @param key the public key, X.509 SubjectPublicKeyInfo
 * @param signature 64 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Head(
    String epoch, String time, Tip events, Tip readings, byte[] key, byte[] signature) {

  /** The leaf of the topic. */
  public static final String LEAF = "head";

  /** No honest head is longer. */
  public static final int MAX_BYTES = 4096;

  private static final String DOMAIN = "coldshelf-head-v1";
  private static final String ALGORITHM = "Ed25519";
  private static final int HASH_BYTES = 32;

  /** Refuses what would make the signed line ambiguous. */
  public Head {
    if (epoch.isEmpty() || epoch.indexOf('|') >= 0) {
      throw new IllegalArgumentException("not an epoch: '" + epoch + "'");
    }
    try {
      Instant _ = Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: '" + time + "'", e);
    }
  }

  /**
   * The last block of a lane.
   *
   * @param seq its number; 0 where there is none yet
   * @param hash its hash, 32 bytes in lower-case hexadecimal; zeros where there is none yet
   */
  public record Tip(long seq, String hash) {

    /** A lane without a block. */
    public static final Tip NONE = new Tip(0, HexFormat.of().formatHex(Block.noHash()));

    /** Refuses what is no block. */
    public Tip {
      if (seq < 0 || !hash.matches("[0-9a-f]{" + 2 * HASH_BYTES + "}")) {
        throw new IllegalArgumentException("not a block: " + seq + " '" + hash + "'");
      }
    }
  }

  /**
   * Makes a head and signs it.
   *
   * @param gateway whose journal
   * @param epoch which life of it
   * @param timeMillis now, milliseconds since 1970
   * @param events the last block of the events lane
   * @param readings the last block of the readings lane
   * @param keys an Ed25519 key pair
   * @return the signed head
   * @throws GeneralSecurityException when the keys are not of this kind
   */
  public static Head signed(
      Topics gateway, String epoch, long timeMillis, Tip events, Tip readings, KeyPair keys)
      throws GeneralSecurityException {
    Head unsigned =
        new Head(
            epoch,
            Instant.ofEpochMilli(timeMillis).toString(),
            events,
            readings,
            keys.getPublic().getEncoded(),
            new byte[0]);
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initSign(keys.getPrivate());
    signature.update(unsigned.signedText(gateway));
    return new Head(epoch, unsigned.time, events, readings, unsigned.key, signature.sign());
  }

  /**
   * Where a gateway's heads go, retained.
   *
   * @param gateway the gateway
   * @return the topic
   */
  public static String topic(Topics gateway) {
    return Topics.ROOT + "/" + gateway.site() + "/" + gateway.gateway() + "/" + LEAF;
  }

  /**
   * What is signed.
   *
   * @param gateway the gateway on whose topic it came
   * @return one line, UTF-8
   */
  public byte[] signedText(Topics gateway) {
    return String.join(
            "|",
            DOMAIN,
            gateway.site(),
            gateway.gateway(),
            epoch,
            time,
            Long.toString(events.seq()),
            events.hash(),
            Long.toString(readings.seq()),
            readings.hash())
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether the signature is that of the key in it. Whether that key is the gateway's is another
   * question.
   *
   * @param gateway the gateway on whose topic it came
   * @return false where the signature, the key or anything that is signed was altered
   */
  public boolean isSigned(Topics gateway) {
    try {
      PublicKey publicKey =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(key));
      Signature verified = Signature.getInstance(ALGORITHM);
      verified.initVerify(publicKey);
      verified.update(signedText(gateway));
      return verified.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /**
   * Whether it was signed with a given key.
   *
   * @param other a public key, X.509 SubjectPublicKeyInfo
   * @return whether it is the one in this head
   */
  public boolean isOf(byte[] other) {
    return Arrays.equals(key, other);
  }

  /**
   * The last block of a lane.
   *
   * @param lane which
   * @return its number and hash
   */
  public Tip tip(Lane lane) {
    return switch (lane) {
      case EVENTS -> events;
      case READINGS -> readings;
    };
  }

  /**
   * The message.
   *
   * @return JSON, UTF-8
   */
  public byte[] toJson() {
    return Json.bytes(out -> {
      out.writeStartObject();
      out.writeStringField("epoch", epoch);
      out.writeStringField("time", time);
      for (Lane lane : Lane.values()) {
        out.writeObjectFieldStart(lane.code());
        out.writeNumberField("seq", tip(lane).seq());
        out.writeStringField("hash", tip(lane).hash());
        out.writeEndObject();
      }
      out.writeStringField("key", Base64.getEncoder().encodeToString(key));
      out.writeStringField("signature", Base64.getEncoder().encodeToString(signature));
      out.writeEndObject();
    });
  }

  /**
   * Reads the message. What is read may still be signed by anybody, or by nobody.
   *
   * @param json UTF-8
   * @return the head
   * @throws WireException when it is none
   */
  public static Head read(byte[] json) {
    if (json.length > MAX_BYTES) {
      throw new WireException("a head has at most " + MAX_BYTES + " bytes, not " + json.length);
    }
    String epoch = "";
    String time = "";
    Tip events = Tip.NONE;
    Tip readings = Tip.NONE;
    String key = "";
    String signature = "";
    try (JsonParser in = Json.parser(json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new WireException("a head is an object");
      }
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "epoch" -> epoch = Json.text(in);
          case "time" -> time = Json.text(in);
          case "events" -> events = tip(in);
          case "readings" -> readings = tip(in);
          case "key" -> key = Json.text(in);
          case "signature" -> signature = Json.text(in);
          default -> in.skipChildren();
        }
      }
      return new Head(
          epoch,
          time,
          events,
          readings,
          Base64.getDecoder().decode(key),
          Base64.getDecoder().decode(signature));
    } catch (IOException | IllegalArgumentException e) {
      throw new WireException("not a head: " + e.getMessage(), e);
    }
  }

  private static Tip tip(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw new WireException("'" + in.currentName() + "' is no object");
    }
    long seq = -1;
    String hash = "";
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "seq" -> seq = in.getLongValue();
        case "hash" -> hash = Json.text(in);
        default -> in.skipChildren();
      }
    }
    return new Tip(seq, hash);
  }
}
