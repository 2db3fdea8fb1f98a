package io.coldshelf.simulator.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures in writing: a line of JSON each for scripts, a table for people. */
public final class Figures {

  private static final JsonFactory JSON = new JsonFactory();
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);
  private static final int LARGE = 1_000;
  private static final double SMALL = 0.1;

  private Figures() {}

  /**
   * One figure as JSON, on one line:
   *
   * <pre>
   * {"bench":"journal","figure":"durable-readings-per-second","value":…,"unit":"1/s","runs":5,
   *  "low":…,"high":…,"reference":…,"ratio":…,"bar":…,"ratioBar":…,"good":"at-least","met":true}
   * </pre>
   *
   * What there is not is left out: {@code reference} and {@code ratio} without a reference, {@code
   * bar}, {@code ratioBar}, {@code good} and {@code met} without a bar.
   *
   * @param bench who found it
   * @param figure what was found
   * @return a line without its end
   */
  public static String line(String bench, Figure figure) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("bench", bench);
      out.writeStringField("figure", figure.name());
      number(out, "value", OptionalDouble.of(figure.value().median()));
      out.writeStringField("unit", figure.unit());
      out.writeNumberField("runs", figure.value().runs().size());
      number(out, "low", OptionalDouble.of(figure.value().low()));
      number(out, "high", OptionalDouble.of(figure.value().high()));
      if (figure.reference().isPresent()) {
        number(out, "reference", OptionalDouble.of(figure.reference().get().median()));
      }
      number(out, "ratio", figure.ratio());
      if (figure.bar().isSet()) {
        number(out, "bar", figure.bar().value());
        number(out, "ratioBar", figure.bar().ratio());
        out.writeStringField("good", figure.bar().side().code());
        out.writeBooleanField("met", figure.isMet());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return line.toString();
  }

  private static void number(JsonGenerator out, String name, OptionalDouble number)
      throws IOException {
    if (number.isPresent()) {
      double value = number.getAsDouble();
      if (Double.isFinite(value)) {
        out.writeFieldName(name);
        out.writeNumber(new BigDecimal(value).round(DIGITS).toPlainString());
      } else {
        out.writeNullField(name);
      }
    }
  }

  /**
   * Figures as a table.
   *
   * @param figures in the order in which they are to stand
   * @return lines without their ends
   */
  public static List<String> table(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("figure", "median", "lowest … highest", "reference", "ratio", "bar", ""));
    for (Figure figure : figures) {
      rows.add(row(figure));
    }
    List<String> lines = new ArrayList<>();
    int[] widths = widths(rows);
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        boolean left = i == 0 || i >= 5;
        line.append(left ? cell + space : space + cell).append("  ");
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static List<String> row(Figure figure) {
    Series value = figure.value();
    boolean several = value.runs().size() > 1;
    return List.of(
        figure.name(),
        text(value.median()) + unit(figure),
        several ? text(value.low()) + " … " + text(value.high()) : "",
        figure.reference().map(reference -> text(reference.median())).orElse(""),
        figure.ratio().isPresent() ? text(figure.ratio().getAsDouble()) : "",
        bar(figure.bar()),
        !figure.bar().isSet() ? "" : figure.isMet() ? "met" : "NOT MET");
  }

  private static String unit(Figure figure) {
    return figure.unit().equals("1") ? "" : " " + figure.unit();
  }

  private static String bar(Bar bar) {
    List<String> parts = new ArrayList<>();
    bar.value().ifPresent(value -> parts.add(bar.side().sign() + " " + text(value)));
    bar.ratio().ifPresent(ratio -> parts.add("ratio " + bar.side().sign() + " " + text(ratio)));
    return String.join(", ", parts);
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static String text(double number) {
    double size = Math.abs(number);
    String form = size >= LARGE ? "%,.0f" : size >= SMALL || size == 0 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, form, number);
  }
}
