package dev.routesight;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** jobs → functions → src; and what must not be reached for on the way. */
class LayersTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.routesight");

    private static final DescribedPredicate<JavaClass> CORE = module("src", "routesight-core");
    private static final DescribedPredicate<JavaClass> FUNCTIONS =
            module("functions", "routesight-functions");
    private static final DescribedPredicate<JavaClass> JOBS = module("jobs", "routesight-jobs");

    @Test
    void everyModuleIsSeen() {
        assertThat(CLASSES.that(CORE)).hasSizeGreaterThan(50);
        assertThat(CLASSES.that(FUNCTIONS)).hasSizeGreaterThan(10);
        assertThat(CLASSES.that(JOBS)).hasSizeGreaterThan(30);
    }

    @Test
    void thePlainRulesKnowNoFlinkAndNothingAboveThem() {
        noClasses().that(CORE).should().dependOnClassesThat(FUNCTIONS.or(JOBS)).check(CLASSES);
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void functionsKnowNoJobsAndNoConnector() {
        noClasses().that(FUNCTIONS).should().dependOnClassesThat(JOBS).check(CLASSES);
        noClasses()
                .that(FUNCTIONS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink.connector..",
                        "org.apache.flink.api.connector..",
                        "org.apache.kafka..",
                        "org.postgresql..",
                        "java.sql..")
                .check(CLASSES);
    }

    @Test
    void neitherFunctionsNorRulesOfAttributionAndTallyLookAtTheClockOrRollDice() {
        DescribedPredicate<JavaClass> deterministic =
                FUNCTIONS.or(
                        CORE.and(
                                JavaClass.Predicates.resideInAnyPackage(
                                        "dev.routesight.attribution..", "dev.routesight.tally..")));
        noClasses()
                .that(deterministic)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .check(CLASSES);
    }

    /** By where a class was loaded from: a folder of the reactor, or the module's jar; no test. */
    private static DescribedPredicate<JavaClass> module(String folder, String artifact) {
        return DescribedPredicate.describe(
                "are of " + artifact,
                type ->
                        type.getSource()
                                .map(source -> source.getUri().toString())
                                .filter(uri -> !uri.contains("-tests.jar"))
                                .filter(uri -> !uri.contains("/test-classes/"))
                                .filter(
                                        uri ->
                                                uri.contains("/" + folder + "/target/")
                                                        || uri.contains(artifact))
                                .isPresent());
    }
}
