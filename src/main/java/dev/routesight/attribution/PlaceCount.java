package dev.routesight.attribution;

/** So many events more (or, for {@code pending}, fewer) of a source in a place. */
public record PlaceCount(String source, String place, long events) {}
