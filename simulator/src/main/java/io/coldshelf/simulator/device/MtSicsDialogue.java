package io.coldshelf.simulator.device;

import io.coldshelf.simulator.device.Balance.Shown;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One program's dialogue with a scale: MT-SICS levels 0 and 1 (Mettler-Toledo, Standard Interface
 * Command Set). Lines end with CR LF; a weight has ten characters, right-aligned:
 *
 * <pre>
 *   S S     100.00 g
 *   │ │ └────────┘ └ unit
 *   │ └ S at rest, D moving, I not now, + overload, - underload, L bad parameter
 *   └ the command's letter: S for SI, SIR and SR too
 * </pre>
 */
final class MtSicsDialogue {

  /** Longer lines are no commands. */
  private static final int MAX_LINE_BYTES = 80;

  /** How often a scale looks at its platform: the rate of SIR, SR and of waiting for rest. */
  private static final Duration UPDATE = Duration.ofMillis(50);

  /** For how many updates S, Z and T wait for rest before they say I. */
  private static final int PATIENCE_UPDATES = 60;

  /** The part of the last value by which a weight has to change for SR to tell (default 12.5 %). */
  private static final double CHANGE = 0.125;

  /** A weight and its unit. */
  private static final Pattern PRESET = Pattern.compile(" *(\\d{1,9}(?:\\.\\d{1,9})?) +(\\w+) *");

  private static final List<String> COMMANDS_0 =
      List.of("@", "I0", "I1", "I2", "I3", "I4", "S", "SI", "SIR", "Z", "ZI");
  private static final List<String> COMMANDS_1 = List.of("SR", "T", "TA", "TAC", "TI");

  /** What goes on until another command ends it. */
  private enum Ongoing {
    NOTHING,
    AWAIT_STABLE,
    AWAIT_ZERO,
    AWAIT_TARE,
    REPEAT,
    ON_CHANGE
  }

  private final MtSicsScale scale;
  private final Balance balance;
  private final ScaleModel model;
  private final Line line;
  private final StringBuilder received = new StringBuilder();
  private Ongoing ongoing = Ongoing.NOTHING;
  private int updates;
  private Optional<BigDecimal> lastTold = Optional.empty();
  private boolean movingTold;
  private int powerCycles;

  MtSicsDialogue(MtSicsScale scale, Balance balance, ScaleModel model, Line line) {
    this.scale = scale;
    this.balance = balance;
    this.model = model;
    this.line = line;
    this.powerCycles = scale.powerCycles();
  }

  /** Talks until the line ends. */
  void hold() throws IOException, InterruptedException {
    byte[] chunk = new byte[256];
    while (true) {
      int n = line.read(chunk, UPDATE);
      if (n < 0) {
        return;
      }
      if (scale.powerCycles() != powerCycles) {
        powerCycles = scale.powerCycles();
        wakeUp();
      }
      for (int i = 0; i < n; i++) {
        accept((char) (chunk[i] & 0xFF));
      }
      if (n == 0) {
        update();
      }
    }
  }

  /** What a scale says unasked when it is switched on. */
  void wakeUp() throws IOException {
    ongoing = Ongoing.NOTHING;
    received.setLength(0);
    say("I4 A \"" + model.serial() + "\"");
  }

  private void accept(char c) throws IOException {
    if (c == '\n') {
      String command = received.toString();
      received.setLength(0);
      execute(command.endsWith("\r") ? command.substring(0, command.length() - 1) : command);
    } else if (received.length() < MAX_LINE_BYTES) {
      received.append(c);
    }
  }

  private void execute(String command) throws IOException {
    if (scale.fault() == ScaleFault.TRANSMISSION_ERROR) {
      say("ET");
      return;
    }
    if (command.startsWith("S") || command.equals("@")) {
      ongoing = Ongoing.NOTHING;
    }
    switch (command) {
      case "@" -> {
        balance.presetTare(0);
        wakeUp();
      }
      case "I0" -> list();
      case "I1" -> say("I1 A \"01\" \"2.30\" \"2.22\" \"\" \"\"");
      case "I2" -> say("I2 A \"" + model.type() + " " + capacity() + "\"");
      case "I3" -> say("I3 A \"1.20 5.11.0.214.136\"");
      case "I4" -> say("I4 A \"" + model.serial() + "\"");
      case "S" -> begin(Ongoing.AWAIT_STABLE, "S");
      case "SI" -> now("S");
      case "SIR" -> {
        now("S");
        ongoing = Ongoing.REPEAT;
      }
      case "SR" -> {
        lastTold = Optional.empty();
        begin(Ongoing.ON_CHANGE, "S");
      }
      case "Z" -> begin(Ongoing.AWAIT_ZERO, "Z");
      case "ZI" -> zeroNow();
      case "T" -> begin(Ongoing.AWAIT_TARE, "T");
      case "TI" -> tell("TI", isBusy() ? Optional.empty() : Optional.of(balance.tare()));
      case "TA" -> say("TA A " + amount(balance.shownTare()));
      case "TAC" -> {
        balance.presetTare(0);
        say("TAC A");
      }
      default -> other(command);
    }
  }

