package io.coldshelf.driver.modbus;

import io.coldshelf.profile.ModbusManner;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.PointProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Points of one table that are read in one request.
 *
 * @param points in the order of their addresses, at least one, each with its register
 */
record Span(List<PointProfile> points) {

  /** Registers that nobody wants, read along because a request more would cost more. */
  static final int LARGEST_HOLE = 8;

  /** The same for bits: sixteen of them are as long as a register. */
  static final int LARGEST_HOLE_OF_BITS = 16 * LARGEST_HOLE;

  Span {
    points = List.copyOf(points);
  }

  /** What one request may hold. */
  private record Limits(int registers, int bits, boolean holes) {

    int most(Table table) {
      return table.isBits() ? bits : registers;
    }

    int hole(Table table) {
      if (!holes) {
        return 0;
      }
      return table.isBits() ? LARGEST_HOLE_OF_BITS : LARGEST_HOLE;
    }
  }

  /** The fewest requests that read all points without reading far beside them. */
  static List<Span> plan(List<PointProfile> points, ModbusManner manner) {
    int bits = manner.most() == 1 ? 1 : Request.MOST_BITS;
    return group(points, new Limits(manner.most(), bits, manner.holes()));
  }

  /**
   * Smaller requests for the same points, for a device that refuses the whole: some refuse holes,
   * some refuse a register that only other versions of the model have.
   *
   * @return at least two, or none when all its points need the same registers
   */
  List<Span> split() {
    List<Span> withoutHoles =
        group(points, new Limits(Request.MOST_REGISTERS, Request.MOST_BITS, false));
    if (withoutHoles.size() > 1) {
      return withoutHoles;
    }
    List<Span> single = group(points, new Limits(1, 1, false));
    return single.size() > 1 ? single : List.of();
  }

  private static List<Span> group(List<PointProfile> points, Limits limits) {
    List<PointProfile> sorted =
        points.stream()
            .sorted(
                Comparator.comparing((PointProfile point) -> register(point).table())
                    .thenComparingInt(point -> register(point).first()))
            .toList();
    List<Span> spans = new ArrayList<>();
    List<PointProfile> run = new ArrayList<>();
    for (PointProfile point : sorted) {
      if (!run.isEmpty() && !fits(new Span(run), register(point), limits)) {
        spans.add(new Span(run));
        run.clear();
      }
      run.add(point);
    }
    if (!run.isEmpty()) {
      spans.add(new Span(run));
    }
    return List.copyOf(spans);
  }

  /** What lies within what is read anyway always fits: several points may be bits of a register. */
  private static boolean fits(Span run, ModbusRegister next, Limits limits) {
    int end = Math.max(run.end(), next.end());
    return next.table() == run.table()
        && (end == run.end()
            || (next.first() - run.end() <= limits.hole(run.table())
                && end - run.address() <= limits.most(run.table())));
  }

  static ModbusRegister register(PointProfile point) {
    return registerOf(point).orElseThrow();
  }

  static Optional<ModbusRegister> registerOf(PointProfile point) {
    return point.source().filter(ModbusRegister.class::isInstance).map(ModbusRegister.class::cast);
  }

  Table table() {
    return register(points.getFirst()).table();
  }

  int address() {
    return register(points.getFirst()).first();
  }

  /** The address behind the last register. */
  int end() {
    return points.stream().map(Span::register).mapToInt(ModbusRegister::end).max().orElseThrow();
  }

  /** Says which addresses, for a person. */
  String described() {
    return table().name().toLowerCase(java.util.Locale.ROOT)
        + " "
        + address()
        + (end() - address() > 1 ? " to " + (end() - 1) : "");
  }

  Request request(int unit) {
    return new Request(unit, table(), address(), end() - address());
  }
}
