package dev.routesight.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.Dimensions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenCostsTest {
    private static final TokenCosts COSTS =
            new TokenCosts(
                    new PriceBook(
                            Map.of(),
                            List.of(),
                            Map.of("tiny", new PriceBook.Tokens(0.1, 0.2)),
                            Map.of(
                                    "cheap", new PriceBook.Tokens(0.15, 0.6),
                                    "strong", new PriceBook.Tokens(2.5, 10))),
                    "strong");

    @Test
    void tokensArePricedByModelElseByRoute() {
        Outcome priced = COSTS.fillIn(outcome("", null, null, 1000, 500));
        assertThat(priced.costNanos()).isEqualTo(450_000); // 1000·0.15 + 500·0.60 USD per million
        assertThat(priced.referenceCostNanos()).isEqualTo(7_500_000);
        assertThat(COSTS.fillIn(outcome("tiny", null, null, 1000, 500)).costNanos())
                .isEqualTo(200_000);
    }

    @Test
    void whatIsLoggedStaysAndNothingIsMadeUp() {
        assertThat(COSTS.fillIn(outcome("", 7L, null, 1000, 500)).costNanos()).isEqualTo(7);
        assertThat(COSTS.fillIn(outcome("", null, null, 1000, null)).costNanos()).isNull();
        assertThat(COSTS.fillIn(outcome("", null, null, null, 500)).costNanos()).isNull();
    }

    private static Outcome outcome(
            String model, Long cost, Long reference, Integer prompt, Integer answer) {
        return new Outcome(
                "s",
                "d",
                0,
                1,
                0,
                new Dimensions("cheap", model, "", "policy", "", "", "", "", null),
                null,
                null,
                1,
                true,
                false,
                0,
                false,
                -1,
                true,
                true,
                -1,
                0,
                cost,
                reference,
                0,
                true,
                true,
                null,
                null,
                prompt,
                answer,
                null);
    }
}
