package dev.routesight.loop;

import java.util.List;

/** The job that a closed loop is about, as its router sees it. */
public interface LoopJob {

    /** Sends events, in order of arrival. */
    void send(int period, List<byte[]> lines) throws Exception;

    /** Waits for what is recommended at the end of a period. */
    Said await(int period) throws Exception;
}
