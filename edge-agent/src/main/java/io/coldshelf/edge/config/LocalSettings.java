package io.coldshelf.edge.config;

import io.coldshelf.yaml.Secret;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a gateway does by itself.
 *
 * @param listen where its page is; port 0 takes a free one
 * @param token asked of whoever opens the page; always there when others than this machine can
 * @param data the directory of journal and state
 */
public record LocalSettings(InetSocketAddress listen, Optional<Secret> token, Path data) {}
