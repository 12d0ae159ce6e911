package dev.kassa.standalone.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Where this process keeps its log. */
final class Logs {
    private Logs() {}

    /** From now on all goes to {@code logs/kassa.log} in the data folder, and warnings of our own to the terminal too. */
    static void keepIn(Path dataFolder) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        URL configuration = Objects.requireNonNull(Logs.class.getResource("/logback-node.xml"));
        try {
            context.reset();
            context.putProperty(
                    "kassa.logs", dataFolder.toAbsolutePath().resolve("logs").toString());
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("the logging configuration cannot be read", e);
        }
    }
}
