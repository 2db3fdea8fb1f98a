package io.coldshelf.edge.journal;

import java.util.Optional;

/**
 * A journal, and whether it had to begin anew.
 *
 * @param journal ready for use
 * @param replaced why and where the file before was set aside, one sentence; the agent records it
 *     as {@code journal-replaced}
 */
public record Opened(Journal journal, Optional<String> replaced) {}
