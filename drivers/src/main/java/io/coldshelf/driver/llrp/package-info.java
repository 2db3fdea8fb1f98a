/**
 * Readers of RFID tags that speak LLRP 1.0.1 and 1.1 (GS1's Low Level Reader Protocol).
 *
 * <p>Bottom up: {@link io.coldshelf.driver.llrp.FrameReader} cuts the stream into frames, {@link
 * io.coldshelf.driver.llrp.Decoder} makes a {@link io.coldshelf.driver.llrp.Message} of each: a
 * faithful tree of parameters, which knows its structure from the tables in {@link
 * io.coldshelf.driver.llrp.MessageType} and {@link io.coldshelf.driver.llrp.ParameterType}. {@link
 * io.coldshelf.driver.llrp.Session} talks to one reader over one connection.
 */
@NullMarked
package io.coldshelf.driver.llrp;

import org.jspecify.annotations.NullMarked;
