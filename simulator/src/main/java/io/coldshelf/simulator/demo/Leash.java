package io.coldshelf.simulator.demo;

import io.coldshelf.edge.cli.Main;
import java.io.IOException;

/**
 * Runs an agent that ends with the demo that started it, however that ended: the standard input is
 * a pipe from the demo, and the kernel closes it even when the demo is killed.
 */
final class Leash {

  private Leash() {}

  /**
   * Runs the agent's program.
   *
   * @param arguments its verb and options
   */
  public static void main(String[] arguments) {
    Thread.ofPlatform().name("leash").daemon().start(Leash::hold);
    Main.main(arguments);
  }

  private static void hold() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever said; only the end counts.
      }
    } catch (IOException e) {
      System.err.println("The demo is gone: " + e.getMessage());
    }
    System.exit(0);
  }
}
