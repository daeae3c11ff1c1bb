package dev.routesight.calibration;

import java.util.List;
import java.util.Optional;

/**
 * Which arm of an experiment is which: forced to the reference route, live, and forced to another
 * route. An experiment with one of each measures the range of its router.
 */
public record Roles(Optional<Arm> cheap, Optional<Arm> reference, Optional<Arm> live) {

    public static Roles of(Experiment experiment, String referenceRoute) {
        List<Arm> arms = experiment.arms();
        return new Roles(
                only(
                        arms.stream()
                                .filter(a -> !a.isLive() && !a.route().equals(referenceRoute))
                                .toList()),
                only(arms.stream().filter(a -> a.route().equals(referenceRoute)).toList()),
                only(arms.stream().filter(Arm::isLive).toList()));
    }

    private static Optional<Arm> only(List<Arm> arms) {
        return arms.size() == 1 ? Optional.of(arms.get(0)) : Optional.empty();
    }

    public boolean isRange() {
        return cheap.isPresent() && reference.isPresent() && live.isPresent();
    }
}
