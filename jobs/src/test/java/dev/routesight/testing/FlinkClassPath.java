package dev.routesight.testing;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a Flink distribution has in {@code lib}, picked from the class path of the tests: Flink and
 * what Flink itself needs. No connector but the one for files, no driver, nothing of Routesight.
 */
final class FlinkClassPath {
    private static final List<String> OF_FLINK =
            List.of(
                    "flink-annotations-",
                    "flink-clients-",
                    "flink-connector-files-",
                    "flink-connector-datagen-",
                    "flink-core-",
                    "flink-datastream-",
                    "flink-file-sink-common-",
                    "flink-hadoop-fs-",
                    "flink-metrics-core-",
                    "flink-queryable-state-client-java-",
                    "flink-rpc-",
                    "flink-runtime-",
                    "flink-shaded-",
                    "flink-statebackend-",
                    "flink-streaming-java-",
                    "kryo-",
                    "minlog-",
                    "reflectasm-",
                    "objenesis-",
                    "frocksdbjni-",
                    "javassist-",
                    "async-profiler-",
                    "snakeyaml-engine-",
                    "commons-cli-",
                    "commons-collections-",
                    "commons-compress-",
                    "commons-io-",
                    "commons-lang3-",
                    "commons-math3-",
                    "commons-text-",
                    "jsr305-",
                    "lz4-java-",
                    "snappy-java-",
                    "slf4j-api-",
                    "log4j-");

    private FlinkClassPath() {}

    static String get() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(FlinkClassPath::isOfFlink)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOfFlink(String entry) {
        String name = new File(entry).getName();
        return name.endsWith(".jar")
                && !name.endsWith("-tests.jar")
                && OF_FLINK.stream().anyMatch(name::startsWith);
    }
}