  private void other(String command) throws IOException {
    if (command.startsWith("TA ")) {
      presetTare(command.substring(3));
    } else if (command.startsWith("SR ")) {
      say("S L"); // this model has no threshold of one's own
    } else {
      say("ES");
    }
  }

  private void presetTare(String parameter) throws IOException {
    Matcher preset = PRESET.matcher(parameter);
    if (preset.matches() && preset.group(2).equals(model.unit().symbol())) {
      balance.presetTare(Double.parseDouble(preset.group(1)) / model.unit().perKilogram());
      say("TA A " + amount(balance.shownTare()));
    } else {
      say("TA L");
    }
  }

  private void list() throws IOException {
    for (String command : COMMANDS_0) {
      say("I0 B 0 \"" + command + "\"");
    }
    for (int i = 0; i < COMMANDS_1.size(); i++) {
      String more = i + 1 < COMMANDS_1.size() ? "B" : "A";
      say("I0 " + more + " 1 \"" + COMMANDS_1.get(i) + "\"");
    }
  }

  private String capacity() {
    double shown = model.capacityKilograms() * model.unit().perKilogram();
    return BigDecimal.valueOf(shown).setScale(model.decimals(), java.math.RoundingMode.HALF_EVEN)
        + " "
        + model.unit().symbol();
  }

  private boolean isBusy() {
    return scale.fault() == ScaleFault.BUSY;
  }

  private void begin(Ongoing what, String id) throws IOException {
    if (isBusy()) {
      say(id + " I");
      return;
    }
    ongoing = what;
    updates = 0;
    update();
  }

  private void now(String id) throws IOException {
    tell(id, isBusy() ? Optional.empty() : Optional.of(balance.weigh()));
  }

  private void zeroNow() throws IOException {
    switch (balance.zero()) {
      case Shown.Value(_, boolean stable) -> say(stable ? "ZI S" : "ZI D");
      case Shown.Overload _ -> say("ZI +");
      case Shown.Underload _ -> say("ZI -");
    }
  }

  /** Looks at the platform once for whatever goes on. */
  private void update() throws IOException {
    switch (ongoing) {
      case NOTHING -> {}
      case REPEAT -> now("S");
      case ON_CHANGE -> tellChange();
      case AWAIT_STABLE -> {
        Shown shown = balance.weigh();
        await("S", !(shown instanceof Shown.Value value) || value.stable(), () -> shown);
      }
      case AWAIT_TARE -> await("T", balance.isStable(), balance::tare);
      case AWAIT_ZERO -> awaitZero();
    }
  }

  private interface Act {
    Shown act();
  }

  private void await(String id, boolean ready, Act act) throws IOException {
    if (ready) {
      ongoing = Ongoing.NOTHING;
      tell(id, Optional.of(act.act()));
    } else if (++updates > PATIENCE_UPDATES) {
      ongoing = Ongoing.NOTHING;
      tell(id, Optional.empty());
    }
  }

  private void awaitZero() throws IOException {
    if (balance.isStable()) {
      ongoing = Ongoing.NOTHING;
      switch (balance.zero()) {
        case Shown.Value _ -> say("Z A");
        case Shown.Overload _ -> say("Z +");
        case Shown.Underload _ -> say("Z -");
      }
    } else if (++updates > PATIENCE_UPDATES) {
      ongoing = Ongoing.NOTHING;
      say("Z I");
    }
  }

  /** SR: the weight at rest, then each change: once while it moves, once when it rests again. */
  private void tellChange() throws IOException {
    Shown shown = balance.weigh();
    if (!(shown instanceof Shown.Value(BigDecimal value, boolean stable))) {
      return;
    }
    boolean changed = lastTold.isEmpty() || isChange(lastTold.get(), value);
    if (changed && !stable && lastTold.isPresent() && !movingTold) {
      movingTold = true;
      tell("S", Optional.of(shown));
    } else if ((changed || movingTold) && stable) {
      movingTold = false;
      lastTold = Optional.of(value);
      tell("S", Optional.of(shown));
    }
  }

  private boolean isChange(BigDecimal from, BigDecimal to) {
    double leastDivisions = 30 * Math.pow(10, -model.decimals());
    double threshold = Math.max(leastDivisions, CHANGE * from.abs().doubleValue());
    return to.subtract(from).abs().doubleValue() >= threshold;
  }

  private void tell(String id, Optional<Shown> shown) throws IOException {
    if (shown.isEmpty()) {
      say(id + " I");
      return;
    }
    switch (shown.get()) {
      case Shown.Value(BigDecimal value, boolean stable) ->
          say(id + (stable ? " S " : " D ") + amount(value));
      case Shown.Overload _ -> say(id + " +");
      case Shown.Underload _ -> say(id + " -");
    }
  }

  private String amount(BigDecimal value) {
    return String.format("%10s %s", value.toPlainString(), model.unit().symbol());
  }

  private void say(String text) throws IOException {
    byte[] bytes = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    switch (scale.fault()) {
      case NONE, BUSY, TRANSMISSION_ERROR -> line.write(bytes);
      case SILENT -> {}
      case NOISE -> line.write(scale.noise());
      case TRUNCATED -> line.write(java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }
  }
}
