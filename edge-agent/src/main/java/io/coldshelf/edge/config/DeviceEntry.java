package io.coldshelf.edge.config;

import io.coldshelf.driver.Access;
import io.coldshelf.profile.Connection;
import io.coldshelf.profile.DeviceProfile;
import java.time.Duration;

/**
 * One device of the gateway.
 *
 * @param name unique on the gateway
 * @param profile what it is
 * @param connection where it is
 * @param every how often to ask it; without meaning for one that speaks by itself
 * @param timeout how long it may take to answer
 * @param access how it lets the gateway in
 */
public record DeviceEntry(
    String name,
    DeviceProfile profile,
    Connection connection,
    Duration every,
    Duration timeout,
    Access access) {}
