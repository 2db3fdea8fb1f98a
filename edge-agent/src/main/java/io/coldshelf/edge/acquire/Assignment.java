package io.coldshelf.edge.acquire;

import io.coldshelf.driver.DeviceSetup;
import io.coldshelf.driver.Driver;
import java.time.Duration;

/**
 * A device, the driver that speaks to it, and how often it is asked.
 *
 * @param setup what the device is and where
 * @param driver who speaks to it
 * @param every how often it is asked; of no meaning for a device that speaks by itself
 */
public record Assignment(DeviceSetup setup, Driver driver, Duration every) {}
