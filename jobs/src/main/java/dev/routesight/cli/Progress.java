package dev.routesight.cli;

/** Where a long run tells a person how far it is; it may be told as often as one likes. */
public interface Progress {

    /**
     * How far a run is.
     *
     * @param phase what it does, in a word or two
     * @param totalBytes 0 when unknown
     * @param totalFiles 0 when there are none
     */
    record Position(
            String phase,
            long doneBytes,
            long totalBytes,
            int doneFiles,
            int totalFiles,
            long events) {

        /** A phase that counts events only. */
        public static Position of(String phase, long events) {
            return new Position(phase, 0, 0, 0, 0, events);
        }
    }

    void at(Position position);

    /** A line of talk, which stays. */
    void say(String line);

    /** Shows the last position for good. */
    void finish();
}
