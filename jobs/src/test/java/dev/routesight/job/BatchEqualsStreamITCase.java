package dev.routesight.job;

class BatchEqualsStreamITCase extends BatchEqualsStream {
    BatchEqualsStreamITCase() {
        super(50_000);
    }
}
