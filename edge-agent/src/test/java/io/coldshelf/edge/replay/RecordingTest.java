package io.coldshelf.edge.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.model.Observation;
import io.coldshelf.model.Quality;
import io.coldshelf.model.Reading;
import io.coldshelf.model.TagReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  @TempDir private Path folder;

  private List<Observation> rows(String text) throws IOException {
    Path file = folder.resolve("recording.csv");
    Files.writeString(file, text);
    List<Observation> rows = new ArrayList<>();
    Recording.read(file).play(rows::add);
    return rows;
  }

  private String complaint(String text) {
    return String.valueOf(assertThrows(RecordingException.class, () -> rows(text)).getMessage());
  }

  @Test
  void readsIsoTimesAndSeconds() throws IOException {
    List<Observation> rows =
        rows(
            "time,point,value\n"
                + "2026-01-31T08:00:00.250Z,a/t,1\n"
                + "1769846401.5,a/t,2\n"
                + "2026-01-31T09:00:02+01:00,a/t,3\n");
    assertEquals(
        List.of(250L, 1500L, 2000L),
        rows.stream().map(r -> r.timeMillis() - 1_769_846_400_000L).toList());
  }

  @Test
  void readsTruthAndQuality() throws IOException {
    List<Observation> rows =
        rows(
            "time,point,value,quality\n"
                + "1,a/door,true,good\n"
                + "2,a/door,,bad\n"
                + "3,a/t,,bad-sensor-failure\n"
                + "4,a/t,85,bad\n");
    assertEquals(1, ((Reading) rows.get(0)).value());
    assertEquals(Quality.BAD, ((Reading) rows.get(1)).quality());
    assertEquals(Quality.BAD_SENSOR_FAILURE, ((Reading) rows.get(2)).quality());
    assertTrue(Double.isNaN(((Reading) rows.get(3)).value()));
  }

  @Test
  void mergesTwoKindsByTime() throws IOException {
    List<Observation> rows =
        rows(
            "time,point,value\n"
                + "1,a/t,1\n"
                + "3,a/t,3\n"
                + "#kind time,reader,antenna,epc,rssi\n"
                + "2,r,1,300833B2DDD9014000000001,-61\n");
    assertEquals(List.of(1000L, 2000L, 3000L), rows.stream().map(Observation::timeMillis).toList());
    assertEquals(-61, ((TagReport) rows.get(1)).rssiDbm().orElseThrow());
  }

  @Test
  void aKindMayBeNamedBeforeItsHeader() throws IOException {
    List<Observation> rows =
        rows(
            """
            #kind rfid
            time,reader,antenna,epc
            2,r,1,300833B2DDD9014000000001
            """);
    assertEquals(1, rows.size());
  }

  @Test
  void rowsThatStepBackKeepTheirPlace() throws IOException {
    List<Observation> rows =
        rows(
            """
            time,point,value
            5,a/t,1
            2,a/t,2
            6,a/t,3
            """);
    assertEquals(List.of(5000L, 2000L, 6000L), rows.stream().map(Observation::timeMillis).toList());
  }

  @Test
  void saysTheLineAndTheFix() {
    assertTrue(
        complaint(
                """
                time,point,value
                1,a/t,1
                yesterday,a/t,1
                """)
            .contains("recording.csv:3: 'yesterday' is no time"));
    assertTrue(
        complaint(
                """
                time,point,value
                1,a/t
                """)
            .contains(":2: 2 columns where time,point,value"));
    assertTrue(complaint("when,what\n").contains(":1: the header 'when,what' is neither"));
    assertTrue(
        complaint(
                """
                time,point,value
                1,probe,3
                """)
            .contains(":2: 'probe' is not of the form device/point"));
    assertTrue(
        complaint(
                """
                time,point,value,quality
                1,a/t,3,fine
                """)
            .contains("quality 'fine' is not known"));
  }
}
