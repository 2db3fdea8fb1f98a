package io.coldshelf.simulator.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a demo is asked for.
 *
 * @param length how long it runs; until it is stopped where there is none
 * @param headless whether nobody watches the page: it gets any free port then
 * @param json whether only the summary is wanted, as one JSON line
 * @param seed from which everything in the world follows
 * @param broker an MQTT broker in place of the embedded one
 * @param data where journals, the store and logs go
 * @param killStoreAgent when the store's agent is killed as by a power cut, after the start
 */
public record DemoOptions(
    Optional<Duration> length,
    boolean headless,
    boolean json,
    long seed,
    Optional<URI> broker,
    Path data,
    Optional<Duration> killStoreAgent) {}
