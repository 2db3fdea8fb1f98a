package io.coldshelf.driver.llrp;

import io.coldshelf.driver.tls.Trust;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is wanted of a reader, before it has said what it can.
 *
 * @param inventory what it is to read
 * @param power with how much to send, in dBm; empty leaves that to the reader
 * @param version of LLRP, where the reader speaks it
 * @param trust whom to trust with TLS; empty for a connection in the clear
 */
record Wish(Inventory inventory, OptionalDouble power, int version, Optional<Trust> trust) {}
