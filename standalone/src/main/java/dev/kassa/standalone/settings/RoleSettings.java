package dev.kassa.standalone.settings;

import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What one role was told: options win over the file, and the file over the defaults of the catalogue. Immutable. */
public final class RoleSettings {
    private final Map<String, Object> values;
    private final Map<String, String> kafkaProperties;

    private RoleSettings(Map<String, Object> values, Map<String, String> kafkaProperties) {
        this.values = values;
        this.kafkaProperties = kafkaProperties;
    }

    /**
     * Lays options over a file, and checks all of it, also what this role does not read.
     *
     * @param file null: there is none
     * @param options as they were given, by setting
     * @throws StartException where a key is not known, a value does not fit, or one is missing; names it
     */
    public static RoleSettings read(Role role, @Nullable Path file, Map<Setting, String> options) {
        return read(role, file, options, System.getenv());
    }

    /** The same with another environment. */
    public static RoleSettings read(
            Role role, @Nullable Path file, Map<Setting, String> options, Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        if (file != null) {
            given.putAll(SettingsFile.read(file, environment));
        }
        options.forEach((setting, value) -> given.put(setting.key(), value));
        ConfigDef definition = new ConfigDef();
        for (Setting setting : Setting.values()) {
            if (setting.required() && !given.containsKey(setting.key())) {
                requireNot(role, setting);
            } else {
                setting.define(definition);
            }
        }
        try {
            return new RoleSettings(definition.parse(given), kafka(given));
        } catch (ConfigException e) {
            throw new StartException(e.getMessage() + ".", e);
        }
    }

    private static void requireNot(Role role, Setting setting) {
        if (setting.roles().contains(role)) {
            throw new StartException("%s needs %s: give %s, or a line in the file of --config."
                    .formatted(role.word(), setting.key(), setting.option()));
        }
    }

    private static Map<String, String> kafka(Map<String, String> given) {
        Map<String, String> properties = new HashMap<>();
        given.forEach((key, value) -> {
            if (key.startsWith(KafkaProperties.PREFIX)
                    && !key.equals(Setting.KAFKA.key())
                    && !key.equals(Setting.KAFKA_CONFIG.key())) {
                properties.put(key.substring(KafkaProperties.PREFIX.length()), value);
            }
        });
        return properties;
    }

    /** Of a setting that has a value always. */
    public String text(Setting setting) {
        Object value = Objects.requireNonNull(values.get(setting.key()), setting.key());
        return value instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : value.toString();
    }

    /** Likewise. */
    public int number(Setting setting) {
        return (Integer) Objects.requireNonNull(values.get(setting.key()), setting.key());
    }

    /** Likewise. */
    public boolean flag(Setting setting) {
        return (Boolean) Objects.requireNonNull(values.get(setting.key()), setting.key());
    }

    /** Likewise. */
    public Path file(Setting setting) {
        return Path.of(text(setting));
    }

    /** Likewise. */
    public URI url(Setting setting) {
        return URI.create(text(setting));
    }

    /** Empty where none is given. */
    public List<URI> urls(Setting setting) {
        return values.get(setting.key()) instanceof List<?> given
                ? given.stream().map(each -> URI.create(each.toString())).toList()
                : List.of();
    }

    public @Nullable String textIfGiven(Setting setting) {
        return values.get(setting.key()) == null ? null : text(setting);
    }

    public @Nullable Integer numberIfGiven(Setting setting) {
        return values.get(setting.key()) == null ? null : (Integer) number(setting);
    }

    public @Nullable Path fileIfGiven(Setting setting) {
        return values.get(setting.key()) == null ? null : file(setting);
    }

    /**
     * What is laid over every Kafka client: {@code kafka.NAME} of the settings, over what the file for Kafka's clients says.
     *
     * @throws StartException where that file cannot be read, or holds a password and can be read by others
     */
    public Map<String, String> kafkaProperties() {
        Map<String, String> all = new TreeMap<>();
        Path file = fileIfGiven(Setting.KAFKA_CONFIG);
        if (file != null) {
            all.putAll(SafeStart.kafkaConfig(file));
        }
        all.putAll(kafkaProperties);
        return all;
    }
}
