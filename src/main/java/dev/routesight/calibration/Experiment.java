package dev.routesight.calibration;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A declared experiment, and which arm a unit is in. The recipe, for gateways in any language:
 *
 * <ol>
 *   <li>take the UTF-8 bytes of the experiment's name, one byte 0, the UTF-8 bytes of the unit;
 *   <li>their SHA-256; its first four bytes as an unsigned big-endian number h;
 *   <li>point = floor(h · 1,000,000 / 2³²) (below 2⁵², so doubles will do);
 *   <li>walk the arms in their declared order, adding up shares in millionths: the unit is in the
 *       first arm where the sum exceeds the point.
 * </ol>
 *
 * The test vectors are in {@code assignment-vectors.csv}. A unit keeps its arm for the whole
 * experiment, and arms of differently named experiments are independent.
 *
 * @param unit {@code user} or {@code session}
 * @param before length of the period before the start whose decisions make covariates; zero: none
 */
public record Experiment(
        String name, String unit, Instant start, Instant end, Duration before, List<Arm> arms)
        implements Serializable {

    /** Without a period before it. */
    public Experiment(String name, String unit, Instant start, Instant end, List<Arm> arms) {
        this(name, unit, start, end, Duration.ZERO, arms);
    }

    public Experiment {
        arms = List.copyOf(arms);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an experiment has no name");
        }
        if (!unit.equals("user") && !unit.equals("session")) {
            throw new IllegalArgumentException(name + ": unit must be user or session");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(name + ": start must be before end");
        }
        if (before.isNegative()) {
            throw new IllegalArgumentException(name + ": before must not be negative");
        }
        Set<String> names = new HashSet<>();
        int sum = 0;
        for (Arm arm : arms) {
            if (arm.name().isEmpty() || !names.add(arm.name())) {
                throw new IllegalArgumentException(name + ": arms need names of their own");
            }
            if (arm.share() <= 0) {
                throw new IllegalArgumentException(
                        name + ": share of arm " + arm.name() + " must be above 0");
            }
            sum += arm.share();
        }
        if (sum != Arm.ALL) {
            throw new IllegalArgumentException(
                    name + ": shares add up to " + sum / (double) Arm.ALL + " instead of 1");
        }
    }

    /** The arm of a unit. */
    public Arm armOf(String unitId) {
        int point = point(name, unitId);
        int sum = 0;
        for (Arm arm : arms) {
            sum += arm.share();
            if (point < sum) {
                return arm;
            }
        }
        throw new IllegalStateException("shares of " + name + " do not add up");
    }

    /** Where a unit falls, 0 to 999,999. */
    public static int point(String experiment, String unitId) {
        byte[] digest = sha256(experiment, unitId);
        long h = 0;
        for (int i = 0; i < 4; i++) {
            h = h << 8 | digest[i] & 0xff;
        }
        return (int) (h * Arm.ALL >>> 32);
    }

    private static byte[] sha256(String experiment, String unitId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(experiment.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(unitId.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether units are users; else they are sessions. */
    public boolean isOfUsers() {
        return unit.equals("user");
    }

    /** Whether an event time is in the period before it that makes covariates. */
    public boolean isBefore(Instant time) {
        return time.isBefore(start) && !time.isBefore(start.minus(before));
    }

    /** Whether it runs at an event time. */
    public boolean runsAt(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }
}
