package dev.routesight.config;

/** A value that its key cannot have; where it was said is added by whoever read it. */
final class BadSetting extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final String key;

    BadSetting(Option<?> option, String problem) {
        super(option.key() + ": " + problem);
        this.key = option.key();
    }

    String key() {
        return key;
    }

    static void unless(boolean good, Option<?> option, String problem) {
        if (!good) {
            throw new BadSetting(option, problem);
        }
    }

    static void unlessBetween(int least, int most, int value, Option<?> option) {
        unless(
                least <= value && value <= most,
                option,
                "must be from " + least + " to " + most + ", not " + value);
    }
}
