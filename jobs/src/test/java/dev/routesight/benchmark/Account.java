package dev.routesight.benchmark;

import dev.routesight.attribution.Place;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How many events ended in each place in one run; a run that lost some is no measurement. */
record Account(Map<String, Long> places) {

    static Account read(Path folder) throws IOException {
        Map<String, Long> places = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "account-*")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    String[] columns = line.split("\t", -1);
                    places.merge(columns[0], Long.parseLong(columns[2]), Long::sum);
                }
                Files.delete(file);
            }
        }
        return new Account(places);
    }

    /** Throws when an event is missing, counted twice, late or still pending. */
    void check(long lines) {
        long placed = 0;
        for (Map.Entry<String, Long> place : places.entrySet()) {
            placed += place.getKey().equals(Place.EVENTS_READ) ? 0 : place.getValue();
        }
        boolean whole = in(Place.EVENTS_READ) == lines && placed == lines;
        if (!whole || in(Place.LATE) != 0 || in(Place.PENDING) != 0 || in(Place.USED) == 0) {
            throw new IllegalStateException(
                    "of " + lines + " events not each is in a place once and in time: " + places);
        }
    }

    private long in(String place) {
        return places.getOrDefault(place, 0L);
    }
}
