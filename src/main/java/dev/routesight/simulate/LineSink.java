package dev.routesight.simulate;

/** Takes lines in the order of their arrival; the bytes are valid during the call only. */
@FunctionalInterface
interface LineSink {
    void accept(int part, byte[] line, int length);
}
