package dev.routesight.functions;

import org.junit.jupiter.api.Test;

/**
 * Writes the state files of the current version. No test run finds this class by its name; it is
 * asked for: {@code ./mvnw -pl functions -am test -Dtest=WriteStateFixtures
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class WriteStateFixtures {

    @Test
    void writeThoseOfTheCurrentVersion() throws Exception {
        StateFixtures.write(StateFixtures.FOLDER);
    }
}
