package io.calbridge.cli;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** SIGTERM and SIGINT end the daemon in order, with exit code 0; the JVM's own handling would give 143 and 130. */
final class StopSignal {

    private final CountDownLatch told = new CountDownLatch(1);

    private StopSignal() { }

    static StopSignal install() {
        StopSignal stop = new StopSignal();
        Signal.handle(new Signal("TERM"), signal -> stop.told.countDown());
        Signal.handle(new Signal("INT"), signal -> stop.told.countDown());
        return stop;
    }

    void await() throws InterruptedException {
        told.await();
    }
}
