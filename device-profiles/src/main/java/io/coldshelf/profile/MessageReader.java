package io.coldshelf.profile;

import io.coldshelf.profile.MessageField.Choice;
import io.coldshelf.profile.MessageField.Conversion;
import io.coldshelf.profile.Messages.Time;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads what a profile says of a device that publishes messages. */
final class MessageReader {

  private static final Duration SHORTEST_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_EVERY = Duration.ofDays(2);

  /** Longer names are no part of a topic that anybody uses. */
  private static final int MAX_TOPIC = 200;

  private static final Map<String, Time.Form> FORMS =
      Map.of("iso8601", Time.Form.ISO_8601_OR_MILLIS, "seconds", Time.Form.SECONDS);

  private MessageReader() {}

  /** What is not written is as in the extended profile. */
  static Optional<Messages> messages(
      Optional<Protocol> protocol, YamlMapping root, Optional<Messages> base) {
    YamlValue value = root.optional("messages");
    if (protocol.filter(Protocol.MQTT::equals).isEmpty()) {
      protocol.ifPresent(other ->
          value.mistake(
              "only MQTT devices publish messages, not " + other.code(), "remove 'messages'"));
      // These tell by themselves too, but all that a profile could say of it is in its points.
      return protocol
          .filter(other -> other == Protocol.OPC_UA || other == Protocol.COAP)
          .flatMap(Protocol::every)
          .map(Messages.UNKNOWN::reportingEvery);
    }
    if (!value.isWritten()) {
      return base.or(() -> Optional.of(Messages.UNKNOWN));
    }
    YamlMapping messages = value.mapping();
    YamlValue availability = messages.optional("availability");
    YamlValue every = messages.optional("every");
    return Optional.of(
        new Messages(
            availability.isWritten() ? topic(availability) : Optional.empty(),
            time(messages.optional("time")),
            every.isWritten() ? every.duration(SHORTEST_EVERY, LONGEST_EVERY) : Messages.EVERY));
  }

  private static Optional<Time> time(YamlValue value) {
    if (!value.isWritten()) {
      return Optional.empty();
    }
    YamlMapping time = value.mapping();
    Optional<JsonPointer> pointer = pointer(time.required("pointer"));
    Optional<Time.Form> form = time.required("form").named("form", FORMS);
    return pointer.flatMap(at -> form.map(known -> new Time(at, known)));
  }

  static MessageField field(YamlMapping message) {
    YamlValue topic = message.optional("topic");
    YamlValue pointer = message.optional("pointer");
    Linear linear = Linear.of(message);
    return new MessageField(
        topic.isWritten() ? topic(topic).orElse("") : "",
        choice(message),
        pointer.isWritten() ? pointer(pointer).orElse(JsonPointer.ALL) : JsonPointer.ALL,
        new Conversion(
            linear.scale(),
            linear.offset(),
            words(message.optional("words")),
            optionalPointer(message.optional("fahrenheit")),
            optionalPointer(message.optional("failed"))));
  }

  private static Optional<Choice> choice(YamlMapping message) {
    YamlValue among = message.optional("among");
    YamlValue by = message.optional("by");
    if (!among.isWritten()) {
      by.mistake("'by' without 'among'", "add 'among: …', what the sensors' names begin with");
      return Optional.empty();
    }
    String prefix = among.text();
    String key = message.required("by").text();
    return prefix.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new Choice(prefix, key));
  }

  private static Optional<JsonPointer> optionalPointer(YamlValue value) {
    return value.isWritten() ? pointer(value) : Optional.empty();
  }

  private static Optional<JsonPointer> pointer(YamlValue value) {
    return value.parsed(
        JsonPointer::parse, "write for example /temperature, or \"\" for the whole payload");
  }

  private static Optional<String> topic(YamlValue value) {
    return value.parsed(MessageReader::topic, "write the levels below the device's own topic");
  }

  private static String topic(String text) {
    boolean wrong =
        text.isEmpty()
            || text.length() > MAX_TOPIC
            || text.startsWith("/")
            || text.chars().anyMatch(c -> c == '+' || c == '#' || c < ' ');
    if (wrong) {
      throw new IllegalArgumentException(
          "'" + text + "' is no topic below another: wildcards have no place in it");
    }
    return text;
  }

  private static Map<String, Double> words(YamlValue value) {
    if (!value.isWritten()) {
      return Map.of();
    }
    Map<String, Double> words = new HashMap<>();
    for (YamlMapping.Entry entry : value.mapping().entries()) {
      words.put(entry.name().text(), entry.value().number(-1e9, 1e9));
    }
    return words;
  }
}
