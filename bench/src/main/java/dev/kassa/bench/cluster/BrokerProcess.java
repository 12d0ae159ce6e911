package dev.kassa.bench.cluster;

import dev.kassa.standalone.broker.ClusterBroker;
import dev.kassa.standalone.broker.ClusterMember;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** One broker of several as a process of its own: {@code FOLDER NODE_ID PORT CONTROLLER_PORT…}. */
final class BrokerProcess {
    /** Alone, a broker that stops waits minutes for a controller that lets it go; its log bears a halt. */
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        ClusterMember member = new ClusterMember(
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Arrays.stream(arguments).skip(3).map(Integer::valueOf).toList());
        ClusterBroker broker = ClusterBroker.start(Path.of(arguments[0]), member);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker)));
        new CountDownLatch(1).await();
    }

    private static void stop(ClusterBroker broker) {
        Thread closing = Thread.ofPlatform().daemon().start(broker::close);
        try {
            if (!closing.join(STOP_MAX)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
