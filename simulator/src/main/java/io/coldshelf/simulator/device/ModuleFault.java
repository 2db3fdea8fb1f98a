package io.coldshelf.simulator.device;

/** What can be wrong with a simulated RFID module or the line to it. */
public enum ModuleFault {
  /** Nothing. */
  NONE,
  /** It hears and says nothing. */
  SILENT,
  /** Random bytes come in the place of whatever it says. */
  NOISE,
  /** Random bytes come before whatever it says. */
  NOISY_LINE,
  /** It is too hot to send, where its protocol has a word for that. */
  HOT
}
