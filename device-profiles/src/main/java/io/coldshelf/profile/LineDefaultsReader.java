package io.coldshelf.profile;

import io.coldshelf.profile.Protocol.Gives;
import io.coldshelf.yaml.YamlMapping;
import io.coldshelf.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code line} and {@code ask} of a profile. */
final class LineDefaultsReader {

  private static final long LEAST_BAUD = 300;
  private static final long GREATEST_BAUD = 4_000_000;

  private static final Map<String, String> PARITIES =
      Map.of("none", "none", "even", "even", "odd", "odd");

  private LineDefaultsReader() {}

  /** What is not written is as in the extended profile. */
  static LineDefaults read(Optional<Protocol> protocol, YamlMapping root, LineDefaults base) {
    Map<String, String> options = new LinkedHashMap<>(base.options());
    YamlValue line = root.optional("line");
    if (line.isWritten()) {
      if (protocol.isPresent() && !isSerial(protocol.get())) {
        line.mistake(protocol.get().code() + " has no serial line", "remove 'line'");
      }
      line(line.mapping(), options);
    }
    YamlValue ask = root.optional("ask");
    if (ask.isWritten()) {
      options.put("ask", ask(protocol, ask));
    }
    return new LineDefaults(options);
  }

  private static boolean isSerial(Protocol protocol) {
    return protocol == Protocol.MODBUS || protocol.gives() == Gives.WEIGHT;
  }

  private static void line(YamlMapping line, Map<String, String> options) {
    YamlValue baud = line.optional("baud");
    if (baud.isWritten()) {
      options.put("baud", String.valueOf(baud.integer(LEAST_BAUD, GREATEST_BAUD)));
    }
    YamlValue data = line.optional("data");
    if (data.isWritten()) {
      options.put("data", String.valueOf(data.integer(7, 8)));
    }
    YamlValue parity = line.optional("parity");
    if (parity.isWritten()) {
      parity.named("parity", PARITIES).ifPresent(word -> options.put("parity", word));
    }
    YamlValue stop = line.optional("stop");
    if (stop.isWritten()) {
      options.put("stop", String.valueOf(stop.integer(1, 2)));
    }
  }

  private static String ask(Optional<Protocol> protocol, YamlValue ask) {
    String command = ask.text();
    List<String> possible = new ArrayList<>();
    protocol.ifPresent(known -> possible.addAll(ScaleQuestions.of(known)));
    if (protocol.isPresent() && protocol.get().gives() != Gives.WEIGHT) {
      ask.mistake("only scales are asked by a command of one's choice", "remove 'ask'");
    } else if (!command.equals(ScaleQuestions.NONE) && !possible.contains(command)) {
      possible.add(ScaleQuestions.NONE);
      ask.mistake(
          "'" + command + "' is no command that reads a weight",
          "write one of " + String.join(", ", possible));
    }
    return command;
  }
}
