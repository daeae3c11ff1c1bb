package dev.routesight.config;

/**
 * One configuration key.
 *
 * @param key dotted, lower case
 * @param type how its values are read and written
 * @param defaultValue what holds when nobody says otherwise
 * @param description one line
 * @param secret whether its value must never be shown or given on a command line
 */
public record Option<T>(
        String key, OptionType<T> type, T defaultValue, String description, boolean secret) {}
