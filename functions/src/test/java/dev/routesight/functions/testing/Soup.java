package dev.routesight.functions.testing;

import dev.routesight.event.Decoded;
import dev.routesight.event.DecoderOptions;
import dev.routesight.event.EventDecoder;
import dev.routesight.reference.EventSoup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Adversarial lines, decoded, their decisions given users, tenants and scores, in an order of
 * arrival. The seed decides everything.
 */
public final class Soup {
    private final List<Decoded> inOrderOfWriting = new ArrayList<>();

    public Soup(long seed) {
        Random random = new Random(seed);
        EventDecoder decoder = new EventDecoder(new DecoderOptions(0, 0, 1000, null));
        for (String line :
                EventSoup.lines(
                        seed, 5 * Settings.MINUTE, 30 * Settings.MINUTE, 30 * Settings.MINUTE)) {
            String dressed =
                    line.replace(
                            "\"route\":\"cheap\"",
                            "\"route\":\""
                                    + (random.nextBoolean() ? "cheap" : "strong")
                                    + "\",\"user_id\":\"u"
                                    + random.nextInt(3)
                                    + "\",\"score\":0."
                                    + random.nextInt(10)
                                    + ",\"threshold\":0.5,\"labels\":{\"tenant\":\"t"
                                    + random.nextInt(6)
                                    + "\"}"
                                    + assignment(random));
            byte[] bytes = dressed.getBytes(StandardCharsets.UTF_8);
            Decoded decoded = decoder.decode(bytes, 0, bytes.length, "feed", 0, Long.MAX_VALUE);
            if (decoded != null) {
                inOrderOfWriting.add(decoded);
            }
        }
    }

    private static String assignment(Random random) {
        return random.nextInt(3) == 0
                ? ""
                : ",\"assignment\":{\"kind\":\"forced\",\"experiment\":\""
                        + Settings.EXPERIMENT.name()
                        + "\",\"arm\":\"a"
                        + random.nextInt(2)
                        + "\"}";
    }

    public int size() {
        return inOrderOfWriting.size();
    }

    public List<Decoded> asWritten() {
        return inOrderOfWriting;
    }

    /** An order in which no event comes more than {@code spread} behind one that is younger. */
    public List<Decoded> arriving(long seed, long spread) {
        Random random = new Random(seed);
        record Arrival(Decoded decoded, long when) {}
        List<Arrival> arrivals = new ArrayList<>();
        long latest = 0;
        for (Decoded decoded : inOrderOfWriting) {
            latest = decoded.event() == null ? latest : decoded.event().ts();
            arrivals.add(
                    new Arrival(decoded, latest + (long) (random.nextDouble() * (spread + 1))));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::when));
        return arrivals.stream().map(Arrival::decoded).toList();
    }
}
