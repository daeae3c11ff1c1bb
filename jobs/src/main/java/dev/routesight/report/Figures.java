package dev.routesight.report;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Map;

/** Numbers with their intervals, as JSON and in words. */
final class Figures {
    private Figures() {}

    /** Value, low and high; null where not known. */
    static Map<String, Object> of(Estimate estimate) {
        return of(estimate.value(), estimate.interval());
    }

    static Map<String, Object> of(Fieller ratio) {
        return ratio == null
                ? of(Double.NaN, Interval.EVERYTHING)
                : of(ratio.isBounded() ? ratio.ratio() : Double.NaN, ratio.interval());
    }

    static Map<String, Object> of(double value, Interval interval) {
        return Json.object(
                "value", known(value),
                "low", known(interval.low()),
                "high", known(interval.high()));
    }

    /** JSON knows no infinity and no NaN. */
    static Double known(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Six significant digits: what a series needs, in a third of the room. */
    static Double brief(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        return Double.valueOf(String.format(Locale.ROOT, "%.6g", value));
    }

    static String percent(double share) {
        return words(
                Math.abs(share) < 0.001 && share != 0 ? "%.2f\u00a0%%" : "%.1f\u00a0%%",
                100 * share);
    }

    /** From and to, as shares. */
    static String percents(Interval i) {
        return i.isBounded()
                ? words("%.1f to %.1f\u00a0%%", 100 * i.low(), 100 * i.high())
                : "no bounds yet";
    }

    static String points(Interval i) {
        return i.isBounded()
                ? words("%+.1f to %+.1f points", 100 * i.low(), 100 * i.high())
                : "no bounds yet";
    }

    static String usd(double amount) {
        double size = Math.abs(amount);
        String text =
                size >= 1 || size == 0
                        ? words(size >= 1_000 ? "%,.0f" : "%.2f", size)
                        : new BigDecimal(size).round(new MathContext(3)).toPlainString();
        return (amount < 0 ? "−$" : "$") + text;
    }

    static String usd(Interval i) {
        return i.isBounded() ? usd(i.low()) + " to " + usd(i.high()) : "no bounds yet";
    }

    static String count(double n) {
        return words("%,.0f", n).replace(',', '\u202f');
    }

    static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
