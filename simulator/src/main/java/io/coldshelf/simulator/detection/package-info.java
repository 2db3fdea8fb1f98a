/**
 * Worlds drawn from a seed in which detection is tried in virtual time: what devices would say goes
 * straight into the agent's pipeline, beside the latent truth and the naive rule.
 */
@NullMarked
package io.coldshelf.simulator.detection;

import org.jspecify.annotations.NullMarked;
