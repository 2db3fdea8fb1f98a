package io.coldshelf.driver.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.testing.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class LayoutTest {

  @Test
  void tablesAreThoseOfTheStandardsMachineReadableDefinition() throws Exception {
    Document definition =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(Vectors.oracle("llrp/llrp-1x1-def.xml").toFile());
    Map<Integer, String> messages = new TreeMap<>();
    for (MessageType type : MessageType.values()) {
      messages.put(type.code(), type.layout().toString());
    }
    Map<Integer, String> parameters = new TreeMap<>();
    for (ParameterType type : ParameterType.values()) {
      parameters.put(type.code(), type.layout().toString());
    }

    assertEquals(defined(definition, "messageDefinition"), messages);
    assertEquals(defined(definition, "parameterDefinition"), parameters);
    assertEquals(118, parameters.size());
  }

  @Test
  void arraysOfBitsArePaddedToWholeBytes() throws Exception {
    Layout layout = Layout.parse("1[]");

    assertEquals(2, layout.endOfFields(new byte[] {0, 0}, 0, 2));
    assertEquals(3, layout.endOfFields(new byte[] {0, 1, 0}, 0, 3));
    assertEquals(3, layout.endOfFields(new byte[] {0, 8, 0}, 0, 3));
    assertEquals(4, layout.endOfFields(new byte[] {0, 9, 0, 0}, 0, 4));
  }

  @Test
  void fieldsThatTakeMoreOrLessThanThereIsAreMalformed() {
    Layout layout = Layout.parse("16 8[]");

    assertThrows(MalformedMessageException.class, () -> layout.endOfFields(new byte[] {0}, 0, 1));
    assertThrows(
        MalformedMessageException.class, () -> layout.endOfFields(new byte[] {0, 0, 0}, 0, 3));
    MalformedMessageException surplus =
        assertThrows(
            MalformedMessageException.class,
            () -> layout.endOfFields(new byte[] {0, 0, 0, 1, 5, 6}, 0, 6));
    assertEquals(5, surplus.position());
    assertTrue(surplus.toString().contains("1 bytes too many"), surplus::toString);
  }

  private static Map<Integer, String> defined(Document definition, String kind) {
    Map<Integer, String> layouts = new TreeMap<>();
    var elements = definition.getElementsByTagName(kind);
    for (int i = 0; i < elements.getLength(); i++) {
      Element element = (Element) elements.item(i);
      layouts.put(Integer.parseInt(element.getAttribute("typeNum")), layout(element));
    }
    return layouts;
  }

  private static String layout(Element element) {
    List<String> words = new ArrayList<>();
    int bits = 0;
    boolean parametersFollow = false;
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (!(node instanceof Element part)) {
        continue;
      }
      String type = part.getAttribute("type");
      switch (part.getTagName()) {
        case "reserved" -> bits += Integer.parseInt(part.getAttribute("bitCount"));
        case "parameter", "choice" -> parametersFollow = true;
        case "field" -> {
          if (type.equals("bytesToEnd")) {
            words.add("*");
          } else if (type.endsWith("v")) {
            words.add(type.replace("utf8", "u8").replaceAll("\\D", "") + "[]");
          } else {
            bits += Integer.parseInt(type.substring(1));
          }
        }
        default -> {}
      }
      if (bits > 0 && bits % 8 == 0) {
        words.add(Integer.toString(bits));
        bits = 0;
      }
    }
    if (parametersFollow) {
      words.add("+");
    }
    return String.join(" ", words);
  }
}
