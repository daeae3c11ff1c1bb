package dev.routesight.answer;

import dev.routesight.budget.Budget;
import dev.routesight.budget.Way;
import dev.routesight.database.BudgetTallies;
import dev.routesight.stats.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What it takes to see a difference in a cohort, by each way of learning.
 *
 * @param difference the smallest worth seeing
 * @param weeks within which
 */
public record BudgetAnswer(
        BudgetTallies.Known known, double difference, double weeks, List<Line> lines) {
    /**
     * A way.
     *
     * @param needs share of traffic that shows the difference in time; above 1: more than there is
     * @param usdPerWeek what that share costs; {@code NaN} when not known
     * @param badPerWeek rejections a week that it may bring, if cheap is worse by the difference
     * @param has share that there is now
     * @param sees smallest difference that it shows in time; infinite for none
     * @param weeksUntil the difference is seen with what there is; infinite for never
     */
    public record Line(
            Way way,
            double needs,
            double usdPerWeek,
            double badPerWeek,
            double has,
            double sees,
            double weeksUntil) {

        /** Whether there is some of it, and it is not enough. */
        public boolean isTooLittle(double difference) {
            return has > 0 && sees > difference;
        }
    }

    public static BudgetAnswer of(BudgetTallies.Known known, double difference, double weeks) {
        List<Line> lines = new ArrayList<>();
        for (Way way : Way.values()) {
            Budget budget = new Budget(known.cohort(), way, Power.USUAL);
            double has =
                    switch (way) {
                        case EXPLORE -> known.explored();
                        case FORCED -> known.forced();
                        case SHADOW -> known.shadowed();
                    };
            double needs = budget.shareFor(difference, weeks);
            double bought = Math.min(1, needs);
            lines.add(
                    new Line(
                            way,
                            needs,
                            budget.usdPerWeek(bought),
                            budget.badAnswersPerWeek(bought, difference),
                            has,
                            budget.detectable(has, weeks),
                            budget.weeksFor(difference, has)));
        }
        return new BudgetAnswer(known, difference, weeks, lines);
    }

    /** What the budget there is cannot see; empty when all of it is enough. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Line line : lines) {
            if (line.isTooLittle(difference)) {
                warnings.add(
                        String.format(
                                Locale.ROOT,
                                "%s %% %s on this traffic sees %s in %s weeks; %s points take %s"
                                        + " weeks",
                                points(line.has()),
                                line.way().label(),
                                Double.isInfinite(line.sees())
                                        ? "no difference at all"
                                        : "only differences above "
                                                + points(line.sees())
                                                + " points",
                                plain(weeks),
                                points(difference),
                                plain(Math.ceil(line.weeksUntil()))));
            }
        }
        if (lines.stream().allMatch(line -> line.has() == 0)) {
            warnings.add("nothing is explored, forced or double-routed, so no difference is seen");
        }
        return warnings;
    }

    /** A share in points, with as many digits as it takes. */
    public static String points(double share) {
        double points = 100 * share;
        return String.format(
                Locale.ROOT, points >= 0.095 ? "%.1f" : points >= 0.0095 ? "%.2f" : "%.2g", points);
    }

    /** A number without needless digits. */
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
