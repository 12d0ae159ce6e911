package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.as;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogContextTest {
    private static final String PAYMENT = "pay_" + "0".repeat(26);

    private final EdgeUnderTest edge = new EdgeUnderTest();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger door = (Logger) LoggerFactory.getLogger(Door.class);

    @BeforeEach
    void listen() {
        lines.start();
        door.addAppender(lines);
        edge.core.answer = _ -> {
            throw new IllegalStateException("a bug");
        };
    }

    @AfterEach
    void stop() {
        door.detachAppender(lines);
        edge.close();
    }

    @Test
    void aLineOfARequestNamesTheRequestAndThePayment() {
        edge.post("/v1/payments/" + PAYMENT + "/void", "{}", as(ACME, "Request-Id", "r-1"));

        ILoggingEvent line = lines.list.getFirst();
        assertThat(line.getMDCPropertyMap()).containsEntry("request_id", "r-1").containsEntry("payment_id", PAYMENT);
        assertThat(line.getFormattedMessage()).contains("/v1/payments/{id}/void");
    }

    @Test
    void whatACallerWritesIntoThePathIsNotLogged() {
        edge.post("/v1/payments/4111111111111111/void", "{}", as(ACME));

        ILoggingEvent line = lines.list.getFirst();
        assertThat(line.getFormattedMessage() + line.getMDCPropertyMap()).doesNotContain("4111111111111111");
        assertThat(line.getMDCPropertyMap()).containsKey("request_id").doesNotContainKey("payment_id");
    }
}
