package io.coldshelf.edge.config;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Where a gateway stands.
 *
 * @param id a level of its topics
 * @param name for a person
 * @param gln the site's Global Location Number (GS1), 13 digits
 * @param timezone for days and schedules; readings are in UTC
 */
public record Site(String id, String name, Optional<String> gln, ZoneId timezone) {}
