package dev.kassa.standalone.settings;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What a value of a setting looks like: its type for Kafka, and its bounds in words and as a check. */
record Form(Type type, String words, Predicate<Object> fits) implements ConfigDef.Validator {
    /** In place of a default: there must be a value. */
    static final String REQUIRED = "required";

    static final Form TEXT =
            new Form(Type.STRING, "text", value -> !value.toString().isBlank());
    static final Form FILE =
            new Form(Type.STRING, "path", value -> !value.toString().isBlank());
    static final Form NAME = new Form(
            Type.STRING, "letters, digits, . _ -", value -> value.toString().matches("[A-Za-z0-9._-]{1,64}"));
    static final Form ADDRESSES = new Form(Type.LIST, "host:port, …", Form::areAddresses);
    static final Form URL = new Form(Type.STRING, "http or https URL", value -> isUrl(value.toString()));
    static final Form URLS = new Form(
            Type.LIST,
            "http or https URL, …",
            value -> value instanceof List<?> all && all.stream().allMatch(one -> isUrl(one.toString())));
    static final Form ZONE = new Form(
            Type.STRING, "IANA time zone", value -> ZoneId.getAvailableZoneIds().contains(value.toString()));
    static final Form PORT = count(0, 65_535);
    static final Form FLAG = new Form(Type.BOOLEAN, "true or false", value -> true);

    static Form count(int min, int max) {
        return new Form(
                Type.INT,
                "%d to %d".formatted(min, max),
                value -> value instanceof Integer number && number >= min && number <= max);
    }

    static Form oneOf(String... words) {
        return new Form(
                Type.STRING, String.join(", ", words), value -> List.of(words).contains(value.toString()));
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value != null && !fits.test(value)) {
            throw new ConfigException(name, value, "expected " + words);
        }
    }

    private static boolean areAddresses(Object value) {
        return value instanceof List<?> all
                && !all.isEmpty()
                && all.stream().allMatch(one -> one.toString().matches("\\[?[A-Za-z0-9.:_-]+]?:[0-9]{1,5}"));
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()));
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
