package io.coldshelf;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * The arrows of docs/architecture.md. When one is wrong, change the picture on purpose, never this
 * in passing.
 */
class ArchitectureTest {

  private static final String MODEL = "io.coldshelf.model..";
  private static final String PROFILE = "io.coldshelf.profile..";
  private static final String SENML = "io.coldshelf.senml..";
  private static final String TAG = "io.coldshelf.tag..";
  private static final String WIRE = "io.coldshelf.wire..";
  private static final String YAML = "io.coldshelf.yaml..";
  private static final String DRIVER = "io.coldshelf.driver..";
  private static final String EDGE = "io.coldshelf.edge..";
  private static final String BRIDGE = "io.coldshelf.bridge..";
  private static final String SIMULATOR = "io.coldshelf.simulator..";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.coldshelf");

  private static void neverImports(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .check(PRODUCT);
  }

  @Test
  void seesEveryModule() {
    for (String module : List.of("model", "driver", "edge", "bridge", "simulator")) {
      assertTrue(PRODUCT.containPackage("io.coldshelf." + module), module);
    }
  }

  @Test
  void profilesAreTheGroundFloor() {
    neverImports(MODEL, PROFILE, SENML, TAG, WIRE, YAML, DRIVER, EDGE, BRIDGE, SIMULATOR);
    neverImports(PROFILE, WIRE, DRIVER, EDGE, BRIDGE, SIMULATOR);
    neverImports(SENML, PROFILE, TAG, WIRE, YAML, DRIVER, EDGE, BRIDGE, SIMULATOR);
    neverImports(TAG, PROFILE, WIRE, YAML, DRIVER, EDGE, BRIDGE, SIMULATOR);
    neverImports(WIRE, PROFILE, YAML, DRIVER, EDGE, BRIDGE, SIMULATOR);
    neverImports(YAML, MODEL, PROFILE, WIRE, DRIVER, EDGE, BRIDGE, SIMULATOR);
  }

  @Test
  void driversKnowNoShelfAndNoWire() {
    neverImports(DRIVER, WIRE, EDGE, BRIDGE, SIMULATOR);
  }

  @Test
  void agentAndBridgeKnowNothingOfEachOther() {
    neverImports(EDGE, BRIDGE, SIMULATOR);
    neverImports(BRIDGE, DRIVER, EDGE, SIMULATOR);
  }

  @Test
  void aProtocolCanBeDeletedWithoutTouchingAnother() {
    slices().matching("io.coldshelf.driver.(*)..").should().beFreeOfCycles().check(PRODUCT);
    List<String> protocols =
        List.of(
            "coap",
            "gnss",
            "gpio",
            "i2c",
            "j1939",
            "llrp",
            "magicrf",
            "mercury",
            "modbus",
            "mqtt",
            "opcua",
            "r2000",
            "scale",
            "spi",
            "sysfs",
            "uhfreader",
            "w1");
    for (String protocol : protocols) {
      neverImports(
          "io.coldshelf.driver." + protocol + "..",
          protocols.stream()
              .filter(other -> !other.equals(protocol))
              .map(other -> "io.coldshelf.driver." + other + "..")
              .toArray(String[]::new));
    }
  }

  @Test
  void agentKnowsProtocolsOnlyWhereItIsPutTogether() {
    noClasses()
        .that()
        .resideInAPackage(EDGE)
        .and()
        .resideOutsideOfPackages(
            "io.coldshelf.edge", "io.coldshelf.edge.cli", "io.coldshelf.edge.provision")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.coldshelf.driver.*..")
        .check(PRODUCT);
  }

  @Test
  void simulatedDevicesShareNoCodecWithTheDrivers() {
    neverImports("io.coldshelf.simulator.device..", DRIVER, EDGE, BRIDGE);
    neverImports("io.coldshelf.simulator.world..", DRIVER, EDGE, BRIDGE);
  }

  @Test
  void pipelineAndDetectorsArePure() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.coldshelf.edge.pipeline..", "io.coldshelf.edge.detect..", MODEL, TAG)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio.file..", "java.net..", "java.sql..", "java.util.concurrent..")
        .check(PRODUCT);
  }

  @Test
  void nobodyAsksTheWallClockButWhoPutsTheProgramTogether() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.coldshelf.edge", "io.coldshelf.bridge", "..cli..", "..demo..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(PRODUCT);
  }

  @Test
  void noPackagesInCircles() {
    for (String module : List.of("edge", "bridge", "simulator")) {
      slices()
          .matching("io.coldshelf." + module + ".(*)..")
          .should()
          .beFreeOfCycles()
          .check(PRODUCT);
    }
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        PRODUCT.getPackage("io.coldshelf").getSubpackagesInTree().stream()
            .filter(found -> !found.getClasses().isEmpty())
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();
    assertEquals(List.of(), unmarked);
  }

  @Test
  void namesSayWhatATypeIs() {
    classes()
        .should()
        .haveNameNotMatching(".*(Impl|Manager|Helper|Utils?|Abstract[A-Z]\\w*)$")
        .check(PRODUCT);
  }
}
