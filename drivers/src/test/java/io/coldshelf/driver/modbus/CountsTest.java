package io.coldshelf.driver.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldshelf.model.PointId;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.profile.ModbusRegister;
import io.coldshelf.profile.ModbusRegister.Bits;
import io.coldshelf.profile.ModbusRegister.Factor;
import io.coldshelf.profile.ModbusRegister.Format;
import io.coldshelf.profile.ModbusRegister.Order;
import io.coldshelf.profile.ModbusRegister.Scaling;
import io.coldshelf.profile.ModbusRegister.Table;
import io.coldshelf.profile.PointProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

  private static Reading read(PointProfile point, Integer... words) {
    return Counts.reading(new PointId("d", "p"), point, new Reply.Values(7, List.of(words)), 42);
  }

  private static ModbusRegister register(
      ModbusRegister.Type type, Scaling scaling, List<Long> errors) {
    return new ModbusRegister(
        Table.INPUT, 7, Format.of(type), scaling, errors, Map.of(), Optional.empty());
  }

  private static PointProfile point(ModbusRegister.Type type, double scale, double offset) {
    return Probes.any("p", register(type, new Scaling(scale, offset, List.of()), List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "INT16,   0.1,   0,     0x0131, 0,      30.5",
    "INT16,   0.1,   0,     0xFF33, 0,      -20.5",
    "INT16,   0.01,  0,     0x8000, 0,      -327.68",
    "UINT16,  0.1,   0,     0xFFFF, 0,      6553.5",
    "UINT16,  0.1,   -40,   0x0191, 0,      0.1",
    "INT32,   0.001, 0,     0xFFFF, 0xFFFE, -0.002",
    "UINT32,  1,     0,     0xFFFF, 0xFFFE, 4294967294",
    "FLOAT32, 1,     0,     0x4089, 0x999A, 4.3",
    "FLOAT32, 1,     -273.15, 0x4395, 0x8000, 25.85",
    "INT16,   0,     0,     0x0003, 0,      1.5",
  })
  void readsEachTypeInPlainDecimals(
      ModbusRegister.Type type,
      double scale,
      double offset,
      String high,
      String low,
      double value) {
    double factor = scale == 0 ? 0.5 : scale;
    Reading reading = read(point(type, factor, offset), Integer.decode(high), Integer.decode(low));

    assertEquals(value, reading.value());
    assertEquals(Quality.GOOD, reading.quality());
    assertEquals(42, reading.timeMillis());
  }

  @ParameterizedTest
  @CsvSource({
    "INT16, 32768, 0x8000, 0", "INT16, -32768, 0x8000, 0", "INT16, 32767, 0x7FFF, 0",
    "UINT16, 65535, 0xFFFF, 0", "UINT16, -1, 0xFFFF, 0", "INT32, -1, 0xFFFF, 0xFFFF",
    "INT32, 2147483647, 0x7FFF, 0xFFFF",
  })
  void knowsTheMarkOfABrokenSensor(ModbusRegister.Type type, int error, String high, String low) {
    ModbusRegister register = register(type, Scaling.by(0.1), List.of((long) error));

    assertEquals(
        Quality.BAD_SENSOR_FAILURE,
        read(Probes.any("p", register), Integer.decode(high), Integer.decode(low)).quality());
  }

  @ParameterizedTest
  @CsvSource({"0x7FC0", "0x7F80", "0xFF80"})
  void whatIsNoNumberIsABrokenSensor(String high) {
    assertEquals(
        Quality.BAD_SENSOR_FAILURE,
        read(point(ModbusRegister.Type.FLOAT32, 1, 0), Integer.decode(high), 0).quality());
  }

  @Test
  void aValueThatTheDeviceCannotMeasureIsBad() {
    PointProfile probe =
        Probes.point("p", "Cel", -40, 80, Probes.input(7, ModbusRegister.Type.INT16, 0.1));

    assertEquals(Quality.GOOD, read(probe, 800).quality());
    assertEquals(Quality.BAD_OUT_OF_RANGE, read(probe, 801).quality());
  }

  @Test
  void aValueBeyondAllNumbersIsBad() {
    assertEquals(
        Quality.BAD_OUT_OF_RANGE,
        read(point(ModbusRegister.Type.FLOAT32, 1e300, 0), 0x7F7F, 0xFFFF).quality());
  }

  private static PointProfile ordered(ModbusRegister.Type type, Order order, Optional<Bits> bits) {
    return Probes.any(
        "p",
        new ModbusRegister(
            Table.HOLDING,
            7,
            new Format(type, order, bits),
            Scaling.NONE,
            List.of(),
            Map.of(),
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "ABCD, 0xC194, 0x0000",
    "CDAB, 0x0000, 0xC194",
    "BADC, 0x94C1, 0x0000",
    "DCBA, 0x0000, 0x94C1",
  })
  void readsTheBytesInEachOrder(Order order, String first, String second) {
    PointProfile point = ordered(ModbusRegister.Type.FLOAT32, order, Optional.empty());
    assertEquals(-18.5, read(point, Integer.decode(first), Integer.decode(second)).value());
  }

  @Test
  void fourWordsGoInTheSameOrderAsTwo() {
    PointProfile point = ordered(ModbusRegister.Type.INT64, Order.CDAB, Optional.empty());
    assertEquals(0x0001_0002_0003_0004L, read(point, 4, 3, 2, 1).value());
    PointProfile big = ordered(ModbusRegister.Type.UINT64, Order.ABCD, Optional.empty());
    assertEquals(0x1p64, read(big, 0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF).value());
    PointProfile exact = ordered(ModbusRegister.Type.FLOAT64, Order.ABCD, Optional.empty());
    assertEquals(4.25, read(exact, 0x4011, 0, 0, 0).value());
  }

  @Test
  void oneRegisterMayHaveItsBytesSwapped() {
    PointProfile point = ordered(ModbusRegister.Type.INT16, Order.BADC, Optional.empty());
    assertEquals(-205.0, read(point, 0x33FF).value());
  }

  @Test
  void bitsAreTakenOutAndShiftedDown() {
    PointProfile bit = ordered(ModbusRegister.Type.UINT16, Order.ABCD, Optional.of(new Bits(5, 5)));
    assertEquals(1.0, read(bit, 0x0020).value());
    assertEquals(0.0, read(bit, 0xFFDF).value());
    PointProfile byteOfIt =
        ordered(ModbusRegister.Type.UINT16, Order.ABCD, Optional.of(new Bits(8, 15)));
    assertEquals(0x12, read(byteOfIt, 0x1234).value());
  }

  @Test
  void digitsThatAreNoneAreAFault() {
    PointProfile digits = ordered(ModbusRegister.Type.BCD32, Order.ABCD, Optional.empty());
    assertEquals(12_345_678.0, read(digits, 0x1234, 0x5678).value());
    assertEquals(Quality.BAD_SENSOR_FAILURE, read(digits, 0x1234, 0x567A).quality());
  }

  @Test
  void everythingButZeroIsOn() {
    PointProfile on = ordered(ModbusRegister.Type.BOOL, Order.ABCD, Optional.empty());
    assertEquals(1.0, read(on, 0x0100).value());
    assertEquals(0.0, read(on, 0).value());
  }

  @Test
  void factorsSayTheSignAndTheDecimalsAndAnUnknownCodeMeansThatThereIsNoValue() {
    ModbusRegister register =
        new ModbusRegister(
            Table.INPUT,
            7,
            Format.of(ModbusRegister.Type.UINT16),
            new Scaling(
                1,
                0,
                List.of(
                    new Factor(8, Optional.of(new Bits(0, 0)), Map.of(0L, 1.0, 1L, -1.0)),
                    new Factor(8, Optional.of(new Bits(8, 15)), Map.of(0L, 1.0, 3L, 0.001)))),
            List.of(),
            Map.of(),
            Optional.empty());
    PointProfile weight = Probes.any("p", register);
    assertEquals(-5.042, read(weight, 5042, 0x0301).value());
    assertEquals(5042.0, read(weight, 5042, 0x0000).value());
    assertEquals(Quality.BAD_SENSOR_FAILURE, read(weight, 5042, 0x0400).quality());
  }

  @Test
  void aDeviceMayHaveSeveralMarks() {
    PointProfile probe =
        Probes.any(
            "p", register(ModbusRegister.Type.INT16, Scaling.NONE, List.of(32_767L, -32_768L)));
    assertEquals(Quality.BAD_SENSOR_FAILURE, read(probe, 0x7FFF).quality());
    assertEquals(Quality.BAD_SENSOR_FAILURE, read(probe, 0x8000).quality());
    assertEquals(Quality.GOOD, read(probe, 0x8001).quality());
  }
}
