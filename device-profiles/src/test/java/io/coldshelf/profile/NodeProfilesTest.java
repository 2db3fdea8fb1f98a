package io.coldshelf.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.profile.OpcUaNode.Name;
import io.coldshelf.yaml.YamlDocument;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Profiles of devices behind OPC UA servers. */
class NodeProfilesTest {

  private static final String GOOD =
      """
      profile: cold-room
      title: Cold room
      protocol: opc-ua
      source: its manual
      points:
        air:
          title: Air temperature
          unit: Cel
          node: {id: "nsu=http://maker.example/cold;s=Room1.Air", scale: 0.1, offset: -40}
        door:
          title: Door
          node: {path: ["nsu=http://maker.example/cold;Room1", Door]}
      """;

  private static DeviceProfile read(String text) {
    return DeviceProfileReader.read(
        YamlDocument.parse("room.yaml", text), DeviceProfileReader.Bases.NONE);
  }

  @Test
  void aProfileIsReadWhole() {
    DeviceProfile profile = read(GOOD);
    assertEquals(Optional.of(Duration.ofSeconds(10)), profile.every());
    assertEquals(
        Optional.of(Duration.ofSeconds(2)), profile.reportingEvery(Duration.ofSeconds(2)).every());
    assertEquals(
        Optional.of(
            new OpcUaNode(
                new OpcUaNode.Id("nsu=http://maker.example/cold;s=Room1.Air"),
                new Linear(0.1, -40))),
        profile.point("air").orElseThrow().source());
    OpcUaNode door =
        new OpcUaNode(
            new OpcUaNode.Path(
                List.of(
                    new Name(Optional.of("http://maker.example/cold"), "Room1"),
                    new Name(Optional.empty(), "Door"))),
            new Linear(1, 0));
    assertEquals(Optional.of(door), profile.point("door").orElseThrow().source());
    assertEquals("node …/Room1/Door", door.described());
  }

  /** What is wrong in form is found by the loader and by the schema alike. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nsu=http://maker.example/cold;s=->ns=2;s=",
        "s=Room1.Air->i=air",
        "s=Room1.Air->Room1.Air",
        "id: \"nsu->name: \"nsu",
        "path: [\"nsu=http://maker.example/cold;Room1\", Door]->path: []",
        "scale: 0.1->scale: 0",
        "scale: 0.1->path: [Air]",
        "node: {path->register: {path",
        "protocol: opc-ua->protocol: mqtt",
        "protocol: opc-ua->protocol: opc-ua-autoid",
        "source: its manual->source: its manual\nmessages: {every: 5m}",
      })
  void loaderAndSchemaRefuseTheSame(String change) {
    ProfileChange.assertLoaderAndSchemaRefuse(GOOD, change, NodeProfilesTest::read);
  }

  /** OPC 10000-6, 5.3.1.11. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "i=2258",
        "nsu=urn:maker;i=4294967295",
        "nsu=http://maker.example/a?b=c;s=Line 1/Room;2",
        "nsu=urn:maker;g=72962B91-FA75-4AE6-8D28-B404DC7DAF63",
        "nsu=urn:maker;b=M/RbKBsRVkePCePcx24oRA=="
      })
  void idsOfAllTypesAreTaken(String id) {
    assertEquals(id, new OpcUaNode.Id(id).text());
  }

  @Test
  void aNamespaceByNumberIsRefusedWithWhatToWrite() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new OpcUaNode.Id("ns=2;s=Room1.Air"));
    assertTrue(String.valueOf(refused.getMessage()).contains("nsu=URI; in place of ns=2;"));
  }
}
