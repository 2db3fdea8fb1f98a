package io.coldshelf.edge.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.DeviceProfiles;
import io.coldshelf.profile.ProductClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show must work as it stands. */
class DocumentationTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  @TempDir private Path folder;

  private static List<String> examples(String document) throws IOException {
    String text = Files.readString(Path.of("..", "docs", document));
    return EXAMPLE.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  @Test
  void theExamplesOfConfigurationLoad() throws IOException {
    List<String> examples = examples("configuration.md");
    GatewayConfiguration whole = GatewayConfigurationTest.read(examples.getFirst());
    assertEquals(List.of(), whole.warnings());
    String other =
        examples.getFirst().substring(0, examples.getFirst().indexOf("compartments:"))
            + examples.get(1);
    GatewayConfiguration writtenOut = GatewayConfigurationTest.read(other);
    assertEquals(2, writtenOut.compartments().getFirst().productClass().limits().size());
  }

  @Test
  void theExamplesOfProfilesLoad() throws IOException {
    List<String> examples = examples("profiles.md");
    Path profile = Files.writeString(folder.resolve("my-probe.yaml"), examples.get(0));
    assertEquals("my-probe", DeviceProfiles.read(profile).name());
    assertEquals(10, examples.get(0).lines().count());
    Path family = Files.writeString(folder.resolve("my-controller.yaml"), examples.get(1));
    assertEquals("modbus", DeviceProfiles.read(family).protocol());
    Path classes = Files.writeString(folder.resolve("classes.yaml"), examples.getLast());
    assertTrue(ProductClasses.builtIn().with(classes).find("our-cheese").isPresent());
  }
}
