package dev.routesight.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Chance;
import dev.routesight.stats.TwoByTwo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Ledger.Accounts ACCOUNTS = new Ledger.Accounts(1000, 380, 20);

    @Test
    void netIsSavedLessWhatBadAnswersCost() {
        MisrouteCost misroutes =
                MisrouteCost.of(
                        List.of(
                                bin("0", 10_000, 50, 500, 40, 500),
                                bin("1", 5000, 100, 500, 40, 500)),
                        0.95);
        Ledger ledger = Ledger.of(ACCOUNTS, misroutes, 0.25, 0.95);

        // 10,000 × 0.02 + 5,000 × 0.12
        assertThat(misroutes.answers().value()).isCloseTo(800, within(1e-9));
        assertThat(ledger.saved()).isEqualTo(600);
        assertThat(ledger.net().value()).isCloseTo(400, within(1e-9));
        assertThat(ledger.net().interval().contains(400)).isTrue();
        assertThat(ledger.ratio().ratio()).isCloseTo(3, within(1e-9));
        assertThat(ledger.breakEven().ratio()).isCloseTo(0.75, within(1e-9));
        assertThat(ledger.breakEven().isBounded()).isTrue();
        assertThat(ledger.reason()).isEmpty();
    }

    @Test
    void withoutRandomisedTrafficThereIsNoRatioAndNoBreakEven() {
        MisrouteCost misroutes =
                MisrouteCost.of(
                        List.of(bin("easy", 900, 1, 50, 1, 50), bin("hard", 100, 5, 20, 0, 0)),
                        0.95);
        Ledger ledger = Ledger.of(ACCOUNTS, misroutes, 0.25, 0.95);

        assertThat(misroutes.isIdentified()).isFalse();
        assertThat(ledger.saved()).isEqualTo(600);
        assertThat(ledger.net().isKnown()).isFalse();
        assertThat(ledger.ratio()).isNull();
        assertThat(ledger.breakEven()).isNull();
        assertThat(ledger.reason())
                .isEqualTo(
                        "unidentifiable: 100 of 1000 decisions sent to cheap are in bins without"
                                + " randomised traffic of both routes (hard); give a small share of"
                                + " them a random route");
    }

    @Test
    void binsThatSendNothingToCheapNeedNoRandomisedTraffic() {
        MisrouteCost misroutes =
                MisrouteCost.of(
                        List.of(bin("a", 100, 5, 50, 2, 50), bin("b", 0, 0, 0, 0, 0)), 0.95);

        assertThat(misroutes.isIdentified()).isTrue();
        assertThat(MisrouteCost.of(List.of(), 0.95).answers().value()).isZero();
    }

    @Test
    void usersWhoRecurWidenTheInterval() {
        TwoByTwo t = new TwoByTwo(50, 500, 40, 500);
        double once =
                MisrouteCost.of(List.of(new MisrouteCost.Bin("a", 100, t, 1)), 0.95)
                        .answers()
                        .interval()
                        .width();
        double often =
                MisrouteCost.of(List.of(new MisrouteCost.Bin("a", 100, t, 4)), 0.95)
                        .answers()
                        .interval()
                        .width();

        assertThat(often).isBetween(1.8 * once, 2.2 * once);
    }

    @Test
    void netCoversTheTruth() {
        assertThat(coverage(100)).isBetween(0.88, 1.0);
    }

    @Tag("profile")
    @Test
    void netCoversTheTruthOverFiveHundredSeeds() {
        double coverage = coverage(500);
        System.out.printf(Locale.ROOT, "[coverage] net saving %.3f%n", coverage);
        assertThat(coverage).isBetween(0.925, 0.97);
    }

    private static double coverage(int seeds) {
        int hits = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Chance chance = new Chance(90_000 + seed);
            List<MisrouteCost.Bin> bins = new ArrayList<>();
            double truth = ACCOUNTS.saved();
            for (int i = 0; i < 10; i++) {
                double excess = 0.01 + 0.01 * i;
                double policy = 1000 - 90 * i;
                truth -= 0.25 * policy * excess;
                bins.add(
                        new MisrouteCost.Bin(
                                "" + i,
                                policy,
                                new TwoByTwo(
                                        chance.binomial(120, 0.04 + excess),
                                        120,
                                        chance.binomial(360, 0.04),
                                        360),
                                1));
            }
            Ledger ledger = Ledger.of(ACCOUNTS, MisrouteCost.of(bins, 0.95), 0.25, 0.95);
            hits += ledger.net().interval().contains(truth) ? 1 : 0;
        }
        return hits / (double) seeds;
    }

    @Test
    void theShippedPricesAreReadAndCohortsAreExceptions() throws IOException {
        try (var in = Files.newInputStream(Path.of("../conf/prices.yaml"))) {
            PriceBook book = PriceFile.read(in);
            assertThat(book.of("rejected", Map.of())).isEqualTo(0.05);
            assertThat(book.of("handoff", Map.of())).isZero();
            assertThat(book.tokens("unknown", "strong").cost(1000, 100)).isEqualTo(0.0035);
            assertThat(book.tokens("unknown", "other")).isNull();
        }
        PriceBook book =
                read(
                        "signals: {rejected: 1}\n"
                                + "cohorts:\n"
                                + "- {match: {tenant: a}, signals: {rejected: 2}}\n"
                                + "- {match: {tenant: a, plan: pro}, signals: {rejected: 3}}\n");
        assertThat(book.of("rejected", Map.of("tenant", "a"))).isEqualTo(2);
        assertThat(book.of("rejected", Map.of("tenant", "a", "plan", "pro"))).isEqualTo(3);
        assertThat(book.of("rejected", Map.of("tenant", "b"))).isEqualTo(1);
    }

    @Test
    void pricesThatMakeNoSenseAreRefusedByName() {
        assertThatThrownBy(() -> read("signals: {rejectd: 1}"))
                .hasMessage("signals has an unknown key 'rejectd'");
        assertThatThrownBy(() -> read("signals: {rejected: -1}"))
                .hasMessage("signals.rejected is no price in USD");
        assertThatThrownBy(() -> read("signals: {rejected: 1, correction: 1}"))
                .hasMessage("signals: price either rejected or its kinds, such as correction");
        assertThatThrownBy(() -> read("cohorts: [{signals: {rejected: 1}}]"))
                .hasMessage("cohorts: an entry matches nothing");
        assertThatThrownBy(() -> read("routes: {cheap: {input: 1}}"))
                .hasMessage("routes.cheap.output is no price in USD");
    }

    private static PriceBook read(String yaml) throws IOException {
        return PriceFile.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static MisrouteCost.Bin bin(
            String name, double policy, double x1, double n1, double x0, double n0) {
        return new MisrouteCost.Bin(name, policy, new TwoByTwo(x1, n1, x0, n0), 1);
    }
}
