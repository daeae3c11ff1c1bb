package dev.routesight.simulate;

/** Says in one line what is wrong with a scenario. */
final class ScenarioCheck {

    private ScenarioCheck() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void share(double value, String key) {
        require(value >= 0 && value <= 1, key + ": " + value + " is not in 0..1");
    }

    static void named(String name, String in) {
        require(name != null && !name.isEmpty(), in + ": each needs a name");
    }
}
