/**
 * What the bits of an RFID tag say: GS1 EPC Tag Data Standard 2.3 to and fro, EPC URIs and GS1
 * Digital Link. Pure functions: nothing here reads, waits or remembers.
 */
@NullMarked
package io.coldshelf.tag;

import org.jspecify.annotations.NullMarked;
