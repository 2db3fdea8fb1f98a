package io.coldshelf.driver.modbus;

import io.coldshelf.profile.ModbusRegister;
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

  Span {
    points = List.copyOf(points);
  }

  /** The fewest requests that read all points without reading far beside them. */
  static List<Span> plan(List<PointProfile> points) {
    return group(points, LARGEST_HOLE);
  }

  /**
   * Smaller requests for the same points, for a device that refuses the whole: some refuse holes,
   * some refuse a register that only other versions of the model have.
   *
   * @return at least two, or none when this is a single point
   */
  List<Span> split() {
    List<Span> withoutHoles = group(points, 0);
    if (withoutHoles.size() > 1) {
      return withoutHoles;
    }
    return points.size() == 1
        ? List.of()
        : points.stream().map(point -> new Span(List.of(point))).toList();
  }

  private static List<Span> group(List<PointProfile> points, int hole) {
    List<PointProfile> sorted =
        points.stream()
            .sorted(
                Comparator.comparing((PointProfile point) -> register(point).table())
                    .thenComparingInt(point -> register(point).address()))
            .toList();
    List<Span> spans = new ArrayList<>();
    List<PointProfile> run = new ArrayList<>();
    for (PointProfile point : sorted) {
      if (!run.isEmpty() && !fits(new Span(run), register(point), hole)) {
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

  private static boolean fits(Span run, ModbusRegister next, int hole) {
    int end = Math.max(run.end(), next.address() + next.type().registers());
    return next.table() == run.table()
        && next.address() - run.end() <= hole
        && end - run.address() <= Request.MOST_REGISTERS;
  }

  static ModbusRegister register(PointProfile point) {
    return registerOf(point).orElseThrow();
  }

  static Optional<ModbusRegister> registerOf(PointProfile point) {
    return point.source().filter(ModbusRegister.class::isInstance).map(ModbusRegister.class::cast);
  }

  ModbusRegister.Table table() {
    return register(points.getFirst()).table();
  }

  int address() {
    return register(points.getFirst()).address();
  }

  /** The address behind the last register. */
  int end() {
    return points.stream()
        .map(Span::register)
        .mapToInt(register -> register.address() + register.type().registers())
        .max()
        .orElseThrow();
  }

  Request request(int unit) {
    return new Request(unit, table(), address(), end() - address());
  }
}
