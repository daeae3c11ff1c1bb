package dev.routesight.event;

/**
 * A record that became no event.
 *
 * @param place {@code malformed}, {@code unknown_type} or {@code implausible_time}
 * @param eventId empty when it could not be read
 * @param ts event time in epoch milliseconds; -1 when it could not be read
 * @param reason what is wrong, naming the field, e.g. {@code score: 1.2 is not in 0..1}; never a
 *     piece of the record
 * @param position offset in the partition, or byte offset in the (decompressed) file
 * @param raw the first bytes of the record, bounded; null unless configured
 */
public record Refusal(
        String place,
        String eventId,
        long ts,
        String reason,
        String source,
        long position,
        byte[] raw) {}
