package dev.routesight;

import dev.routesight.cli.ClusterMain;

/** The streaming job as it is submitted to a cluster: {@code --config FILE --set KEY=VALUE …}. */
public final class StreamJob {
    private StreamJob() {}

    public static void main(String[] args) throws Exception {
        ClusterMain.stream(args);
    }
}
