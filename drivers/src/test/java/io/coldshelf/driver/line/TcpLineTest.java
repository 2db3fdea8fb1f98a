package io.coldshelf.driver.line;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldshelf.driver.Outcome.Fault;
import io.coldshelf.profile.Connection;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TcpLineTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final byte[] PING = "ping".getBytes(StandardCharsets.US_ASCII);

  private static Line line(int port) {
    return Lines.real().line(Connection.parse("tcp://127.0.0.1:" + port), 1);
  }

  private static Optional<byte[]> ask(Dialogue dialogue) throws LineException {
    return dialogue.ask(
        PING,
        (bytes, count) -> Optional.of(Arrays.copyOf(bytes, count)),
        TIMEOUT,
        InstantSource.system());
  }

  @Test
  void carriesBytesBothWays() throws Exception {
    try (TcpPeer peer = new TcpPeer(Optional::of);
        Line line = line(peer.port())) {
      line.open(TIMEOUT);
      line.write(PING);
      byte[] into = new byte[10];
      int count = line.read(into, TIMEOUT);

      assertArrayEquals(PING, Arrays.copyOf(into, count));
      assertEquals(0, line.read(into, Duration.ofMillis(1)));
    }
  }

  @Test
  void aConnectionThatWasHungUpMeanwhileCostsNothing() throws Exception {
    try (TcpPeer peer = new TcpPeer(Optional::of);
        Dialogue dialogue = new Dialogue(line(peer.port()), Duration.ZERO, Duration.ZERO)) {
      ask(dialogue);
      peer.hangUp();

      assertArrayEquals(PING, ask(dialogue).orElseThrow());
    }
  }

  @Test
  void hangingUpInAnswerIsSaid() throws Exception {
    try (TcpPeer peer = new TcpPeer(request -> Optional.empty());
        Dialogue dialogue = new Dialogue(line(peer.port()), Duration.ZERO, Duration.ZERO)) {
      Fault fault = assertThrows(LineException.class, () -> ask(dialogue)).fault();

      assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
      assertTrue(fault.reason().contains("hung up"), fault.reason());
    }
  }

  @Test
  void whereNobodyListensIsSaidWithTheAddress() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Line line = line(port)) {
      Fault fault = assertThrows(LineException.class, () -> line.open(TIMEOUT)).fault();

      assertEquals(Fault.Kind.UNREACHABLE, fault.kind());
      assertTrue(fault.reason().startsWith("127.0.0.1:" + port + " cannot be reached"));
    }
  }

  @Test
  void aClosedLineIsNotRead() {
    try (Line line = line(1)) {
      assertThrows(LineException.class, () -> line.write(PING));
      assertThrows(LineException.class, line::discard);
    }
  }
}
