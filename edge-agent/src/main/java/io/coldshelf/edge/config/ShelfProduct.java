package io.coldshelf.edge.config;

import java.util.OptionalDouble;

/**
 * What a shelf sells.
 *
 * @param gtin Global Trade Item Number, 14 digits
 * @param name for a person
 * @param itemWeightKg what one item weighs, in kg; known wherever a scale watches the shelf
 */
public record ShelfProduct(String gtin, String name, OptionalDouble itemWeightKg) {}
