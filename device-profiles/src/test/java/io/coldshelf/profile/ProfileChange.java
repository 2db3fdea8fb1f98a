package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.coldshelf.testing.JsonSchemas;
import io.coldshelf.yaml.ConfigurationException;
import java.io.IOException;
import java.util.List;

/** A good profile, and what is wrong with it once something was changed. */
final class ProfileChange {

  private ProfileChange() {}

  /** Loads a profile. */
  @FunctionalInterface
  interface Loading {
    void load(String text) throws IOException;
  }

  /** The profile with a change of the form {@code before->after}. */
  static String changed(String good, String change) {
    int arrow = change.indexOf("->");
    return good.replace(change.substring(0, arrow), change.substring(arrow + 2));
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  static void assertLoaderAndSchemaRefuse(String good, String change, Loading loader) {
    String wrong = changed(good, change);
    assertThrows(ConfigurationException.class, () -> loader.load(wrong));
    assertFalse(
        JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), wrong).isEmpty(), wrong);
    assertEquals(List.of(), JsonSchemas.objectionsToYaml(Schemas.DEVICE_PROFILE.text(), good));
  }
}
