package dev.routesight.job;

import org.junit.jupiter.api.Tag;

@Tag("profile")
class BatchEqualsStreamOfAMillionITCase extends BatchEqualsStream {
    BatchEqualsStreamOfAMillionITCase() {
        super(1_000_000);
    }
}
