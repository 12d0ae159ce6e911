package dev.kassa.standalone.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Where this process keeps its log. */
final class Logs {
    private Logs() {}

    /** How a process without a data folder writes its log to the standard error output. */
    enum Format {
        TEXT("/logback.xml"),
        JSON("/logback-json.xml");

        private final String configuration;

        Format(String configuration) {
            this.configuration = configuration;
        }
    }

    /**
     * From now on all goes to {@code logs/kassa.log} in the data folder, a JSON object a line, and warnings of our own to
     * the terminal too.
     */
    static void keepIn(Path dataFolder) {
        configure(
                "/logback-node.xml",
                Map.of("kassa.logs", dataFolder.toAbsolutePath().resolve("logs").toString()));
    }

    /** From now on all goes to the standard error output. */
    static void toStderr(Format format) {
        configure(format.configuration, Map.of());
    }

    private static void configure(String resource, Map<String, String> properties) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        URL configuration = Objects.requireNonNull(Logs.class.getResource(resource));
        try {
            context.reset();
            properties.forEach(context::putProperty);
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(configuration);
        } catch (JoranException e) {
            throw new IllegalStateException("the logging configuration cannot be read", e);
        }
    }
}
