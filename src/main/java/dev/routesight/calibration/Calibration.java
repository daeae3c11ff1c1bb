package dev.routesight.calibration;

import dev.routesight.stats.Fieller;
import dev.routesight.stats.Power;
import dev.routesight.stats.SampleRatio;
import java.util.Locale;

/**
 * What an experiment with arms cheap, reference and live says, and in plain words.
 *
 * @param sampleRatio of units by the arm of their first exposure
 * @param range null when the experiment is broken: then nothing else means anything
 */
public record Calibration(SampleRatio sampleRatio, RecoveredRange range, String verdict) {

    /**
     * @param shares of the arms cheap, reference, live, in any unit
     */
    public static Calibration of(
            ArmSums cheap, ArmSums reference, ArmSums live, double[] shares, double level) {
        long[] units = {
            (long) cheap.units(), (long) reference.units(), (long) live.units(),
        };
        SampleRatio ratio = SampleRatio.of(units, shares);
        if (ratio.isBroken()) {
            return new Calibration(
                    ratio, null, words("experiment broken: sample ratio p = %.2g", ratio.pValue()));
        }
        if (units[0] == 0 || units[1] == 0 || units[2] == 0) {
            return new Calibration(ratio, null, "unidentifiable: an arm has no units yet");
        }
        RecoveredRange range = RecoveredRange.of(cheap, reference, live, level);
        return new Calibration(ratio, range, verdict(range));
    }

    private static String verdict(RecoveredRange range) {
        if (!range.hasRange()) {
            return "the arms do not differ: no range to be in";
        }
        String reversed =
                range.range().value() < 0
                        ? "the reference route is rejected more than cheap; "
                        : "";
        Fieller r = range.recovered();
        String recovered =
                words(
                        "live recovers %.0f %% (%.0f to %.0f %%) of the range",
                        100 * r.ratio(), 100 * r.low(), 100 * r.high());
        Fieller gain = range.gain();
        String than = "a coin that sends as much to the reference";
        if (gain.low() > 0) {
            return reversed
                    + recovered
                    + words(", %.0f points more than ", 100 * gain.ratio())
                    + than;
        }
        if (gain.high() < 0) {
            return reversed
                    + recovered
                    + words(", %.0f points less than ", -100 * gain.ratio())
                    + than;
        }
        return reversed
                + recovered
                + words(
                        ", no better than the coin: gain %+.0f points (%+.0f to %+.0f)",
                        100 * gain.ratio(), 100 * gain.low(), 100 * gain.high());
    }

    /**
     * How much longer it must run to see a gain of this size.
     *
     * @param gain worth seeing, e.g. 0.1 for ten points
     * @param elapsed so far, in any unit of time
     * @return in the same unit; infinite while there is no range
     */
    public double stillNeeded(double gain, double elapsed, double critical) {
        if (range == null || !range.gain().isBounded()) {
            return Double.POSITIVE_INFINITY;
        }
        double se = (range.gain().high() - range.gain().low()) / 2 / critical;
        return Power.USUAL.stillNeeded(gain, se, elapsed);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
