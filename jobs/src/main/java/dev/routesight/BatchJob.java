package dev.routesight;

import dev.routesight.cli.ClusterMain;

/**
 * The batch job as it is submitted to a cluster: {@code --input PATH… --config FILE --set KEY=VALUE
 * …}; without an input it reads the configured Kafka topics up to their present end.
 */
public final class BatchJob {
    private BatchJob() {}

    public static void main(String[] args) throws Exception {
        ClusterMain.batch(args);
    }
}
