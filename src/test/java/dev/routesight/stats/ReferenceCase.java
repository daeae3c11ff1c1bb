package dev.routesight.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A row of {@code reference/cases.csv}.
 *
 * @param input groups of numbers: {@code |} between groups, {@code ;} between numbers
 * @param value as published
 */
record ReferenceCase(
        String name, String what, String input, String quantity, String value, String source) {

    static List<ReferenceCase> all() {
        try (InputStream in = ReferenceCase.class.getResourceAsStream("/reference/cases.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(ReferenceCase::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceCase parse(String line) {
        // only the last field may hold commas, and is quoted then
        String[] f = line.split(",", 6);
        String source = f[5].replaceAll("^\"|\"$", "").replace("\"\"", "\"");
        return new ReferenceCase(f[0], f[1], f[2], f[3], f[4], source);
    }

    double number() {
        return Double.parseDouble(value);
    }

    double[][] groups() {
        return Arrays.stream(input.split("\\|"))
                .map(g -> Arrays.stream(g.split(";")).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    double[] group(int index) {
        return groups()[index];
    }

    double at(int group, int index) {
        return group(group)[index];
    }

    @Override
    public String toString() {
        return name + " " + quantity + " (" + source + ")";
    }
}
