package dev.routesight.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PolicyBiasTest {

    @Test
    void weightingUndoesWhatThePolicyChose() {
        // cheap is rejected in 10 % of easy and 50 % of hard queries; the policy sends it the easy
        PolicyBias bias = new PolicyBias(2);
        for (int i = 0; i < 1000; i++) {
            boolean hard = i % 2 == 1;
            double p = hard ? 0.1 : 0.9;
            boolean cheap = hard ? i % 20 == 1 : i % 20 != 0;
            int nth = i / 20;
            boolean bad = cheap && (hard ? nth % 2 == 0 : i % 20 == 2);
            bias.add(
                    cheap ? "cheap" : "strong",
                    "code",
                    hard ? 0.9 : 0.1,
                    cheap ? p : 1 - p,
                    hard != cheap,
                    bad);
        }
        PolicyBias.Route cheap = bias.routes().get(0);

        assertThat(cheap.logged()).isLessThan(0.16);
        assertThat(cheap.weighted()).isCloseTo((1.0 / 9 + 0.5) / 2, within(1e-9));
        assertThat(cheap.leastPropensity()).isEqualTo(0.1);
        assertThat(bias.overlap()).isEqualTo(1);
    }

    @Test
    void aLogOfTheRoutersOwnChoicesIsSaidToConfirmItself() {
        PolicyBias bias = new PolicyBias(10);
        for (int i = 0; i < 100; i++) {
            bias.add(i < 50 ? "cheap" : "strong", "", i / 100.0, null, false, false);
        }
        assertThat(bias.warnings())
                .anyMatch(w -> w.contains("a router trained on this confirms itself"))
                .anyMatch(w -> w.startsWith("100 of 100 decisions carry no propensity"))
                .anyMatch(w -> w.startsWith("100.0 % of the decisions are of a query shape"));
        assertThat(bias.routes().get(0).weighted()).isNaN();
        assertThat(new PolicyBias(10).warnings()).containsExactly("there are no decisions");
    }
}
