package dev.routesight.loop;

/**
 * What the job recommended for a period.
 *
 * @param status {@code proposed}, {@code hold}, {@code unidentifiable} or {@code rollback}
 * @param reason a short code
 * @param threshold that the router should use from now on
 */
public record Said(String status, String reason, double threshold) {
    /** Whether there is something to apply. */
    public boolean moves() {
        return status.equals("proposed") || status.equals("rollback");
    }
}
