package io.coldshelf.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnsGoldenTest {

  /** Tests run in their module's folder, or at the top. */
  private static final Path DOCS = Path.of(Files.exists(Path.of("docs")) ? "docs" : "../docs");

  /** 4 and 4.0 are the same to JavaScript. */
  private static final Comparator<JsonNode> SAME =
      (a, b) -> {
        boolean equal =
            (a.isNumber() && b.isNumber()) ? a.doubleValue() == b.doubleValue() : a.equals(b);
        return equal ? 0 : 1;
      };

  private static void assertSame(GoldenPayload golden, JsonNode actual) throws IOException {
    JsonNode expected = new ObjectMapper().readTree(golden.file(".json").toFile());
    assertTrue(expected.equals(SAME, actual), () -> golden + ": " + actual);
  }

  @ParameterizedTest
  @EnumSource
  void theFormatIsWhatItWas(GoldenPayload golden) throws IOException {
    HexFormat hex = HexFormat.of();
    assertEquals(hex.formatHex(golden.bytes()), hex.formatHex(golden.encode()));
  }

  @ParameterizedTest
  @EnumSource
  void theDecoderInJavaReadsIt(GoldenPayload golden) throws IOException {
    ReadingsPayload read =
        ReadingsPayload.read(GoldenPayload.GATEWAY, Block.Encoding.COLUMNS, golden.bytes());
    assertSame(golden, GoldenPayload.json(GoldenPayload.GATEWAY, read));
  }

  @Test
  void theDecoderInJavaScriptReadsThem() throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (GoldenPayload golden : GoldenPayload.values()) {
      files.add(golden.file(".columns"));
    }
    Process node = node(files);
    String[] lines = new String(node.getInputStream().readAllBytes(), UTF_8).split("\n");
    assertEquals(0, node.waitFor(), () -> String.join("\n", lines));
    GoldenPayload[] all = GoldenPayload.values();
    for (int i = 0; i < all.length; i++) {
      assertSame(all[i], new ObjectMapper().readTree(lines[i]));
    }
  }

  @Test
  void theDecoderInJavaScriptRefusesWhatIsDamaged(@TempDir Path folder)
      throws IOException, InterruptedException {
    byte[] damaged = GoldenPayload.PROBES.bytes();
    damaged[damaged.length / 2] ^= 4;
    Path file = Files.write(folder.resolve("damaged.columns"), damaged);
    Process node = node(List.of(file));
    String said = new String(node.getInputStream().readAllBytes(), UTF_8);
    assertNotEquals(0, node.waitFor());
    assertTrue(said.contains("CRC-32C"), said);
  }

  /** The worked example of docs/encoding.md is the smallest of these. */
  @Test
  void theExampleInTheDocumentationIsTrue() throws IOException {
    String bytes = HexFormat.ofDelimiter(" ").formatHex(GoldenPayload.ONE.bytes());
    String text = Files.readString(DOCS.resolve("encoding.md"));
    assertTrue(text.contains(bytes), () -> "docs/encoding.md does not hold " + bytes);
  }

  private static Process node(List<Path> files) throws IOException {
    List<String> command =
        new ArrayList<>(Arrays.asList("node", DOCS.resolve("reference/columns.mjs").toString()));
    for (Path file : files) {
      command.add(file.toString());
    }
    try {
      Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
      node.getOutputStream().close();
      return node;
    } catch (IOException e) {
      if (Boolean.getBoolean("coldshelf.vectors.required")) {
        return fail("node is needed for the decoder in JavaScript", e);
      }
      return abort("no node here, so the decoder in JavaScript is not tested: " + e.getMessage());
    }
  }
}
